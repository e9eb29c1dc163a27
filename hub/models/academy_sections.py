"""What the pages of academies show: cloths, figures, stories, courses, areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from hub.academies.models import Academy, Area
from hub.cards import Card
from hub.models.academy_blocks import Course, coming_courses, next_start
from hub.models.parts import linked_pages, without_private
from hub.patchwork import HUB, cloth, drawn, hero
from hub.providers import stories, toolkits
from hub.scripts import default_language, other_language_of
from hub.translation.active import default_code

if TYPE_CHECKING:
    from hub.models.academy_pages import AcademiesIndexPage, AcademyPage


def academy_homes(locale: Locale) -> Any:
    """Return the live home pages of working academies in one language, by name, each with its academy. One query."""
    from hub.models.academy_pages import AcademyPage

    homes = AcademyPage.objects.live().filter(locale=locale, alias_of=None, academy__home_key=F("translation_key"))
    homes = homes.filter(academy__archived_at=None)
    return without_private(homes).select_related("academy", "locale").order_by("path")


def academy_cards(
    request: HttpRequest, homes: Sequence[Any], *, locale: Locale, areas: Mapping[int, Sequence[str]] | None = None
) -> list[Card]:
    """Return a card for each academy, known by its cloth, with its number of stories and its next course.

    Args:
        areas: names of the areas each academy looks after, by its key; they stand above its name.
    """
    if not homes:
        return []
    counts = stories().counts_by_academy(locale=locale)
    return [
        Card(
            url=home.get_url(request) or "",
            title=home.title,
            kicker=", ".join((areas or {}).get(home.academy_id, ())),
            text=home.strapline or home.summary,
            art=drawn(cloth, palette=home.academy.palette, key=home.academy.slug, cols=6, rows=4),
            meta=tuple(meta_of(home, counts.get(home.academy_id, 0))),
        )
        for home in homes
    ]


def meta_of(home: AcademyPage, count: int) -> list[str]:
    """Return the last line of an academy's card: how many stories, and when the next course starts."""
    parts = [ngettext("%(count)d story", "%(count)d stories", count) % {"count": count}] if count else []
    start = next_start(home.courses)
    if start:
        parts.append((_("next course %(date)s") if parts else _("Next course %(date)s")) % {"date": start})
    return parts


def index_sections(page: AcademiesIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page that lists every academy; one without a page in this language leads to its first one."""
    homes = list(academy_homes(page.locale))
    others = homes_elsewhere(page.locale, homes)
    rows = list(Area.objects.filter(locale=page.locale).order_by("sort_order", "name"))
    areas: dict[int, list[str]] = {}
    for area in rows:
        if area.academy_id:
            areas.setdefault(area.academy_id, []).append(area.name)
    return {
        "cards": [
            *academy_cards(request, homes, locale=page.locale, areas=areas),
            *(card_elsewhere(home, request) for home in others),
        ],
        "areas": area_links(request, rows, homes, others),
    }


def homes_elsewhere(locale: Locale, homes: Sequence[Any]) -> list[Any]:
    """Return the home pages in the default language of academies that have none in this one. One query; none for the default."""
    if locale.language_code == default_code():
        return []
    first = Locale.objects.filter(language_code=default_code())
    return list(academy_homes(first[:1]).exclude(academy__in=[home.academy_id for home in homes]))


def card_elsewhere(home: Any, request: HttpRequest) -> Card:
    """Return the card of an academy whose pages are in the default language only."""
    academy, language = home.academy, default_language()
    other = other_language_of(academy.shown_name)
    return Card(
        url=home.get_url(request) or "",
        title=academy.shown_name,
        art=drawn(cloth, palette=academy.palette, key=academy.slug, cols=6, rows=4),
        meta=(_("Pages in %(language)s") % {"language": language.name},),
        lang=other.code if other else "",
        hreflang=language.code,
    )


@dataclass(frozen=True)
class AreaLink:
    """An area, and the academy that looks after it, if any; ``language`` is set where its page is not in the reader's."""

    name: str
    academy: str = ""
    url: str = ""
    hreflang: str = ""
    language: str = ""


def area_links(request: HttpRequest, areas: Sequence[Area], homes: Sequence[Any], others: Sequence[Any] = ()) -> list[AreaLink]:
    """Return areas of a language, each with the academy that looks after it; an area without one says so.

    Args:
        homes: the home pages of academies in this language. others: those that are in the default language only.
    """
    own = {home.academy_id: home for home in homes}
    elsewhere = {home.academy_id: home for home in others}
    found = []
    for area in areas:
        if home := own.get(area.academy_id):
            found.append(AreaLink(area.name, home.title, home.get_url(request) or ""))
        elif home := elsewhere.get(area.academy_id):
            language = default_language()
            url = home.get_url(request) or ""
            found.append(AreaLink(area.name, home.academy.shown_name, url, language.code, language.name))
        else:
            found.append(AreaLink(area.name))
    return found


def join_url(course: Course, addresses: dict[int, str], academy: Academy | None) -> str:
    """Return where somebody joins a course: the page an editor chose, else a mail to the academy that names the course."""
    if course.link_page and course.link_page in addresses:
        return addresses[course.link_page]
    subject = quote(f"{course.dates}, {course.place}")
    return f"mailto:{academy.email}?subject={subject}" if academy and academy.email else ""


def page_sections(page: AcademyPage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of an academy's home page."""
    from hub.models.home_sections import shown_stories

    own: Academy | None = page.academy
    courses = coming_courses(page.courses)
    keys = [page.action_page_id, page.second_page_id, *(course.link_page for course in courses)]
    links = linked_pages(keys, locale=page.locale)
    addresses = {pk: target.get_url(request) or "" for pk, target in links.items()}
    palette = own.palette if own else HUB
    return {
        "actions": page.actions(links, request),
        "art": drawn(hero, palette=palette, academy=own.slug if own else page.slug, people=3),
        "figures": [{"number": block.value["number"], "text": block.value["text"]} for block in page.figures],
        "stories": shown_stories(request, locale=page.locale, chosen=page.lead_story_id, academy=own),
        "stories_title": _("More from the %(name)s") % {"name": own.shown_short_name} if own else _("More stories"),
        "courses": [replace(course, url=join_url(course, addresses, own)) for course in courses],
        "toolkits": toolkits().offered(request, locale=page.locale, academy=own) if own else [],
        "contact": own,
    }
