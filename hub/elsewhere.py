"""The languages a page is in when it is not in the language of the address that was asked for."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site

from hub.languages import LanguageLink, links_to, readable
from hub.translation.active import active_code, default_code

logger = logging.getLogger(__name__)


def elsewhere(request: HttpRequest) -> list[LanguageLink]:
    """Return the languages in which everybody can read the page of an address that was not found, with its titles.

    Slugs are the same in every language, so the page is looked for at the same place in the other trees, the default
    language's first. Two queries, one for an address nobody knows, none on a site in one language. Empty when the page is
    there in the language asked for (something else went wrong then), and for addresses that are not pages.
    """
    path = _path_of_page(request)
    if path is None or len(get_content_languages()) < 2:
        return []
    try:
        return _versions(path, request)
    except DatabaseError:
        logger.exception("Other languages of a page could not be looked up")
        return []


def _path_of_page(request: HttpRequest) -> str | None:
    """The address without the language's prefix, if Wagtail was asked for it."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.url_name != "wagtail_serve":
        return None
    return str(match.args[0] if match.args else match.kwargs.get("path", ""))


def _versions(path: str, request: HttpRequest) -> list[LanguageLink]:
    site = Site.find_for_request(request)
    key = _key_at([part for part in path.split("/") if part], site, request) if site else None
    if site is None or key is None:
        return []
    found = list(readable(Page.objects.filter(translation_key=key), site))
    if any(version.locale.language_code == active_code() for version in found):
        return []
    return links_to(found, request)


def _key_at(parts: list[str], site: Site, request: HttpRequest) -> object | None:
    """The translation key of the page at a place, in the default language's tree before all others; one query."""
    if not parts:
        return Page.objects.filter(pk=site.root_page_id).values_list("translation_key", flat=True).first()
    roots = {place.language_code: place.root_path for place in Page._get_site_root_paths(request) if place.site_id == site.pk}
    first = roots.pop(default_code(), None)
    urls = [f"{root}{'/'.join(parts)}/" for root in [first, *roots.values()] if root]
    pages = Page.objects.filter(slug=parts[-1], url_path__in=urls).values_list("url_path", "translation_key")
    return min(pages, key=lambda row: urls.index(row[0]), default=(None, None))[1]
