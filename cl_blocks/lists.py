"""Several things said one after the other, with the comma of the language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language_bidi, pgettext

# after Latin letters a number would join them: “PDF, 1.4” would read as “1.4 PDF” in a line from the right
RIGHT_TO_LEFT_MARK = "\u200f"


def listed(parts: Iterable[object]) -> str:
    """Return the parts that say anything, joined as the reader's language joins them: "PDF, 1.4 MB", «ایک، دو»."""
    comma = pgettext("between the items of a list", ", ")
    if get_language_bidi():
        comma = RIGHT_TO_LEFT_MARK + comma
    return comma.join(text for part in parts if (text := str(part)))
