"""From an address to its page in a few queries, however deep the page lies.

Wagtail asks twice a level: once for the child of a slug, once for its specific fields. Here one query finds every page
along the way, one loads the last of them, and what was found serves breadcrumbs too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction


def descend(
    start: Any, request: HttpRequest, components: Sequence[str], *, plain_route: Callable[..., Any]
) -> tuple[Any, list[str]] | None:
    """Return the deepest page that can be reached at once from ``start``, and what is left of the address.

    Args:
        start: the page where routing has arrived.
        components: the parts of the address below it.
        plain_route: the ``route`` of pages that route as Wagtail does. A page with a ``route`` of its own, or of a
            mixin's, is not passed over: it may do something else with the rest.

    Returns:
        The specific page, with its language, academy and parents loaded; ``None`` when there is no such child, or when
        ``start`` routes in its own way.

    Raises:
        Http404: the address holds a character that no database takes.
    """
    if any("\x00" in part for part in components):
        raise Http404("There is no such address.")
    chain = _chain(start, components) if _is_plain(type(start), plain_route) else []
    if not chain:
        return None
    last = next((number for number, page in enumerate(chain) if not _is_plain(page.specific_class, plain_route)), len(chain) - 1)
    found = _specific(chain[last])
    if start.locale_id == found.locale_id:
        start.locale = found.locale
    found._cached_parent_obj = chain[last - 1] if last else start  # as Wagtail does: spares get_parent() a query
    found.found_open = not any(page.is_restricted for page in chain[: last + 1])
    found.found_above = [*getattr(start, "found_above", []), start, *chain[:last]]
    return found, list(components[last + 1 :])


def _chain(start: Any, components: Sequence[str]) -> list[Any]:
    """Return the pages along the address as far as there are any, each the child of the one before; one query."""
    from hub.navigation import labelled

    urls: list[str] = []
    url = start.url_path
    for part in components:
        url = f"{url}{part}/"
        urls.append(url)
    # the slug is indexed, url_path is not
    pages = Page.objects.filter(slug__in=set(components), url_path__in=urls, path__startswith=start.path, depth__gt=start.depth)
    own = models.Q(page=models.OuterRef("pk")) | models.Q(page=models.OuterRef("alias_of"))
    pages = pages.annotate(is_restricted=models.Exists(PageViewRestriction.objects.filter(_on_any_of(start.path) | own)))
    by_url = {page.url_path: page for page in labelled(pages).select_related("locale")}
    chain: list[Any] = []
    for depth, wanted in enumerate(urls, start.depth + 1):
        page = by_url.get(wanted)
        if page is None or page.depth != depth or page.specific_class is None:
            break
        chain.append(page)
    return chain


def _is_plain(model: type[Any], plain_route: Callable[..., Any]) -> bool:
    """Whether nothing but ``plain_route`` and Wagtail's own ``route`` is asked: a RoutablePageMixin has addresses to try first."""
    routes = [vars(base)["route"] for base in model.__mro__ if "route" in vars(base)]
    return routes == [plain_route, Page.route]


def _specific(page: Any) -> Any:
    model = page.specific_class
    related = ["academy"] if any(field.name == "academy" for field in model._meta.fields) else []
    found = model._default_manager.select_related(*related).get(pk=page.pk) if related else page.specific
    found.locale = page.locale
    return found


def restrictions_on(page: Any) -> models.QuerySet[PageViewRestriction]:
    """Return the restrictions that hold for a page: its own and those of all pages above, aliases by their source.

    One query; the pages above are known from the page's path. None where the way to the page was found open.
    """
    if getattr(page, "found_open", False):
        return PageViewRestriction.objects.none()
    return PageViewRestriction.objects.filter(_on_any_of(page.path))


def _on_any_of(path: str) -> models.Q:
    """A restriction on the page with this path or on a page above it, or on the source of such a page that is an alias."""
    paths = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    pages = Page.objects.filter(path__in=paths)
    return models.Q(page__in=pages.values("pk")) | models.Q(page__in=pages.values("alias_of"))
