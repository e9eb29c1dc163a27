"""Three stories to read next, each with the reason why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from case_studies.cards import story_card
from case_studies.enums import Facet
from case_studies.models.facet import StoryFacet
from hub.cards import Card

if TYPE_CHECKING:
    from case_studies.models.story import StoryPage
    from case_studies.models.vocabulary import Principle

HOW_MANY = 3
# In this order, one for each reason first: three stories of one academy would say little about why to read them.
REASONS = (Facet.PRINCIPLE, Facet.TOPIC, Facet.ACADEMY)


Related = list[tuple["StoryPage", str]]


def related_stories(story: StoryPage, principles: Sequence[Principle]) -> Related:
    """Return up to three stories of the same language that share the main principle, a topic or the academy, and why.

    Four queries at most.
    """
    from case_studies.models.story import StoryPage

    reasons = _reasons(story, principles)
    chosen = _chosen(_candidates(story, list(reasons)))
    found = {other.pk: other for other in StoryPage.objects.filter(pk__in=chosen).for_cards()} if chosen else {}
    return [(found[pk], reasons[why]) for pk, why in chosen.items() if pk in found]


def related_cards(related: Related, request: HttpRequest) -> list[Card]:
    """Return the cards of related stories; no query once the renditions of their covers are there."""
    cards = [story_card(other, request, reason=reason) for other, reason in related]
    # The reason stands where the summary and the principle would.
    return [replace(card, text="", badge=None) for card in cards]


def _reasons(story: StoryPage, principles: Sequence[Principle]) -> dict[tuple[str, str], str]:
    """What this story can have in common with another, and how that is said."""
    reasons: dict[tuple[str, str], str] = {}
    if principles:
        reasons[(Facet.PRINCIPLE.value, str(principles[0].number))] = _("Also shows %(name)s") % {
            "name": principles[0].name.lower()
        }
    for row in story.story_topics.select_related("topic").order_by("sort_order"):
        reasons[(Facet.TOPIC.value, row.topic.slug)] = _("Also about %(name)s") % {"name": in_a_sentence(row.topic.name)}
    if academy := story.shown_academy:
        reasons[(Facet.ACADEMY.value, academy.slug)] = _("Also from %(name)s") % {"name": academy.shown_short_name}
    return reasons


def in_a_sentence(name: str) -> str:
    """Return a topic's name as it stands inside a sentence: a small first letter, but “GP” stays “GP”."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _candidates(story: StoryPage, terms: list[tuple[str, str]]) -> list[tuple[int, str, str]]:
    """Return the newest stories of each facet, as (story, facet, term); a few for each, however many share the term."""
    if not terms:
        return []
    rows = StoryFacet.objects.filter(locale=story.locale_id).exclude(story=story.pk)
    shared = Q()
    for facet in REASONS:
        sharing = Q(facet=facet, term__in=[term for own, term in terms if own == facet])
        shared |= sharing & Q(pk__in=rows.filter(sharing).newest_first().values("pk")[: HOW_MANY * len(REASONS)])
    return list(rows.filter(shared).newest_first().values_list("story", "facet", "term"))


def _chosen(candidates: list[tuple[int, str, str]]) -> dict[int, tuple[str, str]]:
    """Pick up to three: one for each reason in turn, then the next ones."""
    waiting = {facet: [row for row in candidates if row[1] == facet] for facet in REASONS}
    chosen: dict[int, tuple[str, str]] = {}
    while len(chosen) < HOW_MANY and any(waiting.values()):
        for facet in REASONS:
            row = next((row for row in waiting[facet] if row[0] not in chosen), None)
            waiting[facet] = waiting[facet][waiting[facet].index(row) + 1 :] if row else []
            if row and len(chosen) < HOW_MANY:
                chosen[row[0]] = (row[1], row[2])
    return chosen
