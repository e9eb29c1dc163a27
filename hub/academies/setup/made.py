"""What an academy has, for the page on which setting one up ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from wagtail.models import Page

from hub.academies.models import Academy, Area
from hub.academies.setup.places import homes_of
from hub.translation.active import default_code

#: The members' screen, where it is there; else the list of roles.
PEOPLE = (("hub_people:list", True), ("hub_roles:add", False))


@dataclass(frozen=True)
class Made:
    """One page of the section as the list shows it."""

    title: str
    kind: str
    url: str
    live: bool
    is_home: bool


def made_of(academy: Academy) -> dict[str, Any]:
    """Return the values of ``academy_made.html``: pages by language, areas, and the way to its people. Five queries."""
    homes = homes_of(academy)
    below = Page.objects.none()
    for home in homes.values():
        below = below | Page.objects.child_of(home)
    rows: dict[int, list[Page]] = {}
    for page in below.order_by("path") if homes else []:
        rows.setdefault(page.locale_id, []).append(page)
    own = Area.objects.filter(academy=academy, locale__language_code=default_code())
    return {
        "languages": [
            {"language": home.locale, "pages": [_made(home, True), *(_made(page, False) for page in rows.get(locale, []))]}
            for locale, home in homes.items()
        ],
        "areas": list(own.values_list("name", flat=True)),
        "people_url": people_url(academy),
    }


def _made(page: Page, is_home: bool) -> Made:
    kind = capfirst(str(page.cached_content_type.name))
    return Made(page.title, kind, reverse("wagtailadmin_pages:edit", args=[page.pk]), page.live, is_home)


def people_url(academy: Academy) -> str:
    """Return where people are invited into an academy."""
    for name, of_academy in PEOPLE:
        try:
            return reverse(name, args=[academy.pk] if of_academy else [])
        except NoReverseMatch:
            continue
    return ""
