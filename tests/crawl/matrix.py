"""The written matrix: who gets what from which address, as docs/permissions.md has it."""

from __future__ import annotations

from pathlib import Path

from tests.crawl.addresses import NAMES_OF_ROOMS, Address, addresses, without_names
from tests.crawl.crawler import FAILWHALE, Found

PAGE = Path(__file__).resolve().parents[2] / "docs/permissions.md"
#: By role and then by address.
Cells = dict[str, dict[str, str]]

ROOMS = {
    "pages": "Pages",
    "translation": "Translations and languages",
    "files": "Pictures, documents, collections, tags",
    "people": "Accounts and groups",
    "snippets": "Framework and topics",
    "wagtail": "Wagtail's other views",
    "hub": "Academies, people, stories, toolkits and requests",
    "public": "Public addresses",
}
LEAD = """# Who may open what

Written by `.venv/bin/python -m tests.crawl`, which asks for every address of the reference site as every role; do not edit
it by hand. A test asks again as editor and manager and fails where an answer differs, or an address is missing here.

Roles are those of one academy, unless they are national. A cell holds the answers to GET: with keys of one's own academy,
then, after the bar, with keys of another academy. 200 is a page, 302 leads elsewhere (to the sign-in, or back with a message),
403 and 404 are refusals, 405 means that only a form may ask. Where rows differ, all answers are given. Superusers see all.
"""


def asked() -> list[Address]:
    return [address for address in addresses() if address.name != FAILWHALE]


def cell(found: Found, address: Address) -> str:
    """Return the answers to one role: ``200``, or ``200 / 404`` where the address holds keys."""
    own, plain, foreign = (found.statuses.get((address.format, whose), "") for whose in ("own", "", "foreign"))
    words = [" ".join(part.split()) for part in (own or plain, foreign) if part]
    return " / ".join(words)


def written(cells: Cells) -> str:
    """Return the page."""
    lines = [LEAD]
    roles = list(cells)
    for room in NAMES_OF_ROOMS:
        lines += [f"## {ROOMS[room]}", "", f"| Address | {' | '.join(roles)} |", f"|---|{'---|' * len(roles)}"]
        for address in sorted(asked(), key=lambda address: address.format):
            if address.room == room:
                shown = without_names(address.format)
                lines.append(f"| `{shown}` | {' | '.join(cells[role].get(shown) or '–' for role in roles)} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def read(text: str) -> Cells:
    """Return the cells of a written page, by role and then by address."""
    found: Cells = {}
    roles: list[str] = []
    for line in text.splitlines():
        parts = [part.strip() for part in line.strip("|").split("|")] if line.startswith("| ") else []
        if parts and parts[0] == "Address":
            roles = parts[1:]
        elif parts:
            for role, answer in zip(roles, parts[1:], strict=False):
                found.setdefault(role, {})[parts[0].strip("`")] = answer
    return found
