"""The language of the address being answered and the one translated from, in the terms of content languages."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant


def active_code() -> str:
    """Return the content language that is active, such as ``en`` where Django says ``en-us``; "" when there is none.

    The same look-up as Wagtail's own ``Locale.get_active()``, without its query.
    """
    try:
        return get_supported_content_language_variant(get_language() or "")
    except LookupError:
        return get_language() or ""


def default_code() -> str:
    """Return the content language that pages are first written in, such as ``en``."""
    try:
        return get_supported_content_language_variant(settings.LANGUAGE_CODE)
    except LookupError:
        return settings.LANGUAGE_CODE
