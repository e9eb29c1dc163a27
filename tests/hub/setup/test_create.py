"""An academy in one step: everything it needs, in every language, and nothing twice."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, GroupPagePermission, Page, Workflow, WorkflowPage

from case_studies.models import StoryIndexPage
from hub.academies.models import Academy, AcademyGroup, Area
from hub.academies.provisioning import NotAllowed, reconcile
from hub.academies.setup.create import create_academy
from hub.academies.setup.exceptions import BadDetails, NoPlace
from hub.academies.setup.report import State
from hub.models import AcademyPage
from tests.hub.setup.conftest import details, picture
from toolkit_orders.models import RequestPage

pytestmark = pytest.mark.django_db


def whole_state():
    """Everything an academy is made of, to see whether it changed."""
    rows = {
        model.__name__: sorted(model.objects.values_list("pk", flat=True)) for model in (Academy, AcademyGroup, Collection, Area)
    }
    pages = list(Page.objects.order_by("path").values_list("path", "slug", "title", "live", "latest_revision", "translation_key"))
    return rows, pages, Workflow.objects.count(), WorkflowPage.objects.count()


def problems():
    return [found for found in Page.find_problems() if found]


def test_academy_has_its_pages_as_drafts_in_every_language_of_the_hub(three, urdu, welsh):
    report = create_academy(details=details(names={"ur": {"name": "یارکشائر اکیڈمی"}}))

    academy = Academy.objects.get(slug="yorkshire")
    homes = AcademyPage.objects.filter(translation_key=academy.home_key)
    assert {home.locale.language_code: home.title for home in homes} == {
        "en": "Yorkshire Academy",
        "ur": "یارکشائر اکیڈمی",
        "cy": "Yorkshire Academy",
    }
    for home in homes:
        below = {page.slug: page.specific for page in home.get_children()}
        assert isinstance(below["stories"], StoryIndexPage) and isinstance(below["request-a-toolkit"], RequestPage)
        assert all(page.locale_id == home.locale_id and page.academy == academy for page in [home, *below.values()])
        assert not any(page.live for page in [home, *below.values()])
        assert home.latest_revision is not None
    assert StoryIndexPage.objects.get(locale=urdu).title == "کہانیاں"
    assert len(set(StoryIndexPage.objects.values_list("translation_key", flat=True))) == 1
    assert len(report.of(State.MADE)) == 2 + 9 + 2
    assert problems() == []


def test_academy_has_files_groups_and_a_workflow_and_nothing_is_left_to_reconcile(three):
    academy = create_academy(details=details()).academy

    academy.refresh_from_db()
    assert academy.collection.name == "Yorkshire Academy"
    assert Collection.objects.filter(name="Yorkshire Academy").count() == 1
    assert AcademyGroup.objects.filter(academy=academy).exists()
    assert WorkflowPage.objects.filter(page__translation_key=academy.home_key).count() == 3
    assert reconcile(check=True) == []


def test_academy_publishes_in_its_own_languages_only(three, urdu):
    academy = create_academy(details=details(languages=("ur",))).academy

    assert [page.locale for page in AcademyPage.objects.filter(translation_key=academy.home_key)] == [urdu]


def test_language_without_an_academies_page_is_left_out_and_named(index, urdu):
    report = create_academy(details=details())

    assert [line.words for line in report.of(State.SKIPPED)] == ["Pages in Urdu"]
    assert set(AcademyPage.objects.values_list("locale__language_code", flat=True)) == {"en"}


def test_twice_changes_nothing_and_says_that_it_was_there(three, locale):
    Area.objects.create(name="Leeds", slug="leeds", locale=locale)
    wanted = details(areas=("leeds",))
    create_academy(details=wanted)
    before = whole_state()

    report = create_academy(details=wanted)

    assert whole_state() == before
    assert not report.changed
    assert {line.state for line in report.lines} == {State.THERE}


def test_what_is_half_made_is_completed_and_what_people_changed_stays(three, urdu):
    create_academy(details=details())
    RequestPage.objects.get(locale=urdu).delete()
    home = AcademyPage.objects.get(locale__language_code="en")
    home.title = "We are Yorkshire"
    home.save_revision().publish()

    report = create_academy(details=details())

    assert [line.words for line in report.of(State.MADE)] == ["Request page in Urdu"]
    assert len(set(RequestPage.objects.values_list("translation_key", flat=True))) == 1
    assert AcademyPage.objects.get(locale__language_code="en").title == "We are Yorkshire"


def test_home_made_by_hand_before_is_taken_over(three):
    page = three.add_child(instance=AcademyPage(title="By hand", slug="yorkshire", live=False))

    academy = create_academy(details=details()).academy

    assert academy.home_key == page.translation_key
    assert AcademyPage.objects.get(pk=page.pk).academy == academy
    assert AcademyPage.objects.filter(translation_key=page.translation_key).count() == 3


def test_first_academy_of_a_hub_brings_the_hubs_own_team_and_closes_wagtails_own_groups(three, home):
    moderators = Group.objects.get_or_create(name="Moderators")[0]
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.get_or_create(group=moderators, page=Page.get_first_root_node(), permission=publish)

    create_academy(details=details())

    national = Academy.objects.get(is_national=True)
    assert (national.home_key, national.slug) == (home.translation_key, "national")
    assert not moderators.page_permissions.exists()
    assert reconcile(check=True) == []


def test_second_academy_leaves_the_hubs_own_team_and_a_hosts_groups_alone(three, nw):
    moderators = Group.objects.get_or_create(name="Moderators")[0]
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.get_or_create(group=moderators, page=Page.get_first_root_node(), permission=publish)

    create_academy(details=details())

    assert not Academy.objects.filter(is_national=True).exists()
    assert moderators.page_permissions.exists()


def test_dry_run_tells_everything_and_changes_nothing(three, settings, tmp_path, mailoutbox, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    before = whole_state()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        report = create_academy(details=details(logo=picture()), dry_run=True)

    assert whole_state() == before
    assert len(report.of(State.MADE)) == 13
    assert not any(line.page for line in report.lines)
    assert (list(tmp_path.rglob("*.png")), mailoutbox, callbacks) == ([], [], [])


def test_only_superusers_and_commands_set_up_academies(three, nw, user_with_role, superuser):
    for user in (user_with_role(nw, "manager"), user_with_role(None, None)):
        with pytest.raises(NotAllowed):
            create_academy(details=details(), user=user)
    assert create_academy(details=details(), user=superuser).changed


def test_area_leads_to_its_academy_in_every_language(three, locale, urdu):
    for each in (locale, urdu):
        Area.objects.create(name="Leeds", slug="leeds", locale=each)

    academy = create_academy(details=details(areas=("leeds",))).academy

    assert set(Area.objects.values_list("academy", flat=True)) == {academy.pk}


def test_hub_without_an_academies_page_is_told_so(home):
    with pytest.raises(NoPlace, match="no academies page"):
        create_academy(details=details())
    assert not Academy.objects.exists()


@pytest.mark.parametrize(
    "slug",
    ["admin", "search", "academies", "toolkits", "stories", "api", "health", "static", "media", "documents", "ur", "en", "cy",
     "", "North-West", "a b", "../x", "a--b", "-a", "x" * 61, "ä", "a\x00"],
)  # fmt: skip
def test_slug_that_is_an_address_of_the_hub_or_no_slug_is_refused(three, slug):
    with pytest.raises(BadDetails) as refused:
        create_academy(details=details(slug, name="Some Academy"))
    assert list(refused.value.errors) == ["slug"]


def test_same_slug_with_another_name_is_refused_and_names_who_has_it(three):
    create_academy(details=details())

    with pytest.raises(BadDetails, match="Yorkshire Academy has this slug already"):
        create_academy(details=details(name="Another Academy"))


def test_slug_of_a_page_beside_the_academies_is_refused(three, urdu):
    place = Page.objects.get(slug="academies", locale=urdu)
    place.add_child(instance=AcademyPage(title="فہرست", slug="list", locale=urdu, live=False))
    Academy.objects.create(name="List", short_name="List", slug="other", home_key=AcademyPage.objects.get().translation_key)

    with pytest.raises(BadDetails, match="beside the academies"):
        create_academy(details=details("list"))


def test_colours_without_contrast_are_refused_with_the_figure_and_a_shade_that_will_do(three):
    with pytest.raises(BadDetails) as refused:
        create_academy(details=details(deep="#aaaaaa"))

    text = refused.value.errors["deep"][0]
    assert "its contrast is 2.3" in text and "needs 7" in text and "nearest shade that will do is #" in text


@pytest.mark.parametrize(
    ("field", "value"),
    [("languages", ("xx",)), ("areas", ("atlantis",)), ("retention_months", 13), ("retention_months", 0), ("review_months", 0),
     ("name", "North\x00West"), ("name", ""), ("email", "nobody"), ("deep", "red"), ("names", {"ur": "x"}), ("phone", "1\n2")],
)  # fmt: skip
def test_detail_that_cannot_be_is_refused_beside_its_field_and_nothing_is_made(three, field, value):
    with pytest.raises(BadDetails) as refused:
        create_academy(details=details(**{field: value}))

    assert field in refused.value.errors
    assert not Academy.objects.exists()


def test_area_of_another_academy_is_refused(three, nw, locale):
    Area.objects.create(name="Leeds", slug="leeds", locale=locale, academy=nw)

    with pytest.raises(BadDetails, match="North West Academy looks after"):
        create_academy(details=details(areas=("leeds",)))


def test_each_of_five_academies_in_three_languages_costs_the_same(three):
    costs = []
    for number in range(5):
        with CaptureQueriesContext(connection) as queries:
            create_academy(details=details(f"academy-{number}"))
        costs.append(len(queries))
    assert max(costs[1:]) - min(costs[1:]) <= 5  # the search index of SQLite merges now and then
    # 9 pages of about 45 each: place in the tree, row, search, references, revision, log · groups, rights and workflow of this
    # one academy, never of all · the first one also brings the hub's own team
    assert max(costs[1:]) < 650 and costs[0] < 850


@pytest.mark.slow
def test_fifty_academies_in_three_languages_leave_a_tree_without_problems(three, capsys):
    begun, cpu = time.perf_counter(), time.process_time()
    for number in range(50):
        create_academy(details=details(f"academy-{number}"))
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    before = whole_state()
    begun = time.perf_counter()
    for number in range(50):
        assert not create_academy(details=details(f"academy-{number}")).changed
    again = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\n50 academies in 3 languages: {took:.1f} s, of the processor {cpu:.1f} s; again, changing nothing: {again:.1f} s")

    assert Page.objects.count() == 1 + 3 + 3 + 450
    assert problems() == []
    assert whole_state() == before
