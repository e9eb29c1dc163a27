"""The interface in other languages: what is translatable, who reads it, and what is translated."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import polib
import pytest

from hub.site.catalogue import extract, files, readers

CATALOGUES = files.catalogues()
CODES = [path.parent.parent.name for path in CATALOGUES]
#: languages whose script is not ours, so that Latin letters mean a forgotten word
OTHER_SCRIPT = ["ur"]
#: what stays in Latin letters even there: an example of an address
LATIN = re.compile(r"name@example\.org")
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module", params=CATALOGUES, ids=CODES)
def path(request) -> Path:
    return request.param


@pytest.fixture
def catalogue(path) -> polib.POFile:
    return polib.pofile(str(path))


@pytest.fixture(scope="module")
def found() -> dict[extract.Key, extract.Found]:
    return extract.messages()


# --- the files


def test_there_is_a_catalogue_in_urdu():
    assert "ur" in CODES


def test_a_catalogue_is_up_to_date_with_the_sources(path, found, tmp_path):
    """Texts, their order, who reads them, and the counts in the header. `make messages` puts it right."""
    copy = tmp_path / path.parent.parent.name / "LC_MESSAGES" / "django.po"
    copy.parent.mkdir(parents=True)
    shutil.copy(path, copy)
    change = files.update(copy, found)
    assert not change.written, f"{change.new} new texts, {change.gone} gone: run `make messages`"
    assert files.update(copy, found).written is False


def test_every_text_that_visitors_read_is_translated(catalogue):
    missing = [entry.msgid for entry in catalogue if files.is_for_visitors(entry) and not entry.translated()]
    assert missing == []


def test_translations_keep_placeholders_and_markup(catalogue):
    wrong = []
    for entry in catalogue.translated_entries():
        wanted = [sorted(files.PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural or entry.msgid)]
        for text in files.texts_of(entry):
            if sorted(files.PLACEHOLDER.findall(text)) not in wanted or sorted(TAG.findall(text)) != sorted(
                TAG.findall(entry.msgid)
            ):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("code", OTHER_SCRIPT)
def test_no_english_is_left_in_a_translation(code):
    left = {
        entry.msgid: text
        for entry in polib.pofile(str(files.LOCALE / code / "LC_MESSAGES/django.po")).translated_entries()
        for text in files.texts_of(entry)
        if re.search("[A-Za-z]", files.PLACEHOLDER.sub("", TAG.sub("", LATIN.sub("", text))))
    }
    assert left == {}


def test_urdu_uses_western_digits_and_its_own_punctuation():
    urdu = polib.pofile(str(files.LOCALE / "ur/LC_MESSAGES/django.po"))
    texts = [text for entry in urdu.translated_entries() for text in files.texts_of(entry)]
    assert [text for text in texts if re.search("[٠-٩۰-۹]", text)] == []
    assert [text for text in texts if re.search(r"[؀-ۿ]\s*[,;?](\s|$)|[؀-ۿ]\.(\s|$)", files.PLACEHOLDER.sub("", text))] == []
    assert [text for text in texts if re.search("[يك]", text)] == []  # Arabic letters; Urdu writes ی and ک


def test_nothing_is_fuzzy_because_that_would_not_be_compiled(catalogue):
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_a_catalogue_says_how_much_of_it_was_reviewed(catalogue):
    unreviewed = [entry for entry in catalogue.translated_entries() if not files.is_reviewed(entry)]
    done = len(catalogue.translated_entries())
    assert f"{done - len(unreviewed)} of {done} translations reviewed." in catalogue.header
    assert catalogue.metadata["X-Review"] == files.review_of(catalogue)


def test_a_reviewer_takes_the_mark_away_and_the_header_follows(path, found, tmp_path):
    catalogue = polib.pofile(str(path))
    first, *others = catalogue.translated_entries()
    copy = tmp_path / path.parent.parent.name / "LC_MESSAGES" / "django.po"
    copy.parent.mkdir(parents=True)

    first.tcomment = "checked by a teacher of the language"
    catalogue.save(str(copy))
    files.update(copy, found)
    after = polib.pofile(str(copy))
    assert after.metadata["X-Review"] in ("partly reviewed", "reviewed")
    assert after.find(first.msgid, msgctxt=first.msgctxt or False).tcomment == "checked by a teacher of the language"

    for entry in others:
        entry.tcomment = ""
    catalogue.save(str(copy))
    files.update(copy, found)
    assert polib.pofile(str(copy)).metadata["X-Review"] == "reviewed"


def test_the_compiled_catalogue_is_the_one_of_the_sources(path, catalogue):
    """Without it every visitor reads English, and no error says so. `make assets` (or any other target) builds it."""
    compiled = path.with_suffix(".mo")
    assert compiled.exists(), f"{compiled} is missing: run `make assets`, or `python -m hub.site.catalogue compile`"
    made = {(entry.msgctxt, entry.msgid): files.texts_of(entry) for entry in polib.mofile(str(compiled))}
    wanted = {(entry.msgctxt, entry.msgid): files.texts_of(entry) for entry in catalogue.translated_entries()}
    assert made == wanted, "the compiled catalogue is older than its source: run `make assets`"


def test_compiling_twice_gives_the_same_file(path, tmp_path):
    copy = shutil.copy(path, tmp_path / "django.po")
    first = files.compiled(Path(copy)).read_bytes()
    assert files.compiled(Path(copy)).read_bytes() == first
    assert sorted(each.name for each in tmp_path.iterdir()) == ["django.mo", "django.po"]


def test_a_language_is_a_folder(tmp_path, found):
    """Welsh counts in ways of its own, as Django knows; every text waits, and nothing claims to be translated."""
    (tmp_path / "cy").mkdir()
    (new,) = files.catalogues(tmp_path)
    change = files.update(new, found)
    welsh = polib.pofile(str(new))
    assert change.written
    assert change.new == len(welsh) == len(found)
    assert welsh.metadata["Language"] == "cy"
    assert set(next(entry for entry in welsh if entry.msgid_plural).msgstr_plural) == {0, 1, 2, 3}
    assert welsh.metadata["X-Review"] == "unreviewed"
    assert welsh.translated_entries() == []


def test_a_text_that_changed_in_the_sources_waits_again_and_the_others_stay(tmp_path):
    path = tmp_path / "ur" / "LC_MESSAGES" / "django.po"
    kept, old, new = (extract.Key(text) for text in ("Kept", "Old", "New"))
    files.update(path, {key: extract.Found(key, {""}, {"a.py"}, True) for key in (kept, old)})
    urdu = polib.pofile(str(path))
    for entry in urdu:
        entry.msgstr = "ترجمہ"
    urdu.save()

    change = files.update(path, {key: extract.Found(key, {""}, {"a.py"}, True) for key in (kept, new)})

    assert (change.new, change.gone) == (1, 1)
    assert {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))} == {"Kept": "ترجمہ", "New": ""}


# --- what is found in the sources


def test_no_text_is_fixed_in_one_language_when_its_module_is_imported(found):
    assert [place for message in found.values() for place in message.frozen] == []


def test_no_text_has_two_plurals(found):
    """A catalogue looks a message up by its singular: the second plural would replace the first. A context tells them apart."""
    assert [(message.key, message.plurals, message.files) for message in found.values() if len(message.plurals) > 1] == []


SOURCE = """
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext as p

TOO_SOON = _("too soon")
IN_TIME = gettext_lazy("in time")
class StoryPage:
    title = CharField(gettext_lazy("a field"))
    result_kind = gettext_lazy("a result")
    class Meta:
        verbose_name = gettext_lazy("a page")
        verbose_name_plural = gettext_lazy("pages")
    def words(self, number):
        return ngettext("one %(n)s", "many %(n)s", number), p("where", "short"), _("said"), _(f"not {number}"), other("no")
    def refusals(self):
        return _("refused")
"""


def test_texts_of_a_module_are_found_with_their_context_and_their_readers():
    uses = {use.key: use for use in extract.in_module("hub/models/example.py", SOURCE)}
    visitors = {key.text for key, use in uses.items() if use.for_visitors}
    assert visitors == {"a result", "a page", "one %(n)s", "short", "said"}
    assert {key.text for key in uses} - visitors == {"too soon", "in time", "a field", "pages", "refused"}
    assert uses[extract.Key("one %(n)s")].plural == "many %(n)s"
    assert extract.Key("short", "where") in uses
    assert [key.text for key, use in uses.items() if use.frozen] == ["too soon"]


def test_texts_of_a_template_are_found_as_django_reads_them():
    source = """{# translate "no" #}{% translate "It's \\"so\\"" %}{% firstof x _("else") %}{{ y|default:_("filtered") }}
    {% blocktranslate count n=n with a=b trimmed context "c" %}one
      {{ a }}{% plural %}many {{ a }}{% endblocktranslate %}{% translate "here" context "d" as name %}"""
    uses = list(extract.in_template("templates/hub/a.html", source))
    assert {(use.key.context, use.key.text, use.plural) for use in uses} >= {
        (None, "else", ""), (None, "filtered", ""), ("c", "one %(a)s", "many %(a)s"), ("d", "here", ""),
    }  # fmt: skip
    assert len(uses) == 5


@pytest.mark.parametrize(
    ("name", "is_for_visitors"),
    [
        ("templates/hub/base.html", True),
        ("templates/toolkit_orders/mail/pack.txt", True),
        ("templates/toolkit_orders/mail/notify.txt", False),
        ("templates/toolkit_orders/admin/order.html", False),
    ],
)
def test_who_reads_a_template_follows_from_its_place(name, is_for_visitors):
    assert readers.of_template(name) is is_for_visitors
