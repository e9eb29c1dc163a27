"""Tells visitors that a translation is older than its source."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from hub.models.parts import without_private
from hub.scripts import name_of
from hub.translation.active import default_code
from hub.translation.models import TranslationState


@dataclass(frozen=True)
class Notice:
    """What to say on a translation whose source has changed since.

    ``made_on`` is the day it was made. ``source_url`` is "" when the source is not there for everybody to read.
    ``source_name`` is the name of the source's language in the language of the page that shows the notice.
    """

    made_on: datetime.date
    source_url: str
    source_code: str
    source_name: str


def notice_for(page: Any, request: HttpRequest | None) -> Notice | None:
    """Return the notice a translation needs, or ``None``: its source is as it was, or nothing is known.

    One query for a translation; none for a page in the default language, on a site in one language, and for what is not a
    page.
    """
    code = default_code()
    if request is None or not getattr(page, "translation_key", None) or len(get_content_languages()) < 2:
        return None
    if page.locale.language_code == code:
        return None
    source = _source_with_another_text(page, code)
    if source is None:
        return None
    is_open = source.live and source.is_open and not source.alias_of_id
    return Notice(
        made_on=timezone.localtime(source.made_at).date(),
        source_url=(source.get_url(request) or "") if is_open else "",
        source_code=code,
        source_name=name_of(code),
    )


def _source_with_another_text(page: Any, code: str) -> Any:
    """The page's source, if its text is not what the translation was made from; with ``made_at`` and ``is_open``."""
    state = TranslationState.objects.filter(page_id=page.pk, made_at__isnull=False)
    sources = Page.objects.filter(translation_key=page.translation_key, locale__language_code=code)
    sources = sources.annotate(
        made_from=models.Subquery(state.values("made_from")[:1]),
        made_at=models.Subquery(state.values("made_at")[:1]),
        is_open=models.Exists(without_private(Page.objects.filter(pk=models.OuterRef("pk")))),
    )
    return (
        sources.filter(made_at__isnull=False)
        .exclude(hub_source_state__fingerprint=models.F("made_from"))
        .exclude(hub_source_state=None)
        .first()
    )
