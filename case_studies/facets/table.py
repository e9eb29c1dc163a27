"""Keeps the facet table right: the only writer of ``StoryFacet``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction

from case_studies.enums import Facet
from case_studies.facets.truth import Row, stored_rows, true_rows
from case_studies.models.facet import StoryFacet
from case_studies.models.story import StoryPage

BATCH = 500


@dataclass(frozen=True)
class Difference:
    """What has to change for the table to be right."""

    missing: frozenset[Row]
    surplus: frozenset[Row]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)


def difference(story_ids: Iterable[int] | None = None) -> Difference:
    """Compare the table with the pages, for some stories or for all; changes nothing."""
    ids = None if story_ids is None else list(story_ids)
    true, stored = true_rows(ids), stored_rows(ids)
    return Difference(frozenset(true - stored), frozenset(stored - true))


def refresh(story_ids: Iterable[int]) -> int:
    """Make the table right for these stories and return how many rows changed. Doing it twice changes nothing."""
    ids = iter(sorted(set(story_ids)))
    return sum(_apply(difference(batch)) for batch in _batches(ids))


def refresh_below(path: str) -> int:
    """Make the table right for every story at or below a treebeard path: after a move, or when a section turns private."""
    return refresh(StoryPage.objects.filter(path__startswith=path).values_list("pk", flat=True))


def rebuild() -> int:
    """Make the whole table right and return how many rows changed; rows that are right stay untouched."""
    known = StoryPage.objects.values_list("pk", flat=True)
    stale = StoryFacet.objects.exclude(story__in=known).delete()[0]
    return stale + refresh(known)


def stories_with(facet: Facet, terms: Iterable[str]) -> set[int]:
    """Return the stories the table lists under any of these terms."""
    return set(StoryFacet.objects.filter(facet=facet, term__in=list(terms)).values_list("story", flat=True))


def _batches(ids: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(ids, BATCH)):
        yield batch


def _apply(change: Difference) -> int:
    if not change:
        return 0  # and take no write lock
    with transaction.atomic():
        stories = {row[0] for row in change.surplus}
        columns = ("pk", "story", "locale", "facet", "term", "published")
        rows = StoryFacet.objects.filter(story__in=stories).values_list(*columns) if stories else []
        wrong = [pk for pk, *row in rows if tuple(row) in change.surplus]
        for at in range(0, len(wrong), BATCH):
            StoryFacet.objects.filter(pk__in=wrong[at : at + BATCH]).delete()
        StoryFacet.objects.bulk_create(
            [
                StoryFacet(story_id=story, locale_id=locale, facet=facet, term=term, published=published)
                for story, locale, facet, term, published in sorted(change.missing)
            ],
            ignore_conflicts=True,  # two editors saving at once may both find the same row missing
        )
    return len(change.missing) + len(change.surplus)
