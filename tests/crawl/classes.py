"""How each view of the admin keeps academies apart; a view that is nowhere here is new, and somebody has to look at it.

``known_views.txt`` holds one name a line, with its class:

* ``guarded``: the guard refuses it, or looks at its keys first.
* ``scoped``: ours, or a viewset of ours; it shows rows of one's own academies only.
* ``wagtail``: Wagtail's or wagtail-localize's; it asks for permission on the row itself, as the crawl has shown.
* ``plain``: shows nothing of anybody's.
"""

from __future__ import annotations

from pathlib import Path

from hub.academies.guard import names

FILE = Path(__file__).parent / "known_views.txt"
CLASSES = frozenset({"guarded", "scoped", "wagtail", "plain"})


def known() -> dict[str, str]:
    """Return the class of every view that somebody has looked at, by name."""
    rows = (line.rpartition(" ") for line in FILE.read_text().splitlines() if line and not line.startswith("#"))
    return {name: kind for name, _, kind in rows}


def guarded() -> frozenset[str]:
    """Return the names that the guard acts on."""
    keyed = {*names.PAGE_KEYS, *names.REVIEW_KEYS, *names.CHOOSER_KEYS, *names.PARENT_FIELDS}
    return names.DENIED | keyed | names.CHOOSER_LISTS | names.TAG_LISTS | {names.BULK}
