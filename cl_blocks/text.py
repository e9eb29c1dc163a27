"""Heading and text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cl_blocks.family import WORDS, FamilyBlock, heading_base
from cl_blocks.inputs import LineBlock, ProseBlock

LARGE, SMALL = "large", "small"


class HeadingBlock(FamilyBlock):
    """A heading; the page decides which level ``large`` is (see :func:`cl_blocks.family.heading_base`)."""

    text = LineBlock(label=_("Heading"))
    size = blocks.ChoiceBlock(
        choices=[(LARGE, _("Large: starts a new part")), (SMALL, _("Small: inside a part"))], default=LARGE, label=_("Size")
    )

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["level"] = heading_base(parent_context) + (value.get("size") == SMALL)
        return context

    class Meta:
        icon = "title"
        label = _("Heading")
        group = WORDS
        template = "cl_blocks/blocks/heading.html"
        description = _("A title for the part that follows. Say what the part says, not what it is about.")
        preview_value = {"text": _("What made it possible"), "size": LARGE}
        label_format = "{text}"


class TextBlock(ProseBlock):
    """Paragraphs and lists with bold, italic, links to pages, addresses and documents."""

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_preview_context(value, parent_context), "is_preview": True}

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        template = "cl_blocks/blocks/text.html"
        preview_template = "cl_blocks/block_preview.html"
        description = _("Paragraphs, lists and links. Two or three short paragraphs are enough between two headings.")
        preview_value = _(
            "<p>People came once. Few came twice. So the group asked what would make it worth coming back.</p>"
            "<ul><li>Papers two weeks before.</li><li>A seat for the person who supports you.</li></ul>"
        )
