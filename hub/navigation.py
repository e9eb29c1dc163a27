"""The furniture of every page: menu, footer, search, home. Loaded once a request, and never a reason for an error."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, models
from django.http import HttpRequest
from django.utils.html import format_html
from wagtail.models import Page, Site

from hub import conf
from hub.labels import MenuLabel
from hub.languages import runs_from_the_right
from hub.translation.active import active_code

logger = logging.getLogger(__name__)
_CACHE = "_hub_furniture"
_GROUPS = ("find", "take_part", "legal")


@dataclass(frozen=True)
class Link:
    """A link of the menu or the footer; ``current`` says that the page shown is it or is below it.

    ``code`` is the language it leads to and ``lang`` the language of its words, each only where that is not the language of
    the address; ``rtl`` is the direction of its words.
    """

    url: str
    text: str
    current: bool = False
    code: str = ""
    lang: str = ""
    rtl: bool = False


@dataclass(frozen=True)
class Furniture:
    """What header and footer show. Everything may be empty: a plain view and an error page have furniture too.

    ``lang`` and ``rtl`` are the language of the home page's words, only where there is no home page in the language of the
    address and the site's own fills in.
    """

    name: str = ""
    home_url: str = "/"
    search_url: str = ""
    menu: Sequence[Link] = ()
    find: Sequence[Link] = ()
    take_part: Sequence[Link] = ()
    legal: Sequence[Link] = ()
    promise: str = ""
    text: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""
    section: Link | None = field(default=None)
    lang: str = ""
    rtl: bool = False


def labelled(pages: models.QuerySet[Page]) -> models.QuerySet[Page]:
    """Add ``hub_label`` to pages of any type: their label for menus, or their title. No further query."""
    return pages.annotate(hub_label=MenuLabel())


def furniture(request: HttpRequest | None) -> Furniture:
    """Return header and footer for a request, loaded once; three queries beside finding the site.

    Without a request, a site or a home page, and when the database does not answer, the settings alone fill it.
    """
    if request is None:
        return _bare()
    if not hasattr(request, _CACHE):
        try:
            found = _load(request)
        except DatabaseError:
            logger.exception("The furniture of a page could not be loaded")
            found = _bare()
        setattr(request, _CACHE, found)
    return getattr(request, _CACHE)


def _bare() -> Furniture:
    return Furniture(name=str(conf.get("HUB_NAME")), phone=conf.get("CONTACT_PHONE"), email=conf.get("CONTACT_EMAIL"))


def _load(request: HttpRequest) -> Furniture:
    site = Site.find_for_request(request)
    home = _known_home(site, request) or _home(site) if site else None
    if home is None:
        return _bare()
    code, rtl = _foreign(home.locale.language_code)
    children = _children(home)
    menu = [replace(_link(page, request), code=code, lang=code, rtl=rtl) for page in children if page.show_in_menus]
    searches = [page for page in children if page.content_type_id == _search_type()]
    found = _footer(home, request)
    lists: dict[str, Any] = {group: [link for name, link in found if name == group] for group in _GROUPS}
    return replace(
        _bare(),
        home_url=home.get_url(request) or "/",
        search_url=(searches[0].get_url(request) or "") if searches else "",
        menu=menu,
        section=next((link for link in menu if link.current), None),
        promise=getattr(home, "footer_promise", ""),
        text=getattr(home, "footer_text", ""),
        phone=getattr(home, "help_phone", "") or conf.get("CONTACT_PHONE"),
        hours=_marked(getattr(home, "help_hours", ""), code, rtl),
        email=getattr(home, "help_email", "") or conf.get("CONTACT_EMAIL"),
        lang=code,
        rtl=rtl,
        **lists,
    )


def _known_home(site: Site, request: HttpRequest) -> Page | None:
    """The home page as routing has loaded it, where it is the right one."""
    root = getattr(request, "hub_root", None)
    if not isinstance(root, apps.get_model("hub", "HomePage")) or root.alias_of_id or not root.live:
        return None
    return root if root.locale.language_code == active_code() else None


def _home(site: Site) -> Page | None:
    """The home page in the language of the address, or else the site's own."""
    home_model = apps.get_model("hub", "HomePage")
    root = Page.objects.filter(pk=site.root_page_id).values("translation_key")
    found = list(home_model.objects.filter(translation_key__in=root, alias_of=None).live().select_related("locale"))
    own = [page for page in found if page.locale.language_code == active_code()]
    return next(iter(own or [page for page in found if page.pk == site.root_page_id]), None)


def _search_type() -> int:
    return ContentType.objects.get_for_model(apps.get_model("hub", "SearchPage")).pk


def _children(home: Page) -> list[Page]:
    """Menu items and the search page in one query. Aliases are left out: they show another language and answer 404."""
    wanted = models.Q(show_in_menus=True) | models.Q(content_type=_search_type())
    return list(labelled(home.get_children().live().filter(wanted, alias_of=None)))


def _foreign(code: str) -> tuple[str, bool]:
    """Return a language and whether it runs from the right, or ("", False) when it is the language of the address."""
    return ("", False) if code == (active_code() or code) else (code, runs_from_the_right(code))


def _marked(words: str, lang: str, rtl: bool) -> str:
    """Words that stand in a sentence of the interface, marked when they are in another language."""
    return format_html('<span lang="{}" dir="{}">{}</span>', lang, "rtl" if rtl else "ltr", words) if lang and words else words


def _link(page: Page, request: HttpRequest) -> Link:
    url = page.get_url(request) or ""
    path = urlsplit(url).path
    return Link(url, page.hub_label, current=bool(path) and request.path.startswith(path))


def _footer(home: Page, request: HttpRequest) -> list[tuple[str, Link]]:
    """The links of the footer by list, each to the page in the home page's own language where there is one; one query."""
    if not hasattr(home, "footer_links"):
        return []
    own = Page.objects.filter(translation_key=models.OuterRef("link_page__translation_key"), locale=home.locale_id)
    own = own.live().filter(alias_of=None)
    rows: Iterable[Any] = home.footer_links.select_related("link_page__locale").annotate(
        own_path=models.Subquery(own.values("url_path")[:1]), own_title=models.Subquery(own.values("title")[:1])
    )
    links = [(row.group, _footer_link(row, home, request)) for row in rows]
    return [(group, link) for group, link in links if link.url]


def _footer_link(row: Any, home: Page, request: HttpRequest) -> Link:
    lang, rtl = _foreign(home.locale.language_code)
    page = row.link_page
    if page is None:
        return Link(row.link_url, row.text or row.link_url, lang=lang, rtl=rtl)
    code, title, title_rtl = lang, row.own_title, rtl
    if not row.own_path:
        (code, title_rtl), title = _foreign(page.locale.language_code), page.title
    page.url_path = row.own_path or page.url_path  # an address is made of it alone
    url = (page.get_url(request) or "") if row.own_path or page.live else ""
    if row.text:
        return Link(url, row.text, code=code, lang=lang, rtl=rtl)
    return Link(url, title, code=code, lang=code, rtl=title_rtl)
