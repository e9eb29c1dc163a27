"""The site map names every page that anybody can read, in every language, and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Page, PageViewRestriction

from hub.models import StandardPage
from hub.sitemaps import HubSitemap
from tests import urls_languages
from tests.conftest import live_copy
from tests.hub.languages.conftest import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.hub.languages.test_sitemap")]
urlpatterns = [path("sitemap.xml", sitemap, {"sitemaps": {"hub": HubSitemap}}), *urls_languages.urlpatterns]
handler404 = urls_languages.handler404

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def with_site_map(languages, settings):
    settings.ROOT_URLCONF = "tests.hub.languages.test_sitemap"


def read(client):
    """The map as {address: {language: address}}."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    tree = ET.fromstring(response.content)
    return {
        url.find("s:loc", NS).text: {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NS)}
        for url in tree.findall("s:url", NS)
    }


def test_every_language_is_there_and_each_page_names_them_all(client, urdu_about, welsh_about):
    found = read(client)
    home = {"en": "http://localhost/", "ur": "http://localhost/ur/", "cy": "http://localhost/cy/"}
    about = {code: f"{url}about/" for code, url in home.items()}
    home["x-default"], about["x-default"] = home["en"], about["en"]
    assert found == {
        **{url: home for code, url in home.items() if code != "x-default"},
        **{url: about for code, url in about.items() if code != "x-default"},
    }


def test_a_page_in_one_language_names_no_other(client, about, urdu_home):
    assert read(client)["http://localhost/about/"] == {}


@pytest.mark.parametrize("hidden", ["draft", "alias", "private", "no home"])
def test_what_nobody_can_read_is_left_out(client, urdu_about, urdu_home, about, hidden):
    if hidden == "draft":
        fresh(urdu_about).unpublish()
    elif hidden == "alias":
        Page.objects.filter(pk=urdu_about.pk).update(alias_of=about)
    elif hidden == "private":
        PageViewRestriction.objects.create(page=fresh(urdu_about), restriction_type=PageViewRestriction.LOGIN)
    else:
        fresh(urdu_home).unpublish()
    found = read(client)
    assert "http://localhost/ur/about/" not in found
    assert found["http://localhost/about/"] == {}
    assert ("http://localhost/ur/" in found) is (hidden != "no home")


def test_a_private_section_is_left_out_in_every_language(client, urdu_about, about, home):
    PageViewRestriction.objects.create(page=fresh(about), restriction_type=PageViewRestriction.LOGIN)
    assert set(read(client)) == {"http://localhost/", "http://localhost/ur/"}


def test_every_address_in_it_can_be_read(client, urdu_about, welsh_about):
    for url in read(client):
        assert client.get(url.removeprefix("http://localhost")).status_code == 200, url


def test_a_page_type_may_write_its_own_entries(client, about, urdu_about, monkeypatch):
    def own(self, request=None):
        return [{"location": self.get_full_url(request), "lastmod": None}, {"location": f"{self.get_full_url(request)}more/"}]

    monkeypatch.setattr(StandardPage, "get_sitemap_urls", own)
    found = read(client)
    assert "http://localhost/ur/about/more/" in found
    assert set(found["http://localhost/about/"]) == {"en", "ur", "x-default"}


def test_a_site_in_one_language_has_a_map_without_languages(client, about, settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English")]
    assert read(client) == {"http://localhost/": {}, "http://localhost/about/": {}}


def test_the_map_costs_the_same_queries_for_few_pages_and_for_many(client, home, urdu_home, urdu, add, django_assert_num_queries):
    for first, last in ((0, 3), (3, 15)):
        for number in range(first, last):
            live_copy(add(home, f"page-{number}"), urdu)
        client.get("/sitemap.xml")
        with django_assert_num_queries(2):  # the site · every page that can be read, with its locale
            assert len(read(client)) == 2 + 2 * last
