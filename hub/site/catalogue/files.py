"""The catalogue files: ``.po`` as people write them, ``.mo`` as programs read them.

The ``.po`` of a language is a function of the sources and of its own translations: no dates, no line numbers, always in
the same order. Bringing an up-to-date one up to date changes nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import polib
from django.conf.locale import LANG_INFO

from hub.site.catalogue.extract import ROOT, Found, Key, messages

LOCALE = ROOT / "hub" / "locale"
#: the mark of a translation that nobody who grew up with the language has read yet; taking it away is the review
UNREVIEWED = "unreviewed"
VISITORS, EDITORS = "Visitors read this.", "Only editors read this."
TWO_FORMS = "nplurals=2; plural=(n != 1);"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")


@dataclass(frozen=True)
class Change:
    """What bringing a catalogue up to date did: messages that are new, and messages that are gone with their translations."""

    path: Path
    new: int
    gone: int
    written: bool


def catalogues(locale: Path = LOCALE) -> list[Path]:
    """Return the ``.po`` of every language; a language is a folder, even one without the file yet."""
    return [folder / "LC_MESSAGES" / "django.po" for folder in sorted(locale.iterdir()) if folder.is_dir()]


def update(path: Path, found: Mapping[Key, Found] | None = None) -> Change:
    """Bring one catalogue up to date, keeping its translations and the comments of its reviewers."""
    before = polib.pofile(str(path)) if path.exists() else polib.POFile()
    after = merged(before, messages() if found is None else found, code=path.parent.parent.name)
    text = f"{after}\n"
    had, has = ({(entry.msgid, entry.msgctxt) for entry in catalogue if not entry.obsolete} for catalogue in (before, after))
    written = not path.exists() or path.read_text(encoding="utf-8") != text
    if written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Change(path, len(has - had), len(had - has), written)


def merged(before: polib.POFile, found: Mapping[Key, Found], *, code: str) -> polib.POFile:
    """Return the catalogue of a language with the messages ``found`` and the translations it had ``before``."""
    known = {(entry.msgid, entry.msgctxt): entry for entry in before if not entry.obsolete}
    plural_forms = before.metadata.get("Plural-Forms") or _plural_forms(code)
    forms = int(re.search(r"nplurals\s*=\s*(\d+)", plural_forms)[1])  # type: ignore[index]
    after = polib.POFile(wrapwidth=100)
    for message in sorted(
        found.values(), key=lambda each: (not each.for_visitors, sorted(each.files), each.key.text, str(each.key.context))
    ):
        after.append(_entry(message, known.get(tuple(message.key)), forms))
    after.metadata = {
        "Project-Id-Version": "wagtail-citizen-leadership",
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
        "X-Review": review_of(after),
    }
    after.header = _header(after, code)
    return after


def review_of(catalogue: polib.POFile) -> str:
    """Return ``unreviewed``, ``partly reviewed`` or ``reviewed``, by the marks of the translated entries."""
    marks = {is_reviewed(entry) for entry in catalogue.translated_entries()}
    return {frozenset({True}): "reviewed", frozenset({True, False}): "partly reviewed"}.get(frozenset(marks), UNREVIEWED)


def is_reviewed(entry: polib.POEntry) -> bool:
    """Return whether somebody has taken the mark away."""
    return UNREVIEWED not in entry.tcomment.split("\n")


def is_for_visitors(entry: polib.POEntry) -> bool:
    """Return whether an entry is one of those that a language needs."""
    return VISITORS in entry.comment


def texts_of(entry: polib.POEntry) -> list[str]:
    """Return what an entry says: one text, or one for each of the language's plural forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def compiled(path: Path) -> Path:
    """Write the ``.mo`` beside a ``.po``, and return where. Never half a file: another process may be reading it."""
    target = path.with_suffix(".mo")
    scratch = target.with_suffix(f".{os.getpid()}.tmp")
    scratch.write_bytes(polib.pofile(str(path)).to_binary())
    scratch.replace(target)
    return target


def _entry(message: Found, known: polib.POEntry | None, forms: int) -> polib.POEntry:
    plural = max(message.plurals, default="")
    flags = ["python-format"] if PLACEHOLDER.search(message.key.text + plural) else []
    entry = polib.POEntry(
        msgid=message.key.text,
        msgctxt=message.key.context,
        msgid_plural=plural,
        occurrences=[(name, "") for name in sorted(message.files)],
        comment=VISITORS if message.for_visitors else EDITORS,
        tcomment=known.tcomment if known else UNREVIEWED,
        flags=flags,
    )
    if plural:
        had = known.msgstr_plural if known else {}
        entry.msgstr_plural = {form: had.get(form, "") for form in range(forms)}
    elif known:
        entry.msgstr = known.msgstr
    return entry


def _plural_forms(code: str) -> str:
    """Django knows how each of its languages counts."""
    spec = find_spec("django")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    path = folder / "conf/locale" / code / "LC_MESSAGES/django.po"
    return polib.pofile(str(path)).metadata.get("Plural-Forms", TWO_FORMS) if path.exists() else TWO_FORMS


def _header(catalogue: polib.POFile, code: str) -> str:
    language = LANG_INFO.get(code, {}).get("name", code)
    visitors = [entry for entry in catalogue if is_for_visitors(entry)]
    editors = [entry for entry in catalogue if not is_for_visitors(entry)]
    done, told = (sum(entry.translated() for entry in entries) for entries in (visitors, editors))
    reviewed = sum(is_reviewed(entry) for entry in catalogue.translated_entries())
    lines = [f"The interface in {language}. `make messages` brings this file up to date; docs/how-to/translate-the-interface.md."]
    if not reviewed:
        lines.append("It was written without review by a native reader. Treat every line as a proposal.")
    lines += [
        f"A translation marked “# {UNREVIEWED}” waits for one; whoever has checked it takes the mark away.",
        f"{len(visitors)} texts that visitors read, {done} translated. {len(editors)} that only editors read, {told} translated.",
        f"{reviewed} of {done + told} translations reviewed.",
    ]
    return "\n".join(lines)
