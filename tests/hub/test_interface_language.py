"""What visitors read in another language: words, errors, dates, error pages, and the sentence of the gallery."""

from __future__ import annotations

import datetime
import re

import polib
import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.formats import date_format

from case_studies.enums import Facet
from case_studies.facets.choices import Choices
from case_studies.facets.sentence import Sentence, sentence
from case_studies.facets.vocabulary import Term
from case_studies.facets.words import Words
from cl_blocks.lists import listed
from hub import errors
from hub.site.catalogue import borrowed, files

URDU = files.LOCALE / "ur/LC_MESSAGES/django.po"


@pytest.fixture
def in_urdu():
    assert URDU.with_suffix(".mo").exists(), "there is no compiled catalogue: run `make assets`"
    with translation.override("ur"):
        yield


def shown(entry: polib.POEntry) -> list[str]:
    """What Django shows for a message, in the language that is active: for one and for several, where that differs."""
    context, text, plural = entry.msgctxt, entry.msgid, entry.msgid_plural
    if plural and context:
        return [translation.npgettext(context, text, plural, number) for number in (1, 2)]
    if plural:
        return [translation.ngettext(text, plural, number) for number in (1, 2)]
    return [translation.pgettext(context, text) if context else translation.gettext(text)]


def test_urdu_is_what_visitors_read(in_urdu):
    """Also where Django, Wagtail or another app has a translation of the same English: ours wins."""
    urdu = polib.pofile(str(URDU))
    entries = [entry for entry in urdu.translated_entries() if files.is_for_visitors(entry)]
    assert len(entries) > 400
    assert {entry.msgid: shown(entry) for entry in entries if shown(entry) != files.texts_of(entry)} == {}


def test_words_of_django_and_wagtail_that_visitors_meet_are_translated(in_urdu):
    assert [text for text in borrowed.ONE if translation.gettext(text) == text] == []
    several = [str(text % number) for text in borrowed.SEVERAL for number in (1, 2)]
    assert [text for text in several if re.search("[A-Za-z]", files.PLACEHOLDER.sub("", text))] == []


def test_errors_of_forms_are_in_the_readers_language(in_urdu):
    with pytest.raises(forms.ValidationError, match="یہ خانہ بھرنا ضروری ہے۔"):
        forms.CharField().clean("")
    with pytest.raises(forms.ValidationError, match="درست ای میل پتا لکھیں۔"):
        forms.EmailField().clean("nobody")
    with pytest.raises(forms.ValidationError, match="زیادہ سے زیادہ 3 حروف لکھیں"):
        forms.CharField(max_length=3).clean("four")
    with pytest.raises(forms.ValidationError, match="زیادہ سے زیادہ 1 حرف لکھیں"):
        forms.CharField(max_length=1).clean("four")


def test_dates_sizes_and_lists_are_written_as_urdu_writes_them(in_urdu):
    assert date_format(datetime.date(2026, 11, 25), "j F Y") == "25 نومبر 2026"
    sizes = [filesizeformat(size).replace("\xa0", " ") for size in (1, 2048, 1_500_000)]
    assert sizes == ["1 بائٹ", "2.0 کلوبائٹ", "1.4 میگابائٹ"]
    assert listed(["PDF", "", *sizes[:2]]) == "PDF\u200f، 1 بائٹ\u200f، 2.0 کلوبائٹ"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "arguments"),
    [
        (errors.page_not_found, {}),
        (errors.permission_denied, {}),
        (errors.form_refused, {}),
        (errors.too_many_requests, {"retry_after": 3600}),
        (errors.server_error, {}),
        (errors.unavailable, {}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_error_pages_have_no_english_left(answer, arguments, in_urdu, rf):
    page = BeautifulSoup(answer(rf.get("/ur/nothing/"), **arguments).content, "html.parser")
    assert page.html["lang"] == "ur"
    assert page.html["dir"] == "rtl"
    assert [text for text in page.main.stripped_strings if re.search("[A-Za-z]", text)] == []
    assert not re.search("[A-Za-z]{2}", page.title.string.split("–")[0])


LEVELS = (Term(Facet.LEVEL, "individual", "انفرادی"), Term(Facet.LEVEL, "national", "قومی"))
PRINCIPLE = (Term(Facet.PRINCIPLE, "5", "معلومات"),)
ACADEMY = (Term(Facet.ACADEMY, "wales", "ویلز"),)


def read(said: Sentence) -> str:
    """The sentence as it stands on the page."""
    words = [said.subject]
    for clause in said.clauses:
        words += [clause.joiner, clause.lead]
        for chip in clause.chips:
            words += [chip.joiner, f"[{chip.label}]"]
        words.append(clause.tail)
    return " ".join(word for word in words if word)


@pytest.mark.parametrize(
    ("number", "english", "urdu"),
    [
        (
            14,
            "14 stories are [انفرادی] or [قومی] and show [معلومات] from [ویلز] and mention [“گھر”]",
            "14 کہانیاں [انفرادی] یا [قومی] سطح کی ہیں اور یہ اصول دکھاتی ہیں: [معلومات] – [ویلز] سے اور [”گھر“] کا ذکر کرتی ہیں",
        ),
        (
            1,
            "1 story is [انفرادی] or [قومی] and shows [معلومات] from [ویلز] and mentions [“گھر”]",
            "1 کہانی [انفرادی] یا [قومی] سطح کی ہے اور یہ اصول دکھاتی ہے: [معلومات] – [ویلز] سے اور [”گھر“] کا ذکر کرتی ہے",
        ),
        (
            0,
            "No stories are [انفرادی] or [قومی] and show [معلومات] from [ویلز] and mention [“گھر”]",
            "ایسی کوئی کہانی نہیں ملی جو [انفرادی] یا [قومی] سطح کی ہو اور یہ اصول دکھائے: [معلومات] "
            "اور [ویلز] سے ہو اور [”گھر“] کا ذکر کرے",
        ),
    ],
)
def test_the_sentence_of_the_gallery_reads_well_in_both_languages(number, english, urdu):
    choices = Choices({Facet.LEVEL: LEVELS, Facet.PRINCIPLE: PRINCIPLE, Facet.ACADEMY: ACADEMY}, Words("گھر"))
    assert read(sentence(choices, number, "/")) == english
    with translation.override("ur"):
        assert read(sentence(choices, number, "/")) == urdu


def test_without_a_choice_the_sentence_is_its_subject(in_urdu):
    assert [read(sentence(Choices(), number, "/")) for number in (0, 1, 2)] == ["کوئی کہانی نہیں", "1 کہانی", "2 کہانیاں"]
    only_academy = Choices({Facet.ACADEMY: ACADEMY})
    assert read(sentence(only_academy, 2, "/")) == "2 کہانیاں [ویلز] سے"
    assert read(sentence(only_academy, 0, "/")) == "ایسی کوئی کہانی نہیں ملی جو [ویلز] سے ہو"
