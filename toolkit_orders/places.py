"""Which request page serves which area: the academy's own, else the national one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page

from hub.academies.models import Area

if TYPE_CHECKING:
    from toolkit_orders.models import ToolkitPage


@dataclass(frozen=True)
class Place:
    """An area as a visitor chooses it, and the request page it leads to."""

    slug: str
    name: str
    page: Page


def places_to_ask(toolkit: ToolkitPage) -> list[Place]:
    """Return the areas for which this toolkit can be asked for, in the order of the list; three queries.

    Only pages that offer it count, in the toolkit's language; the first in the tree where an academy has several.
    """
    from toolkit_orders.models import RequestPage

    offering = RequestPage.objects.live().public().filter(locale=toolkit.locale_id, alias_of=None)
    offering = offering.filter(offers__toolkit__translation_key=toolkit.translation_key)
    pages = list(offering.distinct().select_related("academy").order_by("path"))
    if not pages:
        return []
    by_academy: dict[int | None, Page] = {}
    for page in pages:
        by_academy.setdefault(page.shown_academy.pk if page.shown_academy else None, page)
    national = next((page for page in pages if page.pk == toolkit.national_request_id), by_academy.get(None))
    areas = Area.objects.filter(locale=toolkit.locale_id)
    found = [(area, by_academy.get(area.academy_id) if area.academy_id else None) for area in areas]
    return [Place(area.slug, area.name, page or national) for area, page in found if page or national]
