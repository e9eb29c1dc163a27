"""How many stories there are: for each choice, for all choices together, and for each way out when there are none."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from wagtail.models import Locale

from case_studies.enums import FILTERS, Facet
from case_studies.facets.choices import Choices
from case_studies.facets.words import Words
from case_studies.models.facet import StoryFacet, StoryFacetQuerySet

Counts = dict[tuple[str, str], int]


def found(choices: Choices, locale: Locale, *, but: Facet | None = None) -> StoryFacetQuerySet:
    """Return the rows of the stories that meet all choices, leaving one facet's choices out if asked."""
    rows = StoryFacet.objects.filter(locale=locale)
    for facet, terms in choices.terms.items():
        if facet != but:
            having = StoryFacet.objects.filter(locale=locale, facet=facet, term__in=[term.key for term in terms])
            rows = rows.filter(story__in=having.values("story"))
    if choices.words:
        rows = rows.filter(story__in=choices.words.matches())
    return rows


def counts(choices: Choices, locale: Locale) -> Counts:
    """Return the number beside each choice: how many stories there would be with it and the other facets' choices.

    One query, whatever was chosen: the facets without a choice are counted together, each facet with one by itself. The
    number for all choices together is under ``Facet.SHAPE`` (see ``total``).
    """
    free = [facet.value for facet in (*FILTERS, Facet.SHAPE) if facet not in choices.terms]
    counted = _by_term(found(choices, locale).filter(facet__in=free))
    others = [_by_term(found(choices, locale, but=facet).filter(facet=facet)) for facet in choices.terms]
    rows: Iterable[tuple[str, str, int]] = counted.union(*others, all=True) if others else counted
    return {(facet, term): number for facet, term, number in rows}


def total(numbers: Counts) -> int:
    """Return how many stories meet all choices: every story has exactly one shape."""
    return sum(number for (facet, _term), number in numbers.items() if facet == Facet.SHAPE)


def in_language(locale: Locale, choices: Choices | None = None) -> int:
    """Return how many stories of a language meet the choices. One query."""
    return found(choices or Choices(), locale).filter(facet=Facet.SHAPE).count()


def alone(choices: Choices, locale: Locale) -> dict[Facet | Words, int]:
    """Return how many stories meet the choices of each chosen facet by itself, and of the words by themselves. One query."""
    if not choices.any_chosen:
        return {}
    asked = {
        facet.value: Count("story", distinct=True, filter=Q(facet=facet, term__in=[term.key for term in terms]))
        for facet, terms in choices.terms.items()
    }
    if choices.words:
        asked["q"] = Count("story", distinct=True, filter=Q(facet=Facet.SHAPE, story__in=choices.words.matches()))
    numbers = StoryFacet.objects.filter(locale=locale).aggregate(**asked)
    result: dict[Facet | Words, int] = {facet: numbers[facet.value] for facet in choices.terms}
    return {**result, choices.words: numbers["q"]} if choices.words else result


def _by_term(rows: QuerySet[StoryFacet]) -> QuerySet:
    return rows.order_by().values_list("facet", "term").annotate(number=Count("pk"))
