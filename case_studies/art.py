"""The pictures of stories: drawn from their principles, or the editor's own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from case_studies.enums import Drawn, StoryLevel
from hub.patchwork import HUB, NotAColour, Palette, badge, cloth, cover, people_for, svg

if TYPE_CHECKING:
    from case_studies.models.story import StoryPage

CARD = (6, 4)  # 3:2
WIDE = (11, 4)  # near the 1168 × 440 of a story's head


@lru_cache(maxsize=1024)
def _drawn(
    palette: Palette, academy: str, story: str, principles: tuple[int, ...], people: int, cols: int, rows: int
) -> SafeString:
    """The same arguments give the same picture, so keeping it cannot lie."""
    drawing = cover(palette=palette, academy=academy, story=story, principles=principles, people=people, cols=cols, rows=rows)
    return svg(drawing)


@lru_cache(maxsize=128)
def patch(palette: Palette, number: int) -> SafeString:
    """Return a principle's patch as inline SVG in an academy's colours."""
    return svg(badge(palette=palette, principle=number))


def palette_of(story: StoryPage) -> Palette:
    """Return the colours of a story's academy; the hub's where it has none, or none that are colours."""
    try:
        return story.academy.palette if story.academy else HUB
    except NotAColour:
        return HUB


def drawing_of(story: StoryPage, principles: tuple[int, ...], shape: tuple[int, int] = CARD) -> SafeString:
    """Return a story's drawing as inline SVG, decorative.

    Args:
        principles: numbers of its principles; the caller has them loaded.
        shape: columns and rows of patches.
    """
    people = people_for(story.level or StoryLevel.INDIVIDUAL, group=story.drawn == Drawn.GROUP, pair=story.drawn == Drawn.PAIR)
    academy = story.academy.slug if story.academy else "hub"
    return _drawn(palette_of(story), academy, story.slug, principles, people, *shape)


@lru_cache(maxsize=64)
def empty_cloth(principles: tuple[int, ...]) -> SafeString:
    """Return a strip of cloth of these principles' patches, for a gallery that found nothing."""
    return svg(cloth(palette=HUB, key="gallery", cols=14, rows=3, principles=principles))
