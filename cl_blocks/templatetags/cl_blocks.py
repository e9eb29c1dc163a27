"""Tags of block templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.templatetags.static import static

from cl_blocks import lists

register = template.Library()

STYLESHEET = "hub/build/hub.css"


@register.filter
def listed(parts: Iterable[object]) -> str:
    """Join with the comma of the language: ``{{ value.facts|listed }}``."""
    return lists.listed(parts)


@register.simple_tag
def block_stylesheet() -> str:
    """Return the address of the stylesheet for previews, or an empty string before the assets have been built."""
    try:
        return static(STYLESHEET)
    except ValueError:  # storage with a manifest that lacks the file
        return ""
