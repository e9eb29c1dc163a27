"""Stories and principles as the values that cards and badges show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from case_studies.art import drawing_of, palette_of, patch
from case_studies.enums import Facet
from cl_blocks.pictures import prefetch
from cl_blocks.templatetags.cl_pictures import hub_picture
from hub.cards import Badge, Card
from hub.patchwork import HUB, Palette

if TYPE_CHECKING:
    from case_studies.models.story import StoryPage
    from case_studies.models.story_queries import StoryQuerySet
    from case_studies.models.vocabulary import Principle

SIZES = "(min-width: 56em) 25rem, 100vw"


def minutes(story: StoryPage) -> str:
    return ngettext("%(n)d minute read", "%(n)d minute read", story.reading_minutes) % {"n": story.reading_minutes}


def principle_badge(principle: Principle, palette: Palette = HUB, *, gallery_url: str = "") -> Badge:
    """Return a principle's badge; it links to the gallery filtered by it when there is a gallery."""
    url = f"{gallery_url}?{Facet.PRINCIPLE}={principle.number}" if gallery_url else ""
    return Badge(principle.number, principle.name, patch(palette, principle.number), url, principle.short)


def story_card(story: StoryPage, request: HttpRequest | None, *, with_academy: bool = True, reason: str = "") -> Card:
    """Return a story's card without a query.

    Args:
        story: loaded by ``StoryQuerySet.for_cards``.
        with_academy: whether the academy's name is shown; not on its own pages.
        reason: why the story is shown here.
    """
    principles = [row.principle for row in story.card_principles]
    return Card(
        url=story.get_url(request) or "",
        title=story.title,
        text=story.summary,
        art=story_art(story, tuple(principle.number for principle in principles)),
        kicker=story.shown_academy.shown_name if with_academy and story.shown_academy else "",
        badge=principle_badge(principles[0], palette_of(story)) if principles else None,
        meta=tuple(part for part in (story.place, str(story.get_level_display()), minutes(story)) if part),
        reason=reason,
    )


def story_cards(stories: StoryQuerySet, request: HttpRequest | None, *, with_academy: bool = True) -> list[Card]:
    """Return the cards of all ``stories``: three queries at most for any number of them."""
    found = list(stories.for_cards())
    prefetch(story.cover for story in found)
    return [story_card(story, request, with_academy=with_academy) for story in found]


def story_art(story: StoryPage, principles: Iterable[int]) -> SafeString:
    """Return what stands at the head of a card, decorative: the editor's picture, or the drawing."""
    if story.cover:
        return SafeString(hub_picture(story.cover, alt="", sizes=SIZES))
    return drawing_of(story, tuple(principles))
