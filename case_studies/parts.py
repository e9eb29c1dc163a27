"""The two shapes of a story: their parts, in order, with their fixed headings.

The parts are those of the published framework. Headings are not stored, so that every story in a language says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from case_studies.enums import Shape

if TYPE_CHECKING:
    from wagtail.blocks.stream_block import StreamValue

PARTS: dict[Shape, dict[str, Promise | str]] = {
    Shape.CASE_STUDY: {
        "before": _("What it was like before"),
        "happened": _("What happened"),
        "changed": _("What changed"),
        "possible": _("What made it possible"),
        "learned": _("What we learned"),
    },
    Shape.OWN_WORDS: {
        "who_i_am": _("Who I am"),
        "how_it_started": _("How it started"),
        "what_i_do": _("What I do"),
        "what_helped": _("What helped"),
        "what_changed": _("What changed"),
        "to_others": _("What I would say to others"),
        "to_organisations": _("What I would say to organisations"),
    },
}
# Where "Skip to what changed" leads, for readers who would rather not read what came before.
WHAT_CHANGED = {Shape.CASE_STUDY: "changed", Shape.OWN_WORDS: "what_changed"}


WORDS_A_MINUTE = 200


@dataclass(frozen=True)
class Part:
    """One part of a story as its page shows it.

    Attributes:
        key: name of its block and its anchor, such as "before".
        value: bound block of its content; ``{% include_block %}`` renders it.
    """

    key: str
    heading: str
    value: Any

    @cached_property
    def text(self) -> str:
        """Its words without markup; read when first asked for, since a page that is shown needs few of them."""
        return " ".join(self.value.block.get_searchable_content(self.value.value)).strip()


def skeleton() -> list[tuple[str, list[Any]]]:
    """Return the five parts a new story starts with, each with an empty text to type into."""
    return [(key, [("text", "")]) for key in PARTS[Shape.CASE_STUDY]]


def parts_of(stream: StreamValue) -> dict[str, Part]:
    """Return the parts a story has, by key; of two parts of one kind the first counts."""
    headings = {**PARTS[Shape.CASE_STUDY], **PARTS[Shape.OWN_WORDS]}
    found: dict[str, Part] = {}
    for child in stream:
        if child.block_type in headings and child.block_type not in found:
            found[child.block_type] = Part(child.block_type, str(headings[child.block_type]), child)
    return found


def shapes_with_text(parts: dict[str, Part]) -> list[Shape]:
    """Return the shapes that have at least one part with words in it."""
    return [shape for shape in Shape if any(part.text for key, part in parts.items() if key in PARTS[shape])]


def shape_of(parts: dict[str, Part]) -> Shape:
    """Return the shape of a story: the one that has words; in a story without words, the one that has parts."""
    written = shapes_with_text(parts)
    if written:
        return written[0]
    own = any(key in PARTS[Shape.OWN_WORDS] for key in parts)
    return Shape.OWN_WORDS if own and not any(key in PARTS[Shape.CASE_STUDY] for key in parts) else Shape.CASE_STUDY


def minutes_to_read(parts: dict[str, Part]) -> int:
    """Return how many minutes these parts take to read, at 200 words a minute; at least 1."""
    return max(1, round(sum(len(part.text.split()) for part in parts.values()) / WORDS_A_MINUTE))
