"""Rename, archive, bring back, delete: what depends on an academy is listed first, and nothing is lost that should not be."""

from __future__ import annotations

import uuid

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, ModelLogEntry, Page, Revision, Workflow

from hub.academies.models import Academy, AcademyRole, Area
from hub.academies.provisioning import NotAllowed, reconcile
from hub.academies.setup.archive import archive_academy, unarchive_academy
from hub.academies.setup.create import create_academy
from hub.academies.setup.delete import delete_academy
from hub.academies.setup.dependents import dependents_of
from hub.academies.setup.exceptions import BadDetails, NotForThisAcademy, StillInUse
from hub.academies.setup.rename import rename_academy
from hub.exceptions import PublishRefused
from hub.models import AcademyPage, StandardPage
from tests.conftest import live_copy
from tests.hub.setup.conftest import details
from toolkit_orders.models import Order

pytestmark = pytest.mark.django_db


PERSON = {"name": "Grace", "email": "grace@harbour.example", "email_key": "grace@harbour.example", "organisation_type": "health"}


def order_of(academy, **fields):
    toolkit = {"toolkit_title": "Pack", "toolkit_key": uuid.uuid4()}
    return Order.objects.create(idempotency_key=uuid.uuid4(), academy=academy, locale="en", **toolkit, **PERSON, **fields)


@pytest.fixture
def section(nw):
    return AcademyPage.objects.get(slug="north-west")


@pytest.fixture
def story_page(section):
    page = section.add_child(instance=StandardPage(title="Below", slug="below"))
    page.save_revision().publish()
    return page


# --- what depends on it


def test_everything_that_depends_on_an_academy_is_listed_with_its_number(nw, story_page, user_with_role, locale):
    user_with_role(nw, "editor")
    order_of(nw)
    Area.objects.create(name="Leeds", slug="leeds", locale=locale, academy=nw)
    Redirect.objects.create(old_path="/old", redirect_page=story_page)

    found = {row.key: (row.number, row.holds) for row in dependents_of(nw)}

    assert found == {
        "pages-en": (2, True),
        "people": (1, True),
        "areas": (1, False),
        "redirects": (1, False),
        "orders": (1, True),
    }
    assert "1 toolkit request, 1 still open" in [str(row.words) for row in dependents_of(nw)]


def test_list_costs_the_same_for_an_academy_with_many_things(nw, section, user_with_role, django_assert_max_num_queries):
    for number in range(10):
        section.add_child(instance=StandardPage(title=f"Page {number}", slug=f"page-{number}"))
        order_of(nw)
    user_with_role(nw, "editor")
    # section · pages by language · languages' homes · languages · pictures · documents · people · areas · invitations ·
    # section and redirects · stories · requests · open ones · files
    with django_assert_max_num_queries(16):
        dependents_of(nw)


# --- rename


def test_new_name_reaches_pages_groups_workflow_and_files_in_every_language(three, superuser, urdu):
    academy = create_academy(details=details()).academy

    assert rename_academy(academy=academy, name="Yorkshire and Humber", slug="yorkshire-and-humber", user=superuser)

    homes = AcademyPage.objects.filter(translation_key=Academy.objects.regional().get().home_key)
    assert {(page.slug, page.title) for page in homes} == {("yorkshire-and-humber", "Yorkshire and Humber")}
    assert all(page.get_latest_revision_as_object().slug == "yorkshire-and-humber" for page in homes)
    assert Group.objects.filter(name__startswith="Yorkshire Academy").count() == 0
    assert Group.objects.filter(name__startswith="Yorkshire and Humber:").exists()
    assert Workflow.objects.filter(name="Yorkshire and Humber approval").exists()
    assert Collection.objects.filter(name="Yorkshire and Humber").exists()
    assert reconcile(check=True) == []
    assert not rename_academy(academy=academy, name="Yorkshire and Humber", slug="yorkshire-and-humber", user=superuser)


def test_old_addresses_of_pages_online_lead_to_the_new_ones(
    client, nw, section, story_page, superuser, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        rename_academy(academy=nw, name=nw.name, slug="north-and-west", user=superuser)

    assert client.get("/academies/north-and-west/below/").status_code == 200
    for old in ("/academies/north-west", "/academies/north-west/below"):
        assert Redirect.objects.filter(old_path=old).exists()


def test_draft_over_a_page_online_keeps_its_words_and_takes_the_new_address(nw, section, superuser):
    section.save_revision().publish()
    section.strapline = "Not published yet"
    section.save_revision()

    rename_academy(academy=nw, name=nw.name, slug="north-and-west", user=superuser)

    page = AcademyPage.objects.get(pk=section.pk)
    assert (page.slug, page.strapline, page.live, page.has_unpublished_changes) == ("north-and-west", "", True, True)
    draft = page.get_latest_revision_as_object()
    assert (draft.slug, draft.strapline) == ("north-and-west", "Not published yet")


BAD_NAMES = [
    ("Wales Academy", "x", "name"),
    ("X", "wales", "slug"),
    ("X", "admin", "slug"),
    ("", "x", "name"),
    ("a\x00", "x", "name"),
]


@pytest.mark.parametrize(("name", "slug", "field"), BAD_NAMES)
def test_name_or_slug_that_cannot_be_is_refused_and_changes_nothing(nw, wales, superuser, name, slug, field):
    with pytest.raises(BadDetails) as refused:
        rename_academy(academy=nw, name=name, slug=slug, user=superuser)
    assert field in refused.value.errors
    assert Academy.objects.get(pk=nw.pk).slug == AcademyPage.objects.get(translation_key=nw.home_key).slug == "north-west"


# --- archive


def test_archived_academy_shows_nothing_and_leaves_nobody_rights(
    client, nw, section, story_page, superuser, user_with_role, locale
):
    editor = user_with_role(nw, "publisher")
    area = Area.objects.create(name="Leeds", slug="leeds", locale=locale, academy=nw)
    story_page.save_revision(approved_go_live_at=timezone.now() + timezone.timedelta(days=1))

    archive_academy(academy=nw, user=superuser)

    assert not Page.objects.filter(path__startswith=section.path, live=True).exists()
    assert client.get("/academies/north-west/").status_code == 404
    assert "North West Academy" not in client.get("/academies/").content.decode()
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    area.refresh_from_db()
    assert area.academy is None
    fresh = type(editor).objects.get(pk=editor.pk)
    assert not AcademyPage.objects.get(pk=section.pk).permissions_for_user(fresh).can_edit()
    assert AcademyRole.objects.filter(user=editor).exists()
    with pytest.raises(NotForThisAcademy):
        archive_academy(academy=nw, user=superuser)


def test_academy_comes_back_with_rights_areas_and_if_asked_its_pages(
    client, nw, section, story_page, superuser, user_with_role, locale
):
    editor = user_with_role(nw, "publisher")
    area = Area.objects.create(name="Leeds", slug="leeds", locale=locale, academy=nw)
    section.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    before = set(Page.objects.filter(live=True).values_list("pk", flat=True))
    archive_academy(academy=nw, user=superuser)
    story_page.refresh_from_db()
    story_page.title = "Written since"
    story_page.save_revision()

    assert unarchive_academy(academy=nw, user=superuser, publish=True) == []

    assert set(Page.objects.filter(live=True).values_list("pk", flat=True)) == before
    assert Page.objects.get(pk=story_page.pk).title == "Below"
    area.refresh_from_db()
    assert area.academy == nw
    fresh = type(editor).objects.get(pk=editor.pk)
    assert AcademyPage.objects.get(pk=section.pk).permissions_for_user(fresh).can_publish()
    assert client.get("/academies/north-west/below/").status_code == 200
    with pytest.raises(NotForThisAcademy):
        unarchive_academy(academy=nw, user=superuser)


def test_academy_comes_back_without_its_pages_where_nobody_asked_for_them(nw, section, superuser, locale, wales):
    area = Area.objects.create(name="Leeds", slug="leeds", locale=locale, academy=nw)
    archive_academy(academy=nw, user=superuser)
    Area.objects.filter(pk=area.pk).update(academy=wales)

    unarchive_academy(academy=nw, user=superuser)

    assert not AcademyPage.objects.get(pk=section.pk).live
    area.refresh_from_db()
    assert area.academy == wales  # somebody else looks after it by now


def test_hubs_own_team_is_neither_archived_nor_deleted(nw, superuser):
    hub = Academy.objects.create(name="Hub", short_name="Hub", slug="hub-team", is_national=True)
    for ending in (archive_academy, delete_academy):
        with pytest.raises(NotForThisAcademy):
            ending(academy=hub, user=superuser)


# --- delete


def test_academy_that_holds_something_is_not_deleted_and_says_what(nw, section, user_with_role, superuser):
    order_of(nw)
    user_with_role(nw, "editor")

    with pytest.raises(StillInUse) as refused:
        delete_academy(academy=nw, user=superuser)

    assert {row.key for row in refused.value.dependents} == {"pages-en", "people", "orders"}
    assert "1 toolkit request, 1 still open" in str(refused.value)
    assert Academy.objects.filter(pk=nw.pk).exists()


def test_academy_with_drafts_only_goes_with_all_that_was_made_for_it(three, nw, superuser, locale):
    Area.objects.create(name="Leeds", slug="leeds", locale=locale)
    collections, groups, workflows = Collection.objects.count(), Group.objects.count(), Workflow.objects.count()
    academy = create_academy(details=details(areas=("leeds",))).academy

    delete_academy(academy=academy, user=superuser)

    assert not AcademyPage.objects.filter(slug="yorkshire").exists() and Area.objects.get().academy is None
    assert (Collection.objects.count(), Group.objects.count(), Workflow.objects.count()) == (collections, groups, workflows)
    assert not Academy.objects.filter(slug="yorkshire").exists()


def test_only_superusers_end_academies(nw, user_with_role):
    manager = user_with_role(nw, "manager")
    for ending in (archive_academy, unarchive_academy, delete_academy):
        with pytest.raises(NotAllowed):
            ending(academy=nw, user=manager)
    with pytest.raises(NotAllowed):
        rename_academy(academy=nw, name="Mine", slug="mine", user=manager)


def test_log_holds_keys_and_no_names(nw, story_page, superuser):
    rename_academy(academy=nw, name="CANARYNAME", slug="canaryslug", user=superuser)
    archive_academy(academy=nw, user=superuser)
    unarchive_academy(academy=nw, user=superuser)

    entries = ModelLogEntry.objects.filter(action__startswith="hub.academy_")
    assert [entry.action for entry in entries.order_by("pk")] == [
        "hub.academy_rename",
        "hub.academy_archive",
        "hub.academy_unarchive",
    ]
    assert "canary" not in str([entry.data for entry in entries]).lower()


# --- the pages


def test_pages_list_what_depends_on_the_academy_before_they_ask(client, nw, story_page, superuser):
    order_of(nw)
    client.force_login(superuser)

    for view in ("rename", "archive", "delete"):
        html = client.get(reverse(f"hub_academies:{view}", args=[nw.pk])).content.decode()
        assert "1 toolkit request, 1 still open" in html and "English: 2 pages online, 0 drafts" in html
    assert "It cannot be deleted while" in html
    assert "Delete it for good" not in html


def test_archiving_and_back_by_the_buttons(client, nw, section, superuser):
    client.force_login(superuser)
    url = reverse("hub_academies:archive", args=[nw.pk])

    assert client.post(url, {}).status_code == 200  # the tick is missing
    assert client.post(url, {"sure": "on"}).status_code == 302
    assert client.post(url, {"sure": "on"}).status_code == 200  # twice: said in words
    assert client.post(reverse("hub_academies:unarchive", args=[nw.pk]), {"publish": "on"}).status_code == 302
    assert AcademyPage.objects.get(pk=section.pk).live


def test_renaming_by_the_form_says_beside_the_field_what_cannot_be(client, nw, wales, superuser):
    client.force_login(superuser)
    url = reverse("hub_academies:rename", args=[nw.pk])

    html = client.post(url, {"name": "X", "short_name": "X", "slug": "wales"}).content.decode()

    assert "Wales Academy has this slug already" in html
    assert client.post(url, {"name": "X", "short_name": "X", "slug": "north-x"}).status_code == 302


def test_archived_academy_in_another_language_is_not_in_its_list_either(
    client, nw, section, urdu, urdu_home, academies_index, superuser
):
    live_copy(academies_index, urdu, title="اکیڈمیاں")
    assert "North West Academy" in client.get("/ur/academies/").content.decode()

    archive_academy(academy=nw, user=superuser)

    assert "North West Academy" not in client.get("/ur/academies/").content.decode()


def test_page_of_an_archived_academy_does_not_go_live_even_by_a_superuser(nw, story_page, superuser):
    archive_academy(academy=nw, user=superuser)
    page = StandardPage.objects.get(pk=story_page.pk)

    with pytest.raises(PublishRefused, match="archived"):
        page.save_revision(user=superuser).publish(user=superuser)
