"""The Urdu words of the demo, and how they become pages. The whole demo is looked at in ``tests/browser/test_urdu.py``."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import polib
import pytest
from django.core.management.base import CommandError
from django.utils.translation import override
from wagtail.models import Page

from hub.academies.models import Academy
from hub.models import StandardPage
from hub.site.demo import urdu as loader
from hub.site.demo.urdu_words import FOLDER, MissingUrdu, story_names, urdu_words
from hub.site.demo.words import stories, words

FILES = sorted(FOLDER.rglob("*.po"))
TAGS = re.compile(r"</?[a-z]+[^>]*>")
# what is written in Latin letters in Urdu too: addresses, and the names of cookies
LATIN = re.compile(r"[A-Za-z]")
SAME = re.compile(r"\S+@\S+|<b>(csrftoken|sessionid)</b>")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def texts(request):
    return polib.pofile(str(request.param))


def test_every_file_says_its_language_and_that_nobody_has_reviewed_it(texts):
    assert texts.metadata["Language"] == "ur"
    assert "unreviewed translation" in texts.header


def test_every_english_text_has_urdu_in_urdu_letters(texts):
    assert len(texts) > 0
    for entry in texts:
        assert entry.msgstr.strip(), entry.msgid
        assert not LATIN.search(TAGS.sub("", SAME.sub("", entry.msgstr))), entry.msgstr


def test_urdu_keeps_the_markup_of_the_english(texts):
    for entry in texts:
        assert Counter(TAGS.findall(entry.msgid)) == Counter(TAGS.findall(entry.msgstr)), entry.msgid


def test_urdu_keeps_phone_numbers_years_and_money(texts):
    for entry in texts:
        for number in re.findall(r"£[\d,]*\d|\b\d{3,}(?: \d{3,})*\b", entry.msgid):
            # no-break spaces keep the groups of a number in order between words that run from the right
            assert number in entry.msgstr.replace("\N{NO-BREAK SPACE}", " "), (number, entry.msgstr)


def test_six_stories_and_every_academy_have_urdu():
    slugs = {story["slug"] for story in stories()}
    assert len(story_names()) >= 6
    assert set(story_names()) <= slugs
    assert loader.OLDER in story_names()
    named = urdu_words("vocabulary")
    assert {academy["name"] for academy in words("academies")["academies"]} <= set(named)


def test_the_sentence_that_changes_later_is_in_its_story():
    story = next(story for story in stories() if story["slug"] == loader.OLDER)
    assert any(loader.OLDER_BEFORE in block.get("html", "") for part in story["parts"] for block in part["blocks"])


@pytest.fixture
def about(home):
    body = [{"type": "text", "value": "<p>We meet on <b>Tuesdays</b>.</p>"}]
    page = home.add_child(instance=StandardPage(title="About us", slug="about", summary="Who runs this hub.", body=body))
    page.save_revision().publish()
    Page.objects.filter(pk=page.pk).update(first_published_at=datetime(2026, 9, 1, 12, tzinfo=UTC))
    return StandardPage.objects.get(pk=page.pk)


URDU = {
    "About us": "ہمارے بارے میں",
    "Who runs this hub.": "یہ کون چلاتا ہے۔",
    "We meet on <b>Tuesdays</b>.": "ہم <b>منگل</b> کو ملتے ہیں۔",
}


def test_page_goes_live_in_urdu_some_weeks_after_the_english(about, urdu_home):
    assert loader.load_page(about, urdu_home.locale, URDU) is True
    made = StandardPage.objects.get(locale=urdu_home.locale)
    assert (made.title, made.slug, made.live, made.url_path) == (URDU["About us"], "about", True, f"{urdu_home.url_path}about/")
    assert "ہم <b>منگل</b> کو ملتے ہیں۔" in str(made.body)
    assert made.first_published_at - about.first_published_at == loader.TRANSLATED_AFTER
    assert made.hub_translation_state.made_at == made.first_published_at


def test_page_that_is_in_urdu_already_is_left_alone(about, urdu_home):
    loader.load_page(about, urdu_home.locale, URDU)
    made = Page.objects.get(translation_key=about.translation_key, locale=urdu_home.locale)
    made.unpublish()
    assert loader.load_page(about, urdu_home.locale, {}) is False
    made.refresh_from_db()
    assert (made.title, made.live) == (URDU["About us"], False)


def test_english_text_without_urdu_stops_the_load_and_names_page_and_text(about, urdu_home):
    words = {english: urdu for english, urdu in URDU.items() if english != "Who runs this hub."}
    with pytest.raises(MissingUrdu) as stopped:
        loader.load_page(about, urdu_home.locale, words)
    assert isinstance(stopped.value, CommandError)
    assert "“About us”" in str(stopped.value)
    assert "Who runs this hub." in str(stopped.value)
    assert "Tuesdays" not in str(stopped.value)
    assert not Page.objects.filter(translation_key=about.translation_key, locale=urdu_home.locale).exists()


def test_academies_get_urdu_names_unless_somebody_has_written_some(nw, wales, urdu):
    nw.people = "Shabana or Tom"
    nw.save()
    wales.names = {"ur": {"name": "ہماری ویلز"}}
    wales.save()
    loader.load_names()
    nw.refresh_from_db()
    wales.refresh_from_db()
    with override("ur"):
        assert (nw.shown_name, nw.shown_short_name, nw.shown_people) == ("شمال مغرب اکیڈمی", "شمال مغرب", "شبانہ یا ٹام")
    with override("en"):
        assert nw.shown_people == "Shabana or Tom"
    assert wales.names == {"ur": {"name": "ہماری ویلز"}}
    assert Academy.objects.filter(names={}).count() == 0
