"""Which languages a page is offered in, to visitors and to search engines."""

from __future__ import annotations

import re

import pytest
from django.test import override_settings
from wagtail.models import PageViewRestriction, Site

from hub.languages import language_links_for, own_name, runs_from_the_right
from hub.models import FooterLink
from tests.conftest import live_copy
from tests.hub.languages.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(about, urdu_about, welsh_about):
    return about


def switcher(html):
    found = re.search(r'<nav aria-label="[^"]*">\s*<ul>\s*<li lang.*?</nav>', html, re.S)
    return found.group() if found else ""


def offered(html):
    """What the switcher links to, as {language: address}."""
    links = re.findall(r'<a href="([^"]*)" rel="alternate" hreflang="([^"]*)"', switcher(html))
    return {code: url for url, code in links}


def alternates(html):
    """What search engines are told, as {language: address}."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', html))


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_is_offered_in_its_other_languages_each_in_its_own_name_and_script(client, three):
    html = html_of(client, "/about/")
    assert offered(html) == {"ur": "/ur/about/", "cy": "/cy/about/"}
    assert '<li lang="ur" dir="rtl"><a href="/ur/about/" rel="alternate" hreflang="ur">اردو</a></li>' in html
    assert '<li lang="cy" dir="ltr"><a href="/cy/about/" rel="alternate" hreflang="cy">Cymraeg</a></li>' in html
    assert '<li lang="en" dir="ltr"><span aria-current="true">English</span></li>' in html


@pytest.mark.parametrize(
    ("url", "lang", "direction"), [("/about/", "en", "ltr"), ("/ur/about/", "ur", "rtl"), ("/cy/about/", "cy", "ltr")]
)
def test_a_page_says_its_own_language_and_direction(client, three, url, lang, direction):
    html = html_of(client, url)
    assert f'<html lang="{lang}" dir="{direction}">' in html
    assert re.search(rf'<li lang="{lang}" dir="{direction}"><span aria-current="true">', html)


def test_search_engines_are_told_the_same_on_every_version(client, three):
    said = [alternates(html_of(client, url)) for url in ("/about/", "/ur/about/", "/cy/about/")]
    assert said[0] == said[1] == said[2]
    assert said[0] == {
        "en": "http://localhost/about/",
        "ur": "http://localhost/ur/about/",
        "cy": "http://localhost/cy/about/",
        "x-default": "http://localhost/about/",
    }


def test_every_version_is_its_own_canonical_address_without_filters(client, three):
    for url in ("/about/", "/ur/about/", "/cy/about/"):
        assert f'<link rel="canonical" href="http://localhost{url}">' in html_of(client, f"{url}?q=1&page=2")


def test_links_do_not_carry_filters_along(client, three):
    assert offered(html_of(client, "/about/?principle=7")) == {"ur": "/ur/about/", "cy": "/cy/about/"}


def test_the_order_is_that_of_the_settings_on_every_page(client, three):
    for url in ("/about/", "/ur/about/"):
        assert re.findall(r'<li lang="(\w+)"', switcher(html_of(client, url))) == ["en", "ur", "cy"]


@pytest.mark.parametrize("hidden", ["draft", "alias", "private", "no home", "private home", "not in the settings"])
def test_what_cannot_be_read_is_not_offered(client, three, urdu_about, urdu_home, home, hidden, settings):
    if hidden == "draft":
        fresh(urdu_about).unpublish()
    elif hidden == "alias":
        type(urdu_about).objects.filter(pk=urdu_about.pk).update(alias_of=three)
    elif hidden == "private":
        PageViewRestriction.objects.create(page=fresh(urdu_about), restriction_type=PageViewRestriction.LOGIN)
    elif hidden == "no home":
        fresh(urdu_home).unpublish()
    elif hidden == "private home":
        PageViewRestriction.objects.create(page=fresh(urdu_home), restriction_type=PageViewRestriction.LOGIN)
    else:
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("cy", "Welsh")]
    html = html_of(client, "/about/")
    assert offered(html) == {"cy": "/cy/about/"}
    assert set(alternates(html)) == {"en", "cy", "x-default"}


def test_what_is_offered_can_be_read(client, three):
    for url in offered(html_of(client, "/about/")).values():
        assert client.get(url).status_code == 200


def test_a_page_in_one_language_offers_none(client, about, urdu_home):
    html = html_of(client, "/about/")
    assert switcher(html) == ""
    assert alternates(html) == {}


def test_a_page_whose_english_is_gone_has_no_default(client, three):
    fresh(three).unpublish()
    assert set(alternates(html_of(client, "/ur/about/"))) == {"ur", "cy"}


def test_a_private_page_is_offered_in_no_language(client, three, superuser):
    PageViewRestriction.objects.create(page=fresh(three), restriction_type=PageViewRestriction.LOGIN)
    client.force_login(superuser)
    html = html_of(client, "/about/")
    assert switcher(html) == ""
    assert alternates(html) == {}


def test_links_cost_one_query_and_the_second_time_none(rf, three, django_assert_num_queries):
    page = fresh(three)
    request = rf.get("/about/", headers={"host": "localhost"})
    language_links_for(page, rf.get("/", headers={"host": "localhost"}))  # fills the process's memory of site roots
    Site.find_for_request(request)
    with django_assert_num_queries(1):  # every version that can be read, with its locale
        first = language_links_for(page, request)
    with django_assert_num_queries(0):
        assert language_links_for(page, request) == first
    assert len(first) == 3


def test_links_of_another_page_in_the_same_request_are_its_own(rf, three, home):
    request = rf.get("/about/", headers={"host": "localhost"})
    assert [link.url for link in language_links_for(three, request)] == ["/about/", "/ur/about/", "/cy/about/"]
    assert [link.url for link in language_links_for(home, request)] == ["/", "/ur/", "/cy/"]


def test_a_site_in_one_language_has_no_tags_and_asks_nothing(client, about):
    html = html_of(client, "/about/")
    assert switcher(html) == ""
    assert alternates(html) == {}
    assert "hreflang" not in html
    assert '<link rel="canonical" href="http://localhost/about/">' in html


@pytest.mark.parametrize("page", [None, object(), ""])
def test_what_is_no_page_has_no_languages(rf, languages, page):
    assert language_links_for(page, rf.get("/")) == []


@pytest.mark.parametrize(
    ("code", "name", "rtl"),
    [("ur", "اردو", True), ("pa", "ਪੰਜਾਬੀ", False), ("gu", "ગુજરાતી", False), ("ps", "پښتو", True), ("cy", "Cymraeg", False)],
)
def test_languages_are_named_in_themselves_also_where_django_does_not_know_them(code, name, rtl):
    assert own_name(code) == (name, rtl)
    assert runs_from_the_right(code) is rtl


def test_a_language_nobody_knows_has_the_name_of_the_settings(languages):
    with override_settings(
        WAGTAIL_CONTENT_LANGUAGES=[("en", "English"), ("tlh", "Klingon")], LANGUAGES=[("en", "English"), ("tlh", "Klingon")]
    ):
        assert own_name("tlh") == ("Klingon", False)


def test_without_an_urdu_home_the_furniture_leads_to_english_and_says_so(client, about, urdu, home, add):
    add(home, "stories", title="Stories", show_in_menus=True)
    html = client.get("/ur/about/").content.decode()
    assert '<html lang="ur" dir="rtl">' in html
    assert '<a class="hub-brand" href="/" hreflang="en">' in html
    assert '<a href="/stories/" hreflang="en" lang="en" dir="ltr">Stories</a>' in html


def test_with_an_urdu_home_the_menu_is_urdu_and_carries_no_marks(client, urdu_about, urdu_home, urdu, home, add):
    stories = add(home, "stories", title="Stories", show_in_menus=True)
    live_copy(stories, urdu, title="کہانیاں")
    html = html_of(client, "/ur/about/")
    assert '<a href="/ur/stories/">کہانیاں</a>' in html
    assert ">Stories<" not in html


def test_footer_links_lead_to_the_page_in_the_language_shown_and_say_where_there_is_none(
    client, home, about, add, urdu, django_assert_num_queries
):
    only_english = add(home, "cookies", title="Cookies")
    for page in (about, only_english):
        FooterLink.objects.create(page=home, group="find", link_page=page, locale=home.locale)
    urdu_home = live_copy(home, urdu)
    live_copy(about, urdu, title="ہمارے بارے میں")
    assert urdu_home.footer_links.count() == 2
    html = html_of(client, "/ur/")
    assert '<a href="/ur/about/">ہمارے بارے میں</a>' in html
    assert '<a href="/cookies/" hreflang="en" lang="en" dir="ltr">Cookies</a>' in html
