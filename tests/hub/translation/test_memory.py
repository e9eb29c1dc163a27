"""Storing translated strings: by their text, only what fits, and saying what is missing."""

from __future__ import annotations

import pytest
from wagtail_localize.models import StringTranslation, Translation

from hub.translation.exceptions import SameLanguage, UnfitText
from hub.translation.memory import fill, missing
from hub.translation.submit import translate
from tests.hub.translation.conftest import fresh

pytestmark = pytest.mark.django_db

WORDS = {
    "About us": "ہمارے بارے میں",
    "Who runs this hub.": "یہ مرکز کون چلاتا ہے۔",
    "We meet on <b>Tuesdays</b>.": "ہم <b>منگل</b> کو ملتے ہیں۔",
    "Everybody is welcome.": "سب کا استقبال ہے۔",
}


def test_every_string_is_stored_by_its_text(about, urdu):
    translate(page=about, locale=urdu)
    assert missing(source=about, locale=urdu) == list(WORDS)
    assert fill(source=about, locale=urdu, texts=WORDS) == []
    assert missing(source=about, locale=urdu) == []


def test_what_has_no_translation_is_returned_in_order(about, urdu):
    translate(page=about, locale=urdu)
    left = fill(source=about, locale=urdu, texts={"About us": WORDS["About us"], "Somewhere else": "کہیں اور"})
    assert left == list(WORDS)[1:]


def test_filling_twice_writes_nothing_the_second_time(about, urdu, django_assert_num_queries):
    translate(page=about, locale=urdu)
    fill(source=about, locale=urdu, texts=WORDS)
    before = dict(StringTranslation.objects.values_list("pk", "updated_at"))
    assert fill(source=about, locale=urdu, texts=WORDS) == []
    assert dict(StringTranslation.objects.values_list("pk", "updated_at")) == before


def test_filling_again_replaces_and_keeps_the_rest(about, urdu):
    translate(page=about, locale=urdu)
    fill(source=about, locale=urdu, texts=WORDS)
    fill(source=about, locale=urdu, texts={"About us": "ہم کون ہیں"})
    stored = dict(StringTranslation.objects.values_list("translation_of__data", "data"))
    assert stored == {**WORDS, "About us": "ہم کون ہیں"}


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_an_empty_translation_is_none(about, urdu, empty):
    translate(page=about, locale=urdu)
    assert "About us" in fill(source=about, locale=urdu, texts={**WORDS, "About us": empty})
    assert not StringTranslation.objects.filter(translation_of__data="About us").exists()


def test_a_string_stored_empty_or_with_an_error_counts_as_missing(about, urdu):
    """wagtail-localize itself says “Up to date” of the first."""
    translate(page=about, locale=urdu)
    fill(source=about, locale=urdu, texts=WORDS)
    StringTranslation.objects.filter(translation_of__data="About us").update(data="")
    StringTranslation.objects.filter(translation_of__data="Who runs this hub.").update(has_error=True)
    assert Translation.objects.get(source__object_id=about.translation_key).get_progress() == (4, 3)
    assert missing(source=about, locale=urdu) == ["About us", "Who runs this hub."]


def test_the_explorer_shows_the_translated_title_at_once(about, urdu):
    made = translate(page=about, locale=urdu)
    fill(source=about, locale=urdu, texts=WORDS)
    assert (fresh(made).title, fresh(made).draft_title) == ("About us", "ہمارے بارے میں")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("م" * 300, "255"),
        ("<script>alert(1)</script>", "script"),
        ("عنوان\x00", "hidden"),
        ("<a id='a9'>عنوان</a>", "a9"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_and_nothing_is_stored(about, urdu, text, words):
    translate(page=about, locale=urdu)
    with pytest.raises(UnfitText, match=words):
        fill(source=about, locale=urdu, texts={**WORDS, "About us": text})
    assert not StringTranslation.objects.exists()


def test_a_summary_is_held_to_its_own_limit(about, urdu):
    translate(page=about, locale=urdu)
    with pytest.raises(UnfitText, match="300"):
        fill(source=about, locale=urdu, texts={"Who runs this hub.": "م" * 301})


def test_the_source_s_own_language_is_refused(about, locale):
    with pytest.raises(SameLanguage):
        fill(source=about, locale=locale, texts=WORDS)


def test_texts_may_be_stored_before_the_translation_is_started(about, urdu):
    assert fill(source=about, locale=urdu, texts=WORDS) == []
    assert translate(page=about, locale=urdu).title == "ہمارے بارے میں"


def test_a_changed_text_is_missing_after_filling_again_and_others_are_kept(about, urdu):
    translate(page=about, locale=urdu)
    fill(source=about, locale=urdu, texts=WORDS)
    about.title = "Who we are"
    about.save_revision().publish()
    assert missing(source=about, locale=urdu) == []
    assert fill(source=about, locale=urdu, texts={}) == ["Who we are"]
