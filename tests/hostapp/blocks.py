"""A stranger's block, added to the body by setting."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from wagtail import blocks


class OpeningTimesBlock(blocks.StructBlock):
    """When a place is open. Knows nothing of the plugin."""

    place = blocks.CharBlock()
    hours = blocks.CharBlock()

    def render_basic(self, value: Any, context: dict[str, Any] | None = None) -> str:
        return format_html('<p class="host-opening-times">{}: {}</p>', value["place"], value["hours"])

    class Meta:
        icon = "time"
        label = "Opening times"
        group = "From the host"
        preview_value = {"place": "Library", "hours": "Monday to Friday, 9 to 5"}
