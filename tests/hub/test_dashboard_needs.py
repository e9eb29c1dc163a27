"""What the first page says waits for whom: drafts, pages to look over, translations, and the first steps of an academy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from hub.academies.models import AcademyRole
from hub.dashboard import sections
from hub.dashboard.first_steps import unfinished
from hub.dashboard.needs import months_before, page_needs
from hub.dashboard.sections import Need, Section, needs_for, register_dashboard_section
from hub.dashboard.translations import translation_table
from hub.dashboard.welcome import greeting, hub_section
from hub.models import AcademyPage, StandardPage
from hub.translation.models import SourceState, TranslationState
from tests.conftest import live_copy, unindexed

pytestmark = pytest.mark.django_db
Role = AcademyRole.Role


@pytest.fixture(autouse=True)
def _unindexed():
    with unindexed():
        yield


def asks(user):
    request = RequestFactory().get(reverse("wagtailadmin_home"))
    request.user = user
    return request


def section(academy):
    return AcademyPage.objects.get(translation_key=academy.home_key, locale__language_code="en")


def page_of(academy, title, **fields):
    page = section(academy).add_child(instance=StandardPage(title=title, slug=title.lower().replace(" ", "-"), **fields))
    page.save_revision().publish()
    return page


def tree_in(locale, *academies):
    """The homes of academies in another language, with what stands above them."""
    for page in section(academies[0]).get_ancestors().filter(depth__gt=1).specific():
        live_copy(page, locale)
    for academy in academies:
        live_copy(section(academy), locale)


def hand_in(page, user):
    fresh = Page.objects.get(pk=page.pk).specific
    return fresh.get_workflow().start(fresh, user)


def old(page, months):
    moment = timezone.now() - timedelta(days=31 * months)
    Page.objects.filter(pk=page.pk).update(last_published_at=moment)


def whys(user):
    return {str(need.what): str(need.why) for need in page_needs(asks(user))}


def test_drafts_wait_for_those_who_approve_them_and_for_nobody_else(nw, wales, user_with_role):
    draft = section(nw).add_child(instance=StandardPage(title="Our draft", slug="draft", live=False))
    draft.save_revision()
    hand_in(draft, user_with_role(nw, Role.AUTHOR))
    for role in (Role.PUBLISHER, Role.MANAGER):
        assert whys(user_with_role(nw, role)) == {"Our draft": "Waits for approval"}
        assert whys(user_with_role(wales, role)) == {}
    for role in (Role.AUTHOR, Role.EDITOR, Role.ORDER_HANDLER):
        assert whys(user_with_role(nw, role)) == {}


def test_draft_in_another_language_waits_for_its_second_reader(nw, urdu, welsh, user_with_role):
    tree_in(urdu, nw)
    made = live_copy(page_of(nw, "Group"), urdu, title="گروپ")
    reader = user_with_role(nw, Role.SECOND_READER, locales=(urdu,))
    hand_in(made, user_with_role(nw, Role.MANAGER))
    assert "گروپ" in whys(reader)
    assert "گروپ" not in whys(user_with_role(nw, Role.SECOND_READER, locales=(welsh,)))
    assert "گروپ" not in whys(user_with_role(nw, Role.TRANSLATOR, locales=(urdu,)))


def test_page_nobody_published_for_long_is_due_in_the_academy_s_own_time(nw, wales, user_with_role):
    for academy in (nw, wales):
        old(page_of(academy, f"Old of {academy.slug}"), 13)
        page_of(academy, f"New of {academy.slug}")
    publisher = user_with_role(nw, Role.PUBLISHER)
    need = page_needs(asks(publisher))[0]
    assert (need.what, str(need.why)) == ("Old of north-west", "Review due")
    assert need.by < timezone.localdate()
    assert len(page_needs(asks(publisher))) == 1
    assert whys(user_with_role(nw, Role.EDITOR)) == {}
    nw.review_months = 24
    nw.save()
    assert whys(publisher) == {}


def test_the_hub_s_editor_looks_over_the_hub_s_pages_and_not_the_academies(home, national, nw, user_with_role):
    about = home.add_child(instance=StandardPage(title="About", slug="about"))
    old(about, 20)
    old(page_of(nw, "Of theirs"), 20)
    assert whys(user_with_role(national, Role.NATIONAL_EDITOR)) == {"About": "Review due"}


@pytest.mark.parametrize(
    ("role", "language", "sees"),
    [
        (Role.TRANSLATOR, "ur", True),
        (Role.SECOND_READER, "ur", True),
        (Role.TRANSLATOR, "cy", False),
        (Role.EDITOR, "", True),
        (Role.ORDER_HANDLER, "", False),
    ],
)
def test_translation_older_than_its_source_waits_for_people_of_its_language(
    role, language, sees, home, nw, wales, urdu, welsh, user_with_role
):
    tree_in(urdu, nw, wales)
    for academy in (nw, wales):
        page = page_of(academy, f"Group of {academy.slug}")
        made = live_copy(page, urdu, title=f"Urdu of {academy.slug}")
        SourceState.objects.update_or_create(page_id=page.pk, defaults={"fingerprint": "new", "changed_at": timezone.now()})
        TranslationState.objects.update_or_create(page_id=made.pk, defaults={"made_from": "old", "made_at": timezone.now()})
    known = {"ur": urdu, "cy": welsh}
    user = user_with_role(nw, role, locales=(known[language],) if language else ())
    found = {text: why for text, why in whys(user).items() if text.startswith("Urdu of")}
    assert found == ({"Urdu of north-west": "English changed"} if sees else {})


def test_translator_is_led_to_what_is_not_begun_in_the_own_language(home, nw, wales, urdu, welsh, user_with_role):
    ours = page_of(nw, "Our page")
    page_of(wales, "Their page")
    table = translation_table(asks(user_with_role(nw, Role.TRANSLATOR, locales=(urdu,))))
    assert [str(column) for column in table.columns] == ["Page", "Urdu"]
    rows = {str(row.text): row for row in table.rows}
    assert "Their page" not in rows
    assert rows["Our page"].state == "Not begun"
    assert rows["Our page"].url == reverse("wagtail_localize:submit_page_translation", args=[ours.pk])
    both = translation_table(asks(user_with_role(nw, Role.MANAGER)))
    assert [str(column) for column in both.columns] == ["Page", "Welsh", "Urdu"]
    nw.languages.set([urdu])
    assert len(translation_table(asks(user_with_role(nw, Role.MANAGER))).columns) == 2
    assert translation_table(asks(user_with_role(nw, Role.ORDER_HANDLER))) is None


def test_what_is_live_and_newest_in_every_language_is_no_row(home, nw, urdu, user_with_role):
    tree_in(urdu, nw)
    live_copy(page_of(nw, "Done"), urdu)
    table = translation_table(asks(user_with_role(nw, Role.TRANSLATOR, locales=(urdu,))))
    assert "Done" not in [str(row.text) for row in table.rows]


# --- the panel ---


def test_what_is_loud_comes_first_and_hostile_words_stay_words(client, nw, user_with_role, monkeypatch):
    monkeypatch.setattr(sections, "_registered", {hub_section: 200})
    today = timezone.localdate()
    quiet = Need("<b>Quiet</b>", "/q/", "Due", by=today - timedelta(days=30))
    loud = Need("Loud", "/l/", "<script>", by=today + timedelta(days=9), is_loud=True)
    register_dashboard_section(lambda request: Section(needs=(quiet, loud)))
    user = user_with_role(nw, Role.EDITOR)
    assert [need.what for need in needs_for(asks(user))] == ["Loud", "<b>Quiet</b>"]
    client.force_login(user)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "&lt;b&gt;Quiet&lt;/b&gt;" in html
    assert "<script></" not in html
    assert "2 things need you today" in html
    assert "Start with the first" in html
    assert "Nothing waits for you." not in html


def test_empty_first_page_says_that_nothing_waits(client, nw, user_with_role):
    client.force_login(user_with_role(nw, Role.EDITOR))
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Nothing waits for you." in html
    assert "0 things need you today" in html


@pytest.mark.parametrize(
    ("hour", "words"), [(0, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (18, "Good evening")]
)
def test_greeting_goes_by_the_clock(hour, words, nw, user_with_role, monkeypatch):
    moment = timezone.localtime().replace(hour=hour)
    monkeypatch.setattr("hub.dashboard.welcome.timezone.localtime", lambda: moment)
    assert greeting(asks(user_with_role(nw, Role.EDITOR, first_name="Kath"))) == f"{words}, Kath"


@pytest.mark.parametrize(("day", "months", "expected"), [((2026, 3, 31), 1, (2026, 2, 28)), ((2026, 1, 15), 12, (2025, 1, 15))])
def test_months_before_keeps_the_day_where_the_month_has_it(day, months, expected):
    from datetime import date

    assert months_before(date(*day), months) == date(*expected)
    assert months_before(date(2026, 1, 31), -1) == date(2026, 2, 28)


def test_first_steps_are_a_manager_s_and_go_away_when_all_are_done(client, nw, wales, user_with_role):
    manager = user_with_role(nw, Role.MANAGER)
    ((academy, steps),) = unfinished(asks(manager))
    assert academy == nw
    done = {str(step.text): step.is_done for step in steps}
    assert done["Choose your two colours"] is True
    assert done["Say how people reach you"] is True
    assert done["Have a second person beside you"] is False
    client.force_login(manager)
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "First steps for North West Academy" in html
    assert all(client.get(step.url).status_code == 200 for step in steps)
    second = user_with_role(nw, Role.EDITOR)
    assert unfinished(asks(second)) == []
    steps_left = dict(unfinished(asks(manager)))[nw]
    assert {str(step.text): step.is_done for step in steps_left}["Have a second person beside you"] is True


def test_nothing_is_left_of_the_first_steps_when_every_step_is_done(nw, user_with_role, monkeypatch):
    monkeypatch.setattr(sections, "_steps", {lambda request, academy: sections.Step("x", "/", True): 1})
    assert unfinished(asks(user_with_role(nw, Role.MANAGER))) == []


def test_thirty_of_everything_cost_what_three_cost(home, nw, wales, urdu, user_with_role):
    manager, counts = user_with_role(nw, Role.MANAGER), []
    tree_in(urdu, nw)
    author = user_with_role(nw, Role.AUTHOR)
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            old(page_of(nw, f"Old {number}"), 14)
            draft = section(nw).add_child(instance=StandardPage(title=f"Draft {number}", slug=f"draft-{number}", live=False))
            draft.save_revision()
            hand_in(draft, author)
        page_needs(asks(manager))
        with CaptureQueriesContext(connection) as queries:
            found = hub_section(asks(manager))
        counts.append(len(queries))
    # roles; their languages; homes; the site's languages; what waits; what is due; what is behind; the languages academies
    # publish in; the newest pages; their translations
    assert counts == [10, 10]
    assert len(found.needs) == 40
