"""What all blocks of ours share: groups of the chooser, preview, and the level of headings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

WORDS = _("Words")
PICTURES = _("Pictures and figures")
NOTES = _("Notes")
LINKS = _("Links and files")

DEFAULT_HEADING_BASE = 2
LOWEST_LEVEL = 6


def heading_base(context: dict[str, Any] | None) -> int:
    """Return the level of the largest heading in a body, 2 to 5.

    Args:
        context: of the template that includes the body; ``{% include_block page.body with heading_base=3 %}`` where
            the body stands under a heading of the page's own.
    """
    given = (context or {}).get("heading_base", DEFAULT_HEADING_BASE)
    is_level = isinstance(given, int) and not isinstance(given, bool)
    return min(max(given, DEFAULT_HEADING_BASE), LOWEST_LEVEL - 1) if is_level else DEFAULT_HEADING_BASE


class FamilyBlock(blocks.StructBlock):
    """A StructBlock whose template gets ``level`` (of its own heading) and ``below`` (the level under it)."""

    def get_context(self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        base = heading_base(parent_context)
        context.update(level=base, below=base + 1)
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_preview_context(value, parent_context), "is_preview": True}

    class Meta:
        preview_template = "cl_blocks/block_preview.html"
