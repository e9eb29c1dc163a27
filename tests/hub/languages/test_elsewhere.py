"""A page that is not in the visitor's language says so, and where it is. It never shows English as Urdu, nor what is private."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.utils import translation
from wagtail.models import Page, PageViewRestriction, Site

from hub import elsewhere as room
from hub.models import SearchPage, StandardPage
from tests.conftest import live_copy
from tests.hub.languages.conftest import fresh

pytestmark = pytest.mark.django_db
PRIVATE = PageViewRestriction.LOGIN


def versions(client, url):
    """The languages offered for an address that is not there, as {language: (address, title)}; {} on a plain page."""
    response = client.get(url)
    assert response.status_code == 404, url
    assert response["Cache-Control"] == "no-store"
    html = response.content.decode()
    found = re.findall(r'<li lang="(\w+)" dir="\w+"><a href="([^"]*)" hreflang="\w+">([^<]*)</a>', html)
    return {code: (url, title) for code, url, title in found}


def test_a_page_without_a_translation_says_where_it_is_by_its_own_title(client, about, urdu_home, welsh_about):
    found = versions(client, "/ur/about/")
    assert found == {"en": ("/about/", "About us"), "cy": ("/cy/about/", "Amdanom ni")}


def test_the_page_is_in_the_language_asked_for_with_its_home_and_a_way_to_tell_us(client, about, urdu_home):
    html = client.get("/ur/about/").content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert html.count("<h1") == 1
    assert '<li lang="en" dir="ltr"><a href="/about/" hreflang="en">About us</a> <span' in html
    assert '<a href="/ur/">' in html
    assert "mailto:hello@hub.example" in html
    assert "08081 570142" in html
    assert ' style="' not in html


def test_the_page_offers_the_search_of_the_language_asked_for(client, about, home, urdu_home, urdu):
    search = home.add_child(instance=SearchPage(title="Search", slug="search", locale=home.locale))
    live_copy(search, urdu, title="تلاش")
    assert 'action="/ur/search/"' in client.get("/ur/about/").content.decode()


@pytest.mark.parametrize("state", ["draft", "alias"])
def test_a_translation_that_is_not_to_be_seen_counts_as_none(client, urdu_about, about, state):
    if state == "draft":
        fresh(urdu_about).unpublish()
    else:
        Page.objects.filter(pk=urdu_about.pk).update(alias_of=about)
    assert versions(client, "/ur/about/") == {"en": ("/about/", "About us")}


def test_a_language_without_a_home_never_shows_english_and_its_furniture_leads_somewhere(client, about, urdu, home):
    assert versions(client, "/ur/") == {"en": ("/", home.title)}
    assert versions(client, "/ur/about/") == {"en": ("/about/", "About us")}
    html = client.get("/ur/about/").content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    for url in re.findall(r'<a[^>]* href="(/[^"]*)"', html):
        assert client.get(url).status_code == 200, url


def test_a_language_without_even_a_locale_row_shows_no_english_either(client, about, languages):
    for url in ("/ur/", "/ur/about/", "/cy/about/"):
        assert "en" in versions(client, url)


def test_a_draft_home_is_no_home(client, about, urdu_about, urdu_home):
    fresh(urdu_home).unpublish()
    assert "en" in versions(client, "/ur/about/")
    assert "en" in versions(client, "/ur/")


def test_a_page_in_urdu_alone_is_offered_to_english_visitors(client, urdu_home, urdu, add):
    add(urdu_home, "mehman", title="مہمان")
    assert versions(client, "/mehman/") == {"ur": ("/ur/mehman/", "مہمان")}
    assert versions(client, "/cy/mehman/") == {"ur": ("/ur/mehman/", "مہمان")}


def test_a_page_is_found_by_its_english_address_when_the_others_differ(client, about, urdu_home, welsh_home, welsh):
    live_copy(about, welsh, title="Amdanom ni", slug="amdanom-ni")
    assert versions(client, "/ur/about/") == {"en": ("/about/", "About us"), "cy": ("/cy/amdanom-ni/", "Amdanom ni")}


def test_a_page_deep_down_is_found(client, about, urdu_home, add):
    add(add(about, "team"), "board", title="Our board")
    assert versions(client, "/ur/about/team/board/") == {"en": ("/about/team/board/", "Our board")}


@pytest.mark.parametrize(
    "url", ["/xx/", "/xx/about/", "/ur/nowhere/", "/nowhere/", "/ur/about/nowhere/", "/gu/about/", "/ur/ur/about/", "/en/about/"]
)
def test_an_address_nobody_knows_is_plainly_not_found(client, about, urdu_home, url):
    assert versions(client, url) == {}


@pytest.mark.parametrize(
    "url",
    ["/ur/%00/", "/ur/about%00/", "/ur/%F0%9F/", "/ur/about/../about/", "/ur/" + "a/" * 60, "/ur/" + "b" * 3000 + "/", "/ur/<b>/"],
)
def test_a_hostile_address_is_plainly_not_found(client, about, urdu_home, url):
    assert versions(client, url) == {}


@pytest.mark.parametrize("where", ["page", "above", "home"])
@pytest.mark.parametrize("url", ["/ur/about/team/", "/cy/about/team/"])
def test_a_private_page_is_plainly_not_found_in_other_languages(client, about, home, urdu_home, add, where, url, languages):
    team = add(about, "team", title="Secret team")
    PageViewRestriction.objects.create(page=fresh({"page": team, "above": about, "home": home}[where]), restriction_type=PRIVATE)
    response = client.get(url)
    if where == "home" and url.startswith("/ur/"):
        assert response.status_code in (302, 404)  # the Urdu home has become private with the English one
    else:
        assert response.status_code == 404
    assert "Secret" not in response.content.decode()
    assert "About us" not in response.content.decode()


def test_a_page_that_is_there_but_answers_not_found_is_not_called_untranslated(client, urdu_about, monkeypatch):
    from django.http import Http404

    def refuse(self, request, *args, **kwargs):
        raise Http404

    monkeypatch.setattr(StandardPage, "serve", refuse)
    assert versions(client, "/ur/about/") == {}


def test_titles_are_words_and_nothing_else(client, about, urdu_home):
    Page.objects.filter(pk=about.pk).update(title="<script>alert(1)</script>")
    html = client.get("/ur/about/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def asked_for(rf, path):
    """A request that Wagtail has answered with "not found", with its site known."""
    request = rf.get(f"/ur/{path}", headers={"host": "localhost"})
    request.resolver_match = SimpleNamespace(url_name="wagtail_serve", args=(path,), kwargs={})
    Site.find_for_request(request)
    return request


def test_looking_elsewhere_costs_two_queries_and_for_an_unknown_address_one(
    rf, about, urdu_home, welsh_about, django_assert_num_queries
):
    room.elsewhere(asked_for(rf, "about/"))  # fills the process's memory of site roots
    with translation.override("ur"):
        known, unknown = asked_for(rf, "about/"), asked_for(rf, "nowhere/")
        with django_assert_num_queries(2):  # the page at this place in any tree · its versions that can be read
            assert len(room.elsewhere(known)) == 2
        with django_assert_num_queries(1):
            assert room.elsewhere(unknown) == []


def test_a_site_in_one_language_asks_nothing(rf, about, django_assert_num_queries):
    request = asked_for(rf, "nowhere/")
    with django_assert_num_queries(0):
        assert room.elsewhere(request) == []


def test_a_database_that_fails_leaves_a_plain_page(client, about, urdu_home, monkeypatch):
    def fail(*args):
        raise DatabaseError("gone")

    monkeypatch.setattr(room, "_versions", fail)
    assert versions(client, "/ur/about/") == {}
