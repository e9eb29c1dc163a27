"""Visitors are told when a translation is older than its source: at once, in their language, and never without need."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from hub.models import TranslationState
from hub.translation.notice import notice_for
from hub.translation.submit import sync
from tests.conftest import live_copy
from tests.hub.translation.conftest import fresh, in_urdu, live_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(page):
    page.save_revision().publish()
    return fresh(page)


@pytest.fixture
def urdu_page(english, urdu_home, urdu):
    """Made by wagtail-localize, on 3 May 2026."""
    copy = live_in(english, urdu)
    made = datetime.datetime(2026, 5, 3, 9, 0, tzinfo=datetime.UTC)
    TranslationState.objects.filter(page=copy.pk).update(made_at=made)
    return fresh(copy)


def publish(page, **fields):
    page = fresh(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def notice(client, url="/ur/about/"):
    html = client.get(url).content.decode()
    found = re.search(r'<aside class="hub-older".*?</aside>', html, re.S)
    return found.group() if found else ""


def test_a_translation_of_an_unchanged_page_says_nothing(client, urdu_page):
    assert notice(client) == ""


def test_a_changed_text_is_announced_at_once_without_taking_anything_over(client, urdu_page, english):
    publish(english, summary="Somebody else runs it now.")
    text = " ".join(re.sub("<[^>]+>", " ", notice(client)).split())
    with translation.override("ur"):
        language, month = translation.gettext("English"), translation.gettext("May")
    assert f"3 {month} 2026" in text
    assert language in text
    assert '<a href="/about/" hreflang="en">' in notice(client)


def test_the_words_are_those_of_the_page_and_come_before_its_content(client, urdu_page, english):
    publish(english, title="About all of us")
    html = client.get("/ur/about/").content.decode()
    assert html.index("</header>") < html.index("hub-older") < html.index("<main")
    assert ' lang="en"' not in notice(client)  # nothing in it is English


@pytest.mark.parametrize("kind", ["republished", "draft", "moved slug", "nothing in WL taken over"])
def test_what_is_no_new_text_is_not_announced(client, urdu_page, english, kind):
    if kind == "republished":
        publish(english)
    elif kind == "draft":
        page = fresh(english)
        page.summary = "Not published."
        page.save_revision()
    elif kind == "moved slug":
        publish(english, slug="about-us")
    else:
        sync(source=english)
    assert notice(client) == ""


def test_it_stays_while_the_text_is_only_taken_over_and_goes_with_the_new_translation(client, urdu_page, english, urdu):
    publish(english, summary="Somebody else runs it now.")
    sync(source=english)
    assert notice(client)
    in_urdu(english, urdu)
    assert notice(client)
    live_in(english, urdu)
    assert notice(client) == ""


def test_it_goes_when_the_english_says_again_what_it_said(client, urdu_page, english):
    publish(english, summary="Somebody else runs it now.")
    publish(english, summary="Who runs this hub.")
    assert notice(client) == ""


def test_a_translation_in_plain_code_has_it_too(client, english, urdu_home, urdu):
    live_copy(english, urdu)
    assert notice(client) == ""
    publish(english, summary="Somebody else runs it now.")
    assert notice(client)


def test_the_english_page_never_has_it(client, urdu_page, english):
    publish(english, summary="Somebody else runs it now.")
    assert notice(client, "/about/") == ""


@pytest.mark.parametrize("hidden", ["unpublished", "private"])
def test_an_english_page_that_nobody_may_read_is_not_linked(client, urdu_page, english, hidden, rf):
    publish(english, summary="Somebody else runs it now.")
    if hidden == "unpublished":
        fresh(english).unpublish()
        assert notice(client)
        assert "<a " not in notice(client)
    else:
        PageViewRestriction.objects.create(page=fresh(english), restriction_type=PageViewRestriction.LOGIN)
        assert notice_for(urdu_page, rf.get("/")).source_url == ""


def test_an_english_page_that_is_gone_is_not_missed(client, urdu_page, english):
    fresh(english).delete()
    assert client.get("/ur/about/").status_code == 200
    assert notice(client) == ""


def test_each_language_has_its_own(client, urdu_page, english, home, welsh):
    live_copy(home, welsh)
    publish(english, summary="Somebody else runs it now.")
    live_copy(english, welsh)
    assert notice(client, "/ur/about/")
    assert notice(client, "/cy/about/") == ""


def test_a_translation_costs_one_query_and_an_english_page_none(rf, urdu_page, english, django_assert_num_queries):
    page, source = fresh(urdu_page), fresh(english)
    for each in (page, source):
        assert each.locale
    request = rf.get("/ur/about/", headers={"host": "localhost"})
    notice_for(page, request)
    with django_assert_num_queries(1):  # the source with its text, and what the translation was made from
        assert notice_for(page, request) is None
    with django_assert_num_queries(0):
        assert notice_for(source, request) is None


def test_the_cost_is_one_query_with_a_notice_too(rf, urdu_page, english, django_assert_num_queries):
    publish(english, summary="Somebody else runs it now.")
    page, request = fresh(urdu_page), rf.get("/ur/about/", headers={"host": "localhost"})
    assert page.locale
    notice_for(page, request)
    with django_assert_num_queries(1):
        found = notice_for(page, request)
    assert found.made_on == datetime.date(2026, 5, 3)
    assert (found.source_code, found.source_url) == ("en", "/about/")


def test_the_date_is_that_of_the_sites_own_time(rf, urdu_page, english):
    publish(english, summary="Somebody else runs it now.")
    late = datetime.datetime(2026, 5, 3, 23, 30, tzinfo=datetime.UTC)  # in London it is summer, and past midnight
    TranslationState.objects.filter(page=urdu_page.pk).update(made_at=late)
    with timezone.override("Europe/London"):
        assert notice_for(urdu_page, rf.get("/")).made_on == datetime.date(2026, 5, 4)


@pytest.mark.parametrize("page", [None, object(), ""])
def test_what_is_no_page_has_none(rf, languages, page):
    assert notice_for(page, rf.get("/")) is None


def test_without_a_request_there_is_none(urdu_page):
    assert notice_for(urdu_page, None) is None
