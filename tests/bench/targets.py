"""What is measured: names, addresses and, for the form, what is sent. Plain values, handed from process to process as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

FLOOR = "floor"
LABELS = {
    FLOOR: "bare page (the floor)",
    "home": "home",
    "story": "story, 20 blocks, 3 pictures",
    "gallery": "gallery",
    "filtered": "gallery, two facets",
    "searched": "gallery, words in half of all",
    "form": "request form",
    "send": "request accepted (POST)",
}


@dataclass(frozen=True)
class Target:
    """One address and what it costs in queries.

    Attributes:
        host: of the site; the floor has one of its own.
        bodies: what to POST, each once; empty for a page that is only read.
        queries, repeated: all statements, and those whose text, apart from its values, has been seen on this page before.
    """

    name: str
    path: str
    host: str = "localhost"
    bodies: list[str] = field(default_factory=list)
    queries: int = 0
    repeated: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        return asdict(self)
