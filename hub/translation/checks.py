"""System checks of languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf.locale import LANG_INFO
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from django.utils.translation import check_for_language
from wagtail.coreutils import get_content_languages
from wagtail_localize.models import LocaleSynchronization


@register(Tags.translation)
def check_content_languages(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.W012, hub.W013: a content language Django answers 404 for, or of which it knows neither name nor direction."""
    found: list[CheckMessage] = []
    for code in get_content_languages():
        if not check_for_language(code):
            hint = f"Put a compiled catalogue of yours at locale/{code.replace('-', '_')}/LC_MESSAGES/django.mo; it may be empty."
            found.append(
                Warning(f"No app has a catalogue for {code!r}: every page under /{code}/ is 404.", hint=hint, id="hub.W012")
            )
        if code not in LANG_INFO and code.split("-")[0] not in LANG_INFO:
            hint = f"Add {code!r} to django.conf.locale.LANG_INFO in the settings; to LANGUAGES_BIDI too, if it runs right to left."
            found.append(Warning(f"Django knows neither the name nor the direction of {code!r}.", hint=hint, id="hub.W013"))
    return found


@register(Tags.database)
def check_tree_sync(app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.W021: a language fills itself with aliases, which are never served; run by ``check --database default``."""
    if not databases:
        return []
    try:
        codes = list(LocaleSynchronization.objects.values_list("locale__language_code", flat=True).order_by("locale_id"))
    except DatabaseError:  # before the first migration
        return []
    hint = "LocaleSynchronization.objects.all().delete() stops that; then translate pages one by one."
    message = "wagtail-localize copies every page into %r as an alias, which no visitor can read."
    return [Warning(message % code, hint=hint, id="hub.W021") for code in codes]
