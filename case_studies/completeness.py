"""What a story needs before visitors may see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from case_studies.exceptions import (
    MixedShapes,
    NoLevel,
    NoPrinciple,
    NoSector,
    NoSummary,
    PartMissing,
    PictureWithoutWords,
    PrincipleTwice,
)
from case_studies.parts import PARTS, shape_of, shapes_with_text

if TYPE_CHECKING:
    from case_studies.models.story import StoryPage
    from hub.exceptions import Refused


def refusals(story: StoryPage) -> list[Refused]:
    """Return what is missing or wrong, in the order of the form; each names its field."""
    return [*_words(story), *_facts(story), *_principles(story), *_picture(story)]


def _words(story: StoryPage) -> Iterator[Refused]:
    if not story.summary.strip():
        yield NoSummary(field="summary")
    parts = story.written_parts
    if len(shapes_with_text(parts)) > 1:
        yield MixedShapes(field="parts")
        return
    for key, heading in PARTS[shape_of(parts)].items():
        if key not in parts or not parts[key].text:
            yield PartMissing(_("Write the part “%(part)s”.") % {"part": heading}, field="parts")


def _facts(story: StoryPage) -> Iterator[Refused]:
    if not story.level:
        yield NoLevel(field="level")
    if not story.sector:
        yield NoSector(field="sector")


def _principles(story: StoryPage) -> Iterator[Refused]:
    chosen = [row.principle_id for row in story.story_principles.all()]
    if not chosen:
        yield NoPrinciple(field="story_principles")
    if len(set(chosen)) < len(chosen):
        yield PrincipleTwice(field="story_principles")


def _picture(story: StoryPage) -> Iterator[Refused]:
    if story.cover_id and not story.cover_alt.strip():
        yield PictureWithoutWords(field="cover_alt")
