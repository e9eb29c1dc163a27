"""The words that must not be seen, and how a row gets them into every text field it has.

Every text of academy A begins with ``FINDME``, which is what the crawl searches for: a page that only repeats what was
searched for shows nothing secret.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import models

FINDME = "Findmeplease"
#: Public on the site, and still nobody else's business in the admin.
OPEN = "CANARYOPENA"
#: Of pages and files that are not public.
DRAFT = "CANARYDRAFTA"
#: Names of people who work for the academy.
NAME = "CANARYNAMEA"
#: Of requests, invitations, and whatever else is about people.
OWN = "CANARYOWNA"
SEEN = re.compile(r"canary(?:open|draft|name|own)a", re.IGNORECASE)

#: What the machine writes into text fields; other words would break the row.
MACHINE = frozenset(
    {
        "path", "url_path", "slug", "digest", "token", "password", "email_key", "key", "kind", "state", "locale", "language_code",
        "extension", "deep", "bright", "reference", "message", "object_id", "contentpath", "position", "content_hash", "file_hash",
        "draft_title", "hash", "index", "code", "history", "file", "area_slug",
    }
)  # fmt: skip


class Words:
    """Makes texts for the rows of one academy; only A's hold a canary."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self._number = 0

    def __call__(self, kind: str) -> str:
        """Return a short text, different each time: ``Findmeplease CANARYDRAFTA 7``."""
        self._number += 1
        return f"{FINDME} {kind} {self._number}" if self.letter == "A" else f"Ordinary words {self._number}"

    def slug(self, kind: str) -> str:
        return self(kind).lower().replace(" ", "-")

    def mail(self, kind: str) -> str:
        return f"{self.slug(kind)}@{self.letter.lower()}.example"

    def told(self, row: Any, kind: str) -> Any:
        """Write into every empty text field of an unsaved row, and return the row."""
        for field in row._meta.get_fields():
            if self._is_free(field) and not getattr(row, field.attname):
                setattr(row, field.attname, self._text_for(field, kind))
        return row

    def _is_free(self, field: Any) -> bool:
        is_text = isinstance(field, models.CharField | models.TextField)
        return is_text and not field.choices and field.name not in MACHINE and not field.primary_key

    def _text_for(self, field: Any, kind: str) -> str:
        if isinstance(field, models.EmailField):
            return self.mail(kind)
        if isinstance(field, models.URLField):
            return f"https://{self.slug(kind)}.example/"
        text = self(kind)
        return text if field.max_length is None or len(text) <= field.max_length else kind[: field.max_length]
