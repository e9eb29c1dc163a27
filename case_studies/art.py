"""The pictures of stories: drawn from their principles, or the editor's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from case_studies.enums import Drawn, StoryLevel
from hub.patchwork import HUB, NotAColour, Palette, badge, cloth, cover, drawn, people_for

if TYPE_CHECKING:
    from case_studies.models.story import StoryPage

CARD = (6, 4)  # 3:2
WIDE = (11, 4)  # near the 1168 × 440 of a story's head


def patch(palette: Palette, number: int) -> SafeString:
    """Return a principle's patch as inline SVG in an academy's colours."""
    return drawn(badge, palette=palette, principle=number)


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
    cols, rows = shape
    return drawn(
        cover,
        palette=palette_of(story),
        academy=academy,
        story=story.slug,
        principles=principles,
        people=people,
        cols=cols,
        rows=rows,
    )


def empty_cloth(principles: tuple[int, ...]) -> SafeString:
    """Return a strip of cloth of these principles' patches, for a gallery that found nothing."""
    return drawn(cloth, palette=HUB, key="gallery", cols=14, rows=3, principles=principles)
