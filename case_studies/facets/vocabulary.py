"""The terms of each facet as visitors read them, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Locale

from case_studies.enums import FILTERS, Facet, Sector, StoryLevel
from case_studies.models.vocabulary import Capability, Principle, Topic
from hub.academies.models import Academy


@dataclass(frozen=True)
class Term:
    """One choice of a facet: what is stored, and what is read."""

    facet: Facet
    key: str
    name: str


Vocabulary = dict[Facet, dict[str, Term]]


def vocabulary(locale: Locale) -> Vocabulary:
    """Return all terms, by facet in the order of the filters, then by key in the order of reading. Four queries."""
    names: dict[Facet, list[tuple[object, object]]] = {
        Facet.LEVEL: list(StoryLevel.choices),
        Facet.PRINCIPLE: list(Principle.objects.filter(locale=locale).values_list("number", "name")),
        Facet.CAPABILITY: list(Capability.objects.filter(locale=locale).values_list("slug", "verb_label")),
        Facet.SECTOR: list(Sector.choices),
        Facet.ACADEMY: [(each.slug, each.shown_short_name) for each in Academy.objects.regional().order_by("short_name")],
        Facet.TOPIC: list(Topic.objects.filter(locale=locale).values_list("slug", "name")),
    }
    return {facet: {str(key): Term(facet, str(key), str(name)) for key, name in names[facet]} for facet in FILTERS}
