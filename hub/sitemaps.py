"""The site map for search engines: every page that anybody can read, in every language, with its other languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site

from hub.languages import readable
from hub.translation.active import default_code

Entry = dict[str, Any]


class HubSitemap(Sitemap):
    """Wagtail's site map lists the default language only; this one lists them all.

    Put it into a URL configuration::

        path("sitemap.xml", sitemap, {"sitemaps": {"hub": HubSitemap}})

    with ``sitemap`` from ``wagtail.contrib.sitemaps.views``. Its queries are as many for one page as for ten thousand; a
    page type with a ``get_sitemap_urls`` of its own costs one more.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._alternates: dict[Any, list[Entry]] = {}
        self._addresses: dict[int, str] = {}

    def items(self) -> list[Page]:
        """Return every live, public page that is no alias, in every language whose home page is live."""
        site: Site = self.get_wagtail_site()
        pages = list(readable(Page.objects.all(), site).order_by("path"))
        self._alternates = self._by_key(pages)
        return pages

    def location(self, obj: Page) -> str:
        if obj.pk not in self._addresses:
            self._addresses[obj.pk] = super().location(obj) or ""
        return self._addresses[obj.pk]

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[Entry]:
        urls = list(self._entries(self.paginator.page(page).object_list))
        dates = [entry["lastmod"] for entry in urls if entry.get("lastmod")]
        if dates and len(dates) == len(urls):  # as Wagtail does: one page without a date, and nothing is known of the whole
            self.latest_lastmod = max(dates)
        return urls

    def _entries(self, pages: list[Page]) -> Iterator[Entry]:
        own = _with_own_entries(pages)
        for page in pages:
            entry = {"location": self.location(page), "lastmod": self.lastmod(page)}
            more = {"alternates": self._alternates.get(page.translation_key, [])}
            for found in own[page.pk].get_sitemap_urls(self.request) if page.pk in own else [entry]:
                yield {**more, **found} if found.get("location") == entry["location"] else found

    def _by_key(self, pages: list[Page]) -> dict[Any, list[Entry]]:
        """The languages of each page that has more than one: every one of them names them all, itself included."""
        found: dict[Any, list[Entry]] = defaultdict(list)
        for page in pages:
            found[page.translation_key].append({"location": self.location(page), "lang_code": page.locale.language_code})
        several = {key: entries for key, entries in found.items() if len(entries) > 1}
        for entries in several.values():
            default = [entry for entry in entries if entry["lang_code"] == default_code()]
            entries.extend({**entry, "lang_code": "x-default"} for entry in default)
        return several


def _with_own_entries(pages: list[Page]) -> dict[int, Any]:
    """Pages of types that write their own entries, as specific pages; a query for each such type."""
    wanted: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        model = page.specific_class
        if model is not None and model.get_sitemap_urls is not Page.get_sitemap_urls:
            wanted[model].append(page.pk)
    return {pk: page for model, pks in wanted.items() for pk, page in model._default_manager.in_bulk(pks).items()}
