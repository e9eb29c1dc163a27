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
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils.translation import get_language_info
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site

from hub import conf
from hub.mixins import HubPageMixin
from hub.translation.active import active_code

logger = logging.getLogger(__name__)
_CACHE = "_hub_furniture"
_GROUPS = ("find", "take_part", "legal")


@dataclass(frozen=True)
class Link:
    """A link of the menu or the footer; ``current`` says that the page shown is it or is below it."""

    url: str
    text: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """A language a page can be read in, named in itself; ``rtl`` for scripts that run from the right."""

    url: str
    code: str
    name: str
    rtl: bool = False
    current: bool = False


@dataclass(frozen=True)
class Furniture:
    """What header and footer show. Everything may be empty: a plain view and an error page have furniture too."""

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


def labelled(pages: models.QuerySet[Page]) -> models.QuerySet[Page]:
    """Add ``hub_label`` to pages of any type: their label for menus, or their title. No further query.

    ``menu_label`` is a column of every page type's own table; these are joined, for a list of ``.specific()`` pages
    would cost a query a type.
    """
    labels = [
        NullIf(f"{relation.name}__menu_label", models.Value(""))
        for relation in Page._meta.related_objects
        if relation.parent_link and issubclass(relation.related_model, HubPageMixin)
    ]
    return pages.annotate(hub_label=Coalesce(*labels, "title") if labels else models.F("title"))


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
    children = _children(home)
    menu = [_link(page, page.hub_label, request) for page in children if page.show_in_menus]
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
        hours=getattr(home, "help_hours", ""),
        email=getattr(home, "help_email", "") or conf.get("CONTACT_EMAIL"),
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


def _link(page: Page, text: str, request: HttpRequest) -> Link:
    url = page.get_url(request) or ""
    path = urlsplit(url).path
    return Link(url, text, current=bool(path) and request.path.startswith(path))


def _footer(home: Page, request: HttpRequest) -> list[tuple[str, Link]]:
    rows: Iterable[Any] = home.footer_links.select_related("link_page") if hasattr(home, "footer_links") else ()
    found = []
    for row in rows:
        url, text = row.link_url, row.text
        if row.link_page:
            url = row.link_page.get_url(request) if row.link_page.live else ""
            text = text or row.link_page.title
        if url:
            found.append((row.group, Link(url, text or url)))
    return found


def language_links_for(page: Any, request: HttpRequest | None) -> list[LanguageLink]:
    """Return the languages a page can really be read in, the one shown included.

    Only live translations count, and never an alias, which would show one language under another's name. Empty when
    there is just one, on a site with one language without asking the database, and for what is not a page.
    """
    if request is None or not getattr(page, "translation_key", None) or len(get_content_languages()) < 2:
        return []
    versions = Page.objects.filter(translation_key=page.translation_key, alias_of=None).live().public().select_related("locale")
    found = [_language_link(version, page, request) for version in versions.order_by("locale_id")]
    return found if len(found) > 1 else []


def _language_link(version: Page, shown: Any, request: HttpRequest) -> LanguageLink:
    code = version.locale.language_code
    try:
        info = get_language_info(code)
    except KeyError:
        info = {"name_local": get_content_languages().get(code, code), "bidi": False}
    return LanguageLink(version.get_url(request) or "", code, info["name_local"], info["bidi"], current=version.pk == shown.pk)
