"""The body of a story: a stream of parts, each of them a stream of the blocks every page may use."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from case_studies.enums import Shape
from case_studies.parts import PARTS
from cl_blocks.stream import BodyBlock
from cl_blocks.text import TextBlock

CASE_STUDY = _("Case study")
OWN_WORDS = _("In the person’s own words")


class PartBlock(BodyBlock):
    """One part of a story. Its heading is fixed by its name; empty parts may be saved, but not published."""

    text = TextBlock(required=False)  # a new story has an empty one in each part, ready to type into; see ``skeleton``

    class Meta:
        required = False
        icon = "doc-full"
        template = "case_studies/blocks/part.html"


def part(shape: Shape, key: str) -> PartBlock:
    """Return the block of one part, labelled with its heading."""
    return PartBlock(label=PARTS[shape][key], group=CASE_STUDY if shape is Shape.CASE_STUDY else OWN_WORDS)


class PartsBlock(StreamBlock):
    """The parts of a story in one of its two shapes; each part at most once."""

    before = part(Shape.CASE_STUDY, "before")
    happened = part(Shape.CASE_STUDY, "happened")
    changed = part(Shape.CASE_STUDY, "changed")
    possible = part(Shape.CASE_STUDY, "possible")
    learned = part(Shape.CASE_STUDY, "learned")
    who_i_am = part(Shape.OWN_WORDS, "who_i_am")
    how_it_started = part(Shape.OWN_WORDS, "how_it_started")
    what_i_do = part(Shape.OWN_WORDS, "what_i_do")
    what_helped = part(Shape.OWN_WORDS, "what_helped")
    what_changed = part(Shape.OWN_WORDS, "what_changed")
    to_others = part(Shape.OWN_WORDS, "to_others")
    to_organisations = part(Shape.OWN_WORDS, "to_organisations")

    class Meta:
        required = False
        block_counts = {key: {"max_num": 1} for parts in PARTS.values() for key in parts}
