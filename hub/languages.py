"""The languages a page can be read in: for the switcher, for search engines, and for pages that are not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import check_for_language, get_language_info
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from hub.models.parts import without_private
from hub.translation.active import default_code

_CACHE = "_hub_language_links"
# names that Django does not know, or not in their own script: (name, runs from the right)
_OWN_NAMES = {
    "gu": ("ગુજરાતી", False),
    "pa": ("ਪੰਜਾਬੀ", False),
    "pnb": ("پنجابی", True),
    "ps": ("پښتو", True),
    "so": ("Soomaali", False),
    "ti": ("ትግርኛ", False),
    "yo": ("Yorùbá", False),
}


@dataclass(frozen=True)
class LanguageLink:
    """A language a page can be read in, named in itself; ``rtl`` for scripts that run from the right.

    ``url`` is the address as links of the site use it, ``full_url`` the one with host for search engines. ``title`` is the
    page's title in that language. ``default`` marks the language that pages are first written in.
    """

    url: str
    code: str
    name: str
    rtl: bool = False
    current: bool = False
    full_url: str = ""
    title: str = ""
    default: bool = False


def content_codes() -> list[str]:
    """Return the languages the site is read in, in the order of the settings.

    One without a compiled catalogue is left out: Django answers 404 to its addresses.
    """
    return [code for code in get_content_languages() if check_for_language(code)]


def own_name(code: str) -> tuple[str, bool]:
    """Return what a language calls itself, and whether its script runs from the right."""
    if code in _OWN_NAMES:
        return _OWN_NAMES[code]
    try:
        info = get_language_info(code)
    except KeyError:
        return get_content_languages().get(code, code), runs_from_the_right(code)
    return info["name_local"], info["bidi"]


def runs_from_the_right(code: str) -> bool:
    """Return whether text in a language is set from the right."""
    return code.split("-")[0] in settings.LANGUAGES_BIDI or _OWN_NAMES.get(code, ("", False))[1]


def readable(pages: PageQuerySet, site: Site) -> PageQuerySet:
    """Leave only what anybody can read at an address of its own, in any language of the site. No query of its own.

    Out go drafts, aliases (they show another language), private pages, and pages of a language whose home page is not
    live, for then its addresses lead into the default language's tree.
    """
    roots = Page.objects.filter(pk=site.root_page_id)
    homes = Page.objects.filter(
        models.Q(live=True) | models.Q(pk=site.root_page_id), translation_key__in=roots.values("translation_key")
    )
    below = models.ExpressionWrapper(models.OuterRef("path"), output_field=models.CharField())
    above = homes.annotate(below=below).filter(below__startswith=models.F("path"), locale=models.OuterRef("locale"))
    found = pages.live().filter(models.Exists(above), alias_of=None, locale__language_code__in=content_codes())
    return without_private(found).select_related("locale")


def language_links_for(page: Any, request: HttpRequest | None) -> list[LanguageLink]:
    """Return the languages a page can really be read in, the one shown included; one query, and once a request.

    Empty when there is just one, on a site with one language without asking the database, and for what is not a page.
    """
    if request is None or not getattr(page, "translation_key", None) or len(get_content_languages()) < 2:
        return []
    cached = getattr(request, _CACHE, None)
    if cached is None or cached[0] != page.pk:
        cached = (page.pk, _load(page, request))
        setattr(request, _CACHE, cached)
    return list(cached[1])


def links_to(versions: Iterable[Page], request: HttpRequest, *, shown: Any = None) -> list[LanguageLink]:
    """Return links to versions of a page, in the order of the settings.

    Args:
        versions: pages with their locale loaded.
        shown: the page the visitor is on, if it is one of them.
    """
    order = {code: number for number, code in enumerate(get_content_languages())}
    found = [_link(version, request, shown) for version in versions]
    return sorted((link for link in found if link.url), key=lambda link: order.get(link.code, len(order)))


def _load(page: Any, request: HttpRequest) -> list[LanguageLink]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    versions = readable(Page.objects.filter(translation_key=page.translation_key), site)
    links = links_to(versions, request, shown=page)
    return links if len(links) > 1 else []


def _link(version: Page, request: HttpRequest, shown: Any) -> LanguageLink:
    code = version.locale.language_code
    name, rtl = own_name(code)
    return LanguageLink(
        url=version.get_url(request) or "",
        code=code,
        name=name,
        rtl=rtl,
        current=shown is not None and version.pk == shown.pk,
        full_url=version.get_full_url(request) or "",
        title=version.title,
        default=code == default_code(),
    )
