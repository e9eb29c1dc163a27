"""Where the gallery of a language is."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Locale

from case_studies.models.gallery import GalleryPage
from hub.translation.active import default_code


def gallery_in(locale: Locale) -> GalleryPage | None:
    """Return the live gallery of a language or None. One query."""
    galleries = GalleryPage.objects.live().filter(locale=locale, alias_of__isnull=True)
    return galleries.select_related("locale").order_by("path").first()


def source_gallery() -> GalleryPage | None:
    """Return the live gallery of the language that stories are first written in, with that language, or None. One query."""
    galleries = GalleryPage.objects.live().filter(locale__language_code=default_code(), alias_of__isnull=True)
    return galleries.select_related("locale").order_by("path").first()


def gallery_url(locale: Locale, request: HttpRequest | None) -> str:
    """Return the gallery's address, or "" where there is none; asked for once a request."""
    if request is None:
        return _url(locale, request)
    known: dict[int, str] = request.__dict__.setdefault("case_studies_gallery_urls", {})
    if locale.pk not in known:
        known[locale.pk] = _url(locale, request)
    return known[locale.pk]


def _url(locale: Locale, request: HttpRequest | None) -> str:
    gallery = gallery_in(locale)
    return (gallery.get_url(request) or "") if gallery else ""
