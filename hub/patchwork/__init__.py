"""Patchwork: the drawn pictures of the hub.

A page is never empty and never stock. Every story wears the patches of its principles
in its academy's two colours, and the same story always gets the same picture. One model,
``Drawing``; ``svg`` puts it on a page, ``drawn`` keeps it for the next one, ``png`` puts it in
a file. Source: docs/explanation/design.md §5.
"""

from .errors import (
    NotAColour,
    PatchworkError,
    PeopleOutOfRange,
    ShapeOutOfRange,
    UnknownGround,
    UnknownLevel,
    UnknownPrinciple,
)
from .palette import HUB, Palette, Refusal, Rule, contrast, nearest_passing, refusals
from .people import people_for
from .pictures import badge, cloth, cover, hero, mark, selvedge, voice
from .raster import image, png
from .shapes import Drawing
from .svg import drawn, svg

__all__ = [
    "HUB",
    "Drawing",
    "NotAColour",
    "Palette",
    "PatchworkError",
    "PeopleOutOfRange",
    "Refusal",
    "Rule",
    "ShapeOutOfRange",
    "UnknownGround",
    "UnknownLevel",
    "UnknownPrinciple",
    "badge",
    "cloth",
    "contrast",
    "cover",
    "drawn",
    "hero",
    "image",
    "mark",
    "nearest_passing",
    "people_for",
    "png",
    "refusals",
    "selvedge",
    "svg",
    "voice",
]
