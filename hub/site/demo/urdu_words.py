"""The Urdu words of the demo: GNU gettext files in ``ur/``, one for each page or group of pages.

``msgid`` is the text of the English page as it is cut up for translators, ``msgstr`` the Urdu.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polib
from django.core.management.base import CommandError

FOLDER = Path(__file__).parent / "ur"
STORIES = "stories"


class MissingUrdu(CommandError):
    """An English text of the demo has no Urdu. Whoever changes the demo's English words adds them to ``ur/``."""

    def __init__(self, where: str, texts: list[str]) -> None:
        lines = "\n".join(f"  {text}" for text in texts)
        super().__init__(f"“{where}” has English text without Urdu. Add it to the files in {FOLDER}:\n{lines}")


@cache
def urdu_words(name: str) -> dict[str, str]:
    """Return the Urdu of one file, such as ``home`` or ``stories/two-keys``, by its English; empty ones are left out."""
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(FOLDER / f"{name}.po")) if entry.msgstr}


def story_names() -> list[str]:
    """Return the slugs of the stories that have Urdu words."""
    return sorted(path.stem for path in (FOLDER / STORIES).glob("*.po"))
