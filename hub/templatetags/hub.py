"""Template tags of the hub: furniture, drawings, and small words. ``{% load hub %}``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import QueryDict
from django.template.defaultfilters import floatformat
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hub import breadcrumbs, patchwork
from hub.academies.models import Academy
from hub.branding import stylesheet_url
from hub.languages import LanguageLink, language_links_for
from hub.navigation import Furniture
from hub.navigation import furniture as load_furniture
from hub.pagination import Pages
from hub.pagination import pages as pages_of
from hub.translation.notice import Notice, notice_for

register = template.Library()


def _palette(context: template.Context) -> patchwork.Palette:
    """The colours of the page shown: its academy's, or the hub's."""
    academy = context.get("academy")
    try:
        return academy.palette if academy else patchwork.HUB
    except patchwork.NotAColour:
        return patchwork.HUB


@register.simple_tag(takes_context=True)
def furniture(context: template.Context) -> Furniture:
    """Header and footer: ``{% furniture as site %}``. Never raises; loaded once a request."""
    return load_furniture(context.get("request"))


@register.simple_tag(takes_context=True)
def crumbs(context: template.Context) -> list[breadcrumbs.Crumb]:
    """The pages above the page shown: ``{% crumbs as trail %}``; none for a plain view."""
    page, request = context.get("page"), context.get("request")
    return breadcrumbs.crumbs(page, request) if getattr(page, "path", "") and request else []


@register.simple_tag
def mark() -> SafeString:
    """The hub's mark; it stays the hub's on academy pages."""
    return patchwork.drawn(patchwork.mark)


@register.simple_tag
def selvedge() -> SafeString:
    """The footer's edge: one row of patches in the hub's colours."""
    return patchwork.drawn(patchwork.selvedge, fit="xMinYMid slice")


@register.simple_tag(takes_context=True)
def patch(context: template.Context, number: int, palette: patchwork.Palette | None = None) -> SafeString:
    """A principle's patch, ``{% patch 7 %}``, in the page's academy's colours or the palette given; "" for no such principle."""
    try:
        return patchwork.drawn(patchwork.badge, palette=palette or _palette(context), principle=int(number))
    except (patchwork.PatchworkError, TypeError, ValueError):
        return SafeString("")


@register.simple_tag(takes_context=True)
def cover(
    context: template.Context,
    story: str,
    academy: str = "hub",
    principles: Iterable[int] = (),
    people: int = 1,
    palette: patchwork.Palette | None = None,
    **shape: Any,
) -> SafeString:
    """A drawn cover: ``{% cover "slug" academy="north-west" people=3 ground="tint" cols=6 rows=4 %}``; see ``patchwork.cover``."""
    shown = tuple(int(number) for number in principles)
    colours = palette or _palette(context)
    return patchwork.drawn(patchwork.cover, palette=colours, academy=academy, story=story, principles=shown, people=people, **shape)


@register.simple_tag(takes_context=True)
def cloth(
    context: template.Context, key: str, cols: int = 5, rows: int = 3, palette: patchwork.Palette | None = None
) -> SafeString:
    """Patches everywhere, the same for the same key: ``{% cloth "slug" 4 3 %}``; see ``patchwork.cloth``."""
    return patchwork.drawn(patchwork.cloth, palette=palette or _palette(context), key=key, cols=cols, rows=rows)


@register.simple_tag
def academy_css_url(academy: Academy) -> str:
    """Address of an academy's stylesheet; it changes when the colours do."""
    return stylesheet_url(academy)


@register.simple_tag
def built(name: str) -> str:
    """Address of a file the theme build made; its plain name where the manifest does not know it, so that an error page shows."""
    path = f"hub/build/{name}"
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return staticfiles_storage.base_url + path if staticfiles_storage.base_url else path


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """The languages this page can be read in: ``{% language_links as languages %}``; empty when there is only one."""
    return language_links_for(context.get("page"), context.get("request"))


@register.simple_tag(takes_context=True)
def canonical_url(context: template.Context) -> str:
    """The page's address with host, without filters and page numbers: ``{% canonical_url as address %}``; "" for a plain view."""
    page: Any = context.get("page")
    request = context.get("request")
    return (page.get_full_url(request) or "") if getattr(page, "url_path", "") and request else ""


@register.simple_tag(takes_context=True)
def translation_notice(context: template.Context) -> Notice | None:
    """What to say on a translation older than its source: ``{% translation_notice as older %}``; nothing elsewhere."""
    return notice_for(context.get("page"), context.get("request"))


@register.filter
def quoted(text: object) -> SafeString:
    """Put the page's language's quotation marks round what somebody said, once, however it was typed."""
    bare = str(text).strip().strip('"“”').strip()
    marked = pgettext("quotation marks of the language", "“%(words)s”")
    return mark_safe(marked % {"words": conditional_escape(bare)}) if bare else SafeString("")  # noqa: S308  escaped just here


@register.filter
def filesize_words(size: int | str | None) -> str:
    """Say bytes as people do: "840 KB", "1.4 MB"; "" for nothing or nonsense. A thousand bytes are a kilobyte."""
    try:
        count = int(size or 0)
    except (TypeError, ValueError):
        return ""
    if count <= 0:
        return ""
    if count < 1_000_000:
        return _("%(number)s KB") % {"number": max(1, round(count / 1000))}
    if count < 1_000_000_000:
        return _("%(number)s MB") % {"number": floatformat(count / 1_000_000, "-1" if count < 10_000_000 else 0)}
    return _("%(number)s GB") % {"number": floatformat(count / 1_000_000_000, -1)}


@register.filter
def pages_words(count: int | None) -> str:
    """Say "1 page", "40 pages"; "" for none."""
    return ngettext("%(count)d page", "%(count)d pages", count) % {"count": count} if count else ""


@register.simple_tag
def phone(number: str) -> SafeString:
    """A phone number that keeps its order in any script and does not break across lines."""
    return format_html('<bdi dir="ltr" class="hub-phone">{}</bdi>', number)


@register.simple_tag(takes_context=True)
def page_links(context: template.Context, pages: Any, parameter: str = "") -> Pages:
    """The numbered links of a list: of ``hub.pagination.Pages``, or of a Django paginator's page and the request's address."""
    if pages is None or hasattr(pages, "links"):
        return pages or Pages()
    request = context.get("request") or getattr(context, "request", None)
    return pages_of(pages, request.GET if request else QueryDict(), parameter=parameter or "page")
