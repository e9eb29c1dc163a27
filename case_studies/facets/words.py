"""What visitors may type and choose, made harmless before anything looks at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from case_studies.models.story import StoryPage

MOST_LETTERS = 200
MOST_WORDS = 12
# Letters, marks and figures of any script, with the apostrophes and hyphens inside a word.
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True)
class Words:
    """A text search.

    Attributes:
        text: the words that are searched for, joined by spaces; "" when there are none.
        was_cut: whether something was typed that is not searched for: signs only, or more than fits.
    """

    text: str = ""
    was_cut: bool = False

    @classmethod
    def typed(cls, raw: str) -> Words:
        """Return what to search for of anything at all that was typed; never refuses."""
        head = raw[:MOST_LETTERS]
        words = _WORD.findall(head.replace("_", " "))
        text = " ".join(words[:MOST_WORDS])
        typed = bool(raw.strip(" \t\r\n\x00"))
        return cls(text, was_cut=typed and (len(raw) > MOST_LETTERS or len(words) > MOST_WORDS or not text))

    def __bool__(self) -> bool:
        return bool(self.text)

    def matches(self) -> QuerySet[StoryPage, Any]:
        """Return the primary keys of the stories that have all the words, as a subquery.

        Never in order of relevance: on SQLite that is quadratic in the number of hits.
        """
        results = StoryPage.objects.search(self.text, operator="and", order_by_relevance=False)
        if hasattr(results, "get_queryset"):
            return results.get_queryset().order_by().values("pk")
        return StoryPage.objects.filter(pk__in=[story.pk for story in results]).values("pk")
