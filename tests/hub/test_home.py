"""The front page: every section from its own source, nothing where there is nothing, a fixed number of queries."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from hub import providers
from hub.models import AcademyPage, FooterLink, StandardPage
from tests.conftest import make_academy
from tests.hub.stories import Stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(monkeypatch):
    provider = Stories()
    monkeypatch.setitem(providers._registered, "stories", provider)
    return provider


@pytest.fixture
def no_stories(monkeypatch):
    monkeypatch.setattr(providers, "_registered", {})


@pytest.fixture
def full_home(home, academies_index, nw):
    """A front page on which an editor has filled in everything."""
    target = home.add_child(instance=StandardPage(title="The toolkit", slug="toolkit"))
    home.refresh_from_db()
    home.action_label, home.action_page = "Read their stories", target
    home.second_label, home.second_page = "Run a programme", academies_index
    home.toolkit_title, home.toolkit_page, home.toolkit_label = "Everything you need", target, "See what is inside"
    home.toolkit_points = "One point\n\n  Another point  \n"
    home.quote_text, home.quote_name, home.quote_role = "I came to complain", "Winston", "citizen leader"
    home.save()
    return home


def test_home_shows_its_own_words_when_nothing_else_exists(client, home, no_stories):
    response = client.get("/")

    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert "People who use services are changing them" in html
    for absent in ("New from the academies", "Eight principles", "Find your academy", "hub-quote", "hub-toolkit-band"):
        assert absent not in html


def test_home_shows_every_section_when_there_is_content(client, full_home, stories):
    html = client.get("/").content.decode()

    for present in (
        "New from the academies", "All 5 stories", "Eight principles, eight ways in", "Everything you need", "I came to complain",
        "Winston", "Find your academy", "North West Academy", 'href="/gallery/?principle=8"', "Read their stories",
    ):  # fmt: skip
        assert present in html
    assert full_home.points == ["One point", "Another point"]


def test_home_leads_with_the_newest_story_and_shows_three_others_when_none_is_chosen(client, full_home, stories):
    shown = client.get("/").context["stories"]

    assert shown.lead.title.startswith("Five seats")
    assert [card.url for card in shown.more] == ["/story/1/", "/story/2/", "/story/3/"]


def test_home_leads_with_the_chosen_story_and_does_not_show_it_twice(client, full_home, stories, nw):
    full_home.lead_story = AcademyPage.objects.get(slug="north-west")
    full_home.save()

    shown = client.get("/").context["stories"]

    assert shown.lead.title == "The chosen story"
    assert len(shown.more) == 3
    assert stories.asked[-1]["first"] == full_home.lead_story_id


def test_home_leaves_out_a_button_when_its_page_is_not_live(client, full_home, stories):
    full_home.action_page.unpublish()

    html = client.get("/").content.decode()

    assert "Read their stories" not in html
    assert "See what is inside" not in html
    assert "Run a programme" in html


def test_home_names_the_next_course_of_an_academy_and_forgets_past_ones(client, full_home, stories):
    page = AcademyPage.objects.get(slug="north-west")
    today = timezone.localdate()
    row = {"dates": "then", "place": "p", "how": "h", "places": "6"}
    page.courses = [("course", {"starts": today - datetime.timedelta(1), **row}), ("course", {"starts": today, **row})]
    page.save()

    assert f"5 stories · next course {today.day} {today:%B}" in client.get("/").content.decode()


def test_home_escapes_what_editors_type(client, full_home, stories):
    full_home.quote_text = full_home.toolkit_title = full_home.summary = "<script>alert(1)</script>{{7*7}}"
    full_home.save()

    html = client.get("/").content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in html


def test_home_shows_footer_links_in_their_lists(client, full_home, stories, locale):
    for group in FooterLink.Group.values:
        full_home.footer_links.add(FooterLink(group=group, text=f"Link {group}", link_url="/x/", locale=locale))
    full_home.save()

    html = client.get("/").content.decode()

    assert all(f"Link {group}" in html for group in FooterLink.Group.values)


@pytest.mark.parametrize("academies", [1, 4])
def test_home_costs_the_same_queries_with_one_academy_and_with_four(
    client, full_home, academies_index, stories, django_assert_num_queries, academies
):
    for number in range(1, academies):
        make_academy(academies_index, f"academy-{number}", f"Academy {number}")
    client.get("/")  # content types and site roots are cached by the process
    # routing: site, language of the address, page, restrictions, the page's language · linked pages with the academies' index ·
    # academies · this stand-in's counts · furniture: menu, footer links (the home page is known from routing)
    with django_assert_num_queries(10):
        client.get("/")
