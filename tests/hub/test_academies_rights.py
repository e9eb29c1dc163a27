"""What each role may do, in every language's tree; and that any change of it by hand is noticed."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page, WorkflowPage
from wagtail.permissions import policy_registry

from hub.academies.cover import end_cover
from hub.academies.grants import check_grants, close_defaults
from hub.academies.models import Academy, AcademyGroup, AcademyRole
from hub.academies.policy import TenantPolicy
from hub.academies.provisioning import reconcile
from hub.academies.role_rules import LanguagesMissing, RoleDoesNotFit, SourceLanguage, check_role
from hub.academies.roles import BY_LANGUAGE, roles_for
from hub.models import AcademiesIndexPage, AcademyPage, StandardPage
from tests.conftest import live_copy, make_academy, unindexed

pytestmark = pytest.mark.django_db

ASKED = ("can_add_subpage", "can_edit", "can_lock", "can_publish")
NONE: set[str] = set()
WRITES = {"can_add_subpage", "can_edit"}
PUBLISHES = {*WRITES, "can_publish"}
KEEPS = {*PUBLISHES, "can_lock"}


@pytest.fixture(autouse=True)
def _unindexed():
    with unindexed():
        yield


@pytest.fixture
def tree(home, national, nw, wales, urdu, locale):
    """One page of each kind of place, in English and in Urdu: {(place, language): page}."""
    about = home.add_child(instance=StandardPage(title="About", slug="about"))
    section, other = (AcademyPage.objects.get(slug=slug) for slug in ("north-west", "wales"))
    group = section.add_child(instance=StandardPage(title="Our group", slug="our-group"))
    index = AcademiesIndexPage.objects.get()
    found = {"home": home, "about": about, "index": index, "section": section, "group": group, "other": other}
    english = {(name, "en"): Page.objects.get(pk=page.pk) for name, page in found.items()}
    return {**english, **{(name, "ur"): live_copy(page, urdu) for name, page in found.items()}}


def rights(user, page):
    tester = page.permissions_for_user(type(user).objects.get(pk=user.pk))  # Wagtail keeps rights on the instance
    return {name for name in ASKED if getattr(tester, name)()}


def on(places, held, languages=("en", "ur")):
    return {(place, language): held for place in places for language in languages}


OWN, EVERY = ("section", "group"), ("home", "about", "index", "section", "group", "other")
#: (kind of academy, role, languages of the role) -> rights on pages; on all others none
PAGES = {
    ("nw", "author", ""): on(OWN, {"can_add_subpage"}),
    ("nw", "editor", ""): on(OWN, WRITES),
    ("nw", "publisher", ""): on(OWN, KEEPS),
    ("nw", "publisher", "ur"): on(OWN, KEEPS, ["ur"]),
    ("nw", "translator", "ur"): on(OWN, {"can_edit"}, ["ur"]),
    ("nw", "translator", ""): {},
    ("nw", "translator", "en"): {},
    ("nw", "second_reader", "ur"): on(OWN, {"can_edit", "can_publish"}, ["ur"]),
    ("nw", "second_reader", "en"): {},
    ("nw", "order_handler", ""): {},
    ("nw", "manager", ""): on(OWN, KEEPS),
    ("nw", "national_editor", ""): {},  # not a role of an academy, however it was written down
    ("nw", "national_comms", ""): {},
    ("national", "national_editor", ""): on(EVERY, KEEPS),
    ("national", "national_comms", ""): on(["about"], PUBLISHES),
    ("national", "national_comms", "ur"): on(["about"], PUBLISHES, ["ur"]),
    ("national", "manager", ""): on(EVERY, KEEPS),
    ("national", "translator", "ur"): on(EVERY, {"can_edit"}, ["ur"]),
    ("national", "second_reader", "ur"): on(EVERY, {"can_edit", "can_publish"}, ["ur"]),
    ("national", "order_handler", ""): {},
    ("national", "publisher", ""): {},
}


def test_each_role_has_its_rights_in_every_language_s_tree_and_no_others(tree, nw, national, urdu, locale, user_with_role):
    known = {"nw": nw, "national": national, "ur": urdu, "en": locale}
    for (academy, role, language), expected in PAGES.items():
        user = user_with_role(known[academy], role, locales=(known[language],) if language else ())
        for place, page in tree.items():
            # these two kinds of page take no page below them that is not theirs; that is not about rights
            held = rights(user, page) & (set(ASKED) if place[0] not in ("index",) else {"can_edit", "can_publish", "can_lock"})
            wanted = expected.get(place, NONE) - ({"can_add_subpage"} if place[0] in ("index",) else NONE)
            assert held == wanted, (academy, role, language, place)
    assert {role for _academy, role, _language in PAGES} == set(AcademyRole.Role.values)
    assert reconcile(check=True) == reconcile() == []


@pytest.mark.parametrize(
    ("academy", "role", "where"),
    [
        ("nw", "translator", NONE),
        ("nw", "editor", {"own"}),
        ("national", "national_comms", {"own"}),
        ("national", "national_editor", {"own", "root", "other"}),
        ("national", "manager", {"own", "root", "other"}),
        ("national", "order_handler", NONE),
    ],
)
def test_files_are_those_of_the_own_collection_and_all_for_the_hub_s_editors(
    academy, role, where, nw, wales, national, urdu, user_with_role
):
    from wagtail.images import get_image_model

    row = {"nw": nw, "national": national}[academy]
    user = user_with_role(row, role, locales=(urdu,) if role in BY_LANGUAGE else ())
    known = {"own": row.collection, "root": Collection.get_first_root_node(), "other": wales.collection}
    policy = policy_registry.get_by_type(get_image_model())

    found = policy.collections_user_has_permission_for(user, "add")

    assert {name for name, collection in known.items() if found.filter(pk=collection.pk).exists()} == where


def test_the_hub_s_editor_keeps_the_vocabulary_and_areas_and_no_orders_or_people(nw, national, user_with_role):
    editor, manager = user_with_role(national, "national_editor"), user_with_role(national, "manager")
    for user in (editor, manager):
        held = user.get_all_permissions()
        assert {"case_studies.change_topic", "case_studies.add_principle", "hub.change_area"} <= held
        assert not [name for name in held if name.startswith("auth.")]
    assert not [name for name in editor.get_all_permissions() if "order" in name or "academy" in name]
    assert "toolkit_orders.change_order" in manager.get_all_permissions()
    of_an_academy = user_with_role(nw, "manager").get_all_permissions()
    assert not [name for name in of_an_academy if name.startswith("case_studies.") or name.endswith("_area")]


def test_the_hub_s_own_pages_follow_when_pages_come_move_and_go(
    home, academies_index, national, user_with_role, django_capture_on_commit_callbacks
):
    user = user_with_role(national, "national_comms")
    new = home.add_child(instance=StandardPage(title="New", slug="new"))
    below = new.add_child(instance=StandardPage(title="Below", slug="below"))
    assert rights(user, Page.objects.get(pk=new.pk)) == rights(user, Page.objects.get(pk=below.pk)) == PUBLISHES

    make_academy(academies_index, "later", "Later Academy")  # the list of academies was the hub's own until now
    section = AcademyPage.objects.get(slug="later")
    assert rights(user, Page.objects.get(pk=academies_index.pk)) == rights(user, section) == NONE
    assert reconcile(check=True) == []

    moved = Page.objects.get(pk=below.pk)
    moved.move(Page.objects.get(pk=section.pk), pos="last-child")
    assert rights(user, Page.objects.get(pk=below.pk)) == NONE
    Page.objects.get(pk=below.pk).move(Page.objects.get(pk=home.pk), pos="last-child")
    assert rights(user, Page.objects.get(pk=below.pk)) == PUBLISHES
    assert reconcile(check=True) == []

    with django_capture_on_commit_callbacks(execute=True):
        AcademyPage.objects.get(slug="later").delete()
    assert "can_edit" in rights(user, Page.objects.get(pk=academies_index.pk))
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=academies_index.pk).delete()
    assert reconcile(check=True) == []


def test_list_of_academies_is_no_page_of_the_hub_s_own_in_a_language_without_academies(home, national, nw, urdu, user_with_role):
    user = user_with_role(national, "national_comms")
    live_copy(home, urdu)
    index = live_copy(AcademiesIndexPage.objects.get(), urdu)

    assert rights(user, index) == NONE
    assert reconcile(check=True) == []


DRIFTS = {
    "pages": lambda group, place: GroupPagePermission.objects.create(group=group, page=place, permission_type="publish"),
    "pages taken": lambda group, place: group.page_permissions.filter(page=place).delete(),
    "collections": lambda group, place: GroupCollectionPermission.objects.create(
        group=group, collection=Collection.get_first_root_node(), permission=Permission.objects.get(codename="add_image")
    ),
    "permissions": lambda group, place: group.permissions.add(Permission.objects.get(codename="change_user")),
    "members": lambda group, place: group.user_set.clear(),
    "group": lambda group, place: group.delete(),
    "name": lambda group, place: Group.objects.filter(pk=group.pk).update(name="Somebody's"),
    "workflow": lambda group, place: GroupApprovalTask.objects.get(workflow_tasks__workflow=place.get_workflow()).groups.add(group),
    "workflow taken": lambda group, place: WorkflowPage.objects.filter(page=place).delete(),
    "collection gone": lambda group, place: Academy.objects.filter(home_key=place.translation_key).update(collection=None),
}


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("change", DRIFTS)
def test_each_kind_of_drift_fails_the_check_in_every_language_s_tree_and_is_put_right(
    change, language, nw, urdu, home, user_with_role
):
    section = AcademyPage.objects.get(slug="north-west")
    page = Page.objects.get(pk=section.pk) if language == "en" else section.copy_for_translation(urdu, copy_parents=True)
    page = Page.objects.get(pk=page.pk)
    user_with_role(nw, "editor")
    group = AcademyGroup.objects.get(academy=nw, role="editor", locale=None).group
    call_command("hub_reconcile", "--check", stdout=io.StringIO())

    DRIFTS[change](group, page)

    with pytest.raises(CommandError):
        call_command("hub_reconcile", "--check", stdout=io.StringIO())
    assert reconcile()
    call_command("hub_reconcile", "--check", stdout=io.StringIO())


def test_archived_academy_keeps_its_roles_and_nobody_keeps_rights(nw, wales, user_with_role):
    user = user_with_role(nw, "manager")
    AcademyRole.objects.create(user=user, academy=wales, role="manager")  # still has the permissions, for the other one
    section = AcademyPage.objects.get(slug="north-west")
    nw.archived_at = timezone.now()
    nw.save()

    assert rights(user, section) == NONE
    assert list(TenantPolicy(Academy, lookup="pk").academies(user, ["change"])) == [wales]
    assert not TenantPolicy(Academy, lookup="pk").users_with_any_permission_for_instance(["change"], nw).exists()
    assert AcademyRole.objects.filter(academy=nw).count() == 1
    assert reconcile(check=True) == []

    nw.archived_at = None
    nw.save()
    assert "can_edit" in rights(user, section)


# --- which roles may be given ---


def test_role_that_would_give_nothing_is_refused_by_name(nw, national, locale, urdu):
    for academy in (nw, national):
        for role in AcademyRole.Role.values:
            if role in roles_for(is_national=academy.is_national):
                check_role(academy=academy, role=role, locales=[urdu])
            else:
                with pytest.raises(RoleDoesNotFit):
                    check_role(academy=academy, role=role, locales=[urdu])
    for role in BY_LANGUAGE:
        with pytest.raises(LanguagesMissing):
            check_role(academy=nw, role=role, locales=[])
        with pytest.raises(SourceLanguage):
            check_role(academy=nw, role=role, locales=[locale, urdu])
    with pytest.raises(RoleDoesNotFit):
        check_role(academy=nw, role="boss", locales=[])


def test_form_that_gives_a_role_says_what_is_wrong_and_saves_nothing(client, nw, urdu, superuser, user_with_role):
    client.force_login(superuser)
    sent = {"user": user_with_role(None, None).pk, "academy": nw.pk, "role": "translator"}
    url = reverse("hub_roles:add")

    assert "Choose the languages" in client.post(url, sent).content.decode()
    assert "not for this academy" in client.post(url, {**sent, "role": "national_editor"}).content.decode()
    assert not AcademyRole.objects.exists()
    assert client.post(url, {**sent, "locales": [urdu.pk]}).status_code == 302
    assert AcademyRole.objects.get().locales.get() == urdu


# --- standing in ---


def test_cover_counts_until_its_last_day_and_the_job_takes_it_away_after(nw, user_with_role):
    away, stands_in = user_with_role(nw, "publisher"), user_with_role(nw, "author")
    section, today = AcademyPage.objects.get(slug="north-west"), timezone.localdate()
    row = AcademyRole.objects.create(academy=nw, user=stands_in, role="publisher", covers=away, until=today)
    assert "can_publish" in rights(stands_in, section)
    assert end_cover() is None
    assert "can_publish" in rights(stands_in, section)

    AcademyRole.objects.filter(pk=row.pk).update(until=today - timedelta(days=1))
    assert end_cover() == "ended 1 times of standing in"

    assert rights(stands_in, section) == {"can_add_subpage"}
    assert "can_publish" in rights(away, section)
    assert end_cover() is None
    with pytest.raises(IntegrityError), transaction.atomic():
        AcademyRole.objects.create(academy=nw, user=stands_in, role="publisher", covers=away)


# --- Wagtail's own groups ---


@pytest.fixture
def defaults(root):
    """What Wagtail's first migration makes."""
    made = []
    files = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name in ("Editors", "Moderators"):
        group = Group.objects.get_or_create(name=name)[0]
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
        )
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=files, permission=Permission.objects.get(codename="add_image")
        )
        made.append(group)
    return made


def on_root(group):
    return group.page_permissions.exists() or group.collection_permissions.exists()


def test_wagtail_s_own_groups_lose_the_root_only_while_nobody_is_in_them(defaults, user_with_role):
    editors, moderators = defaults
    someone = user_with_role(None, None)
    someone.groups.add(moderators)

    assert len(close_defaults()) == 1
    assert not on_root(editors)
    assert on_root(moderators)
    assert close_defaults() == []
    assert len(close_defaults(only_if_unused=False)) == 1
    assert not on_root(moderators)
    assert someone.groups.exists()


def test_a_host_s_groups_are_never_closed(root):
    close_defaults(only_if_unused=False)
    theirs = Group.objects.create(name="Press office")
    GroupPagePermission.objects.create(group=theirs, page=root, permission_type="publish")
    assert close_defaults(only_if_unused=False) == []
    assert on_root(theirs)


def test_check_warns_of_wagtail_s_own_groups_once_there_is_an_academy(defaults, academies_index):
    assert check_grants(databases=["default"]) == []
    make_academy(academies_index, "first", "First Academy")
    assert [message.id for message in check_grants(databases=["default"])] == ["hub.W022"] * 2
    close_defaults()
    assert check_grants(databases=["default"]) == []
    assert check_grants() == []


def test_people_of_the_hub_s_own_team_are_no_reason_to_warn(nw, national, user_with_role):
    user = user_with_role(national, "national_editor")
    AcademyRole.objects.create(user=user, academy=nw, role="editor")
    close_defaults()
    assert check_grants(databases=["default"]) == []
