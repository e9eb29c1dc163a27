"""Marks text that is not in the language of the page."""

from __future__ import annotations

from django import template

from hub.scripts import OtherLanguage, other_language_of

register = template.Library()


@register.simple_tag
def other_language(text: object) -> OtherLanguage | None:
    """The language of a text that is not the page's: ``{% other_language asset.title as other %}``; nothing where it is."""
    return other_language_of(str(text or ""))
