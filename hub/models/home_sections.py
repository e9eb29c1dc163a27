"""What the front page shows besides its own words: stories, principles and academies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import npgettext
from wagtail.models import Locale, Page

from hub.academies.models import Academy
from hub.cards import Card
from hub.models.academy_sections import academy_cards, academy_homes, card_elsewhere, homes_elsewhere
from hub.models.parts import linked_pages
from hub.patchwork import HUB, cover, drawn, hero
from hub.providers import stories

if TYPE_CHECKING:
    from hub.models.home import HomePage

ACADEMIES_SHOWN = 4
NEW_STORIES = 3


@dataclass(frozen=True)
class Shown:
    """The stories of a page: one large, some more, and where the rest are."""

    lead: Card | None = None
    more: list[Card] = field(default_factory=list)
    count: int = 0
    url: str = ""

    @property
    def all_words(self) -> str:
        """The link to every story, such as "All 118 stories"."""
        words = npgettext("link to all of them", "%(count)d story", "All %(count)d stories", self.count)
        return words % {"count": self.count}


def shown_stories(request: HttpRequest, *, locale: Locale, chosen: int | None, academy: Academy | None = None) -> Shown:
    """Return the chosen story, or the newest in its place, and three more.

    Args:
        chosen: the key of the story an editor has chosen; one that is not live counts as none.
        academy: only stories of this academy; the chosen one may be anybody's.
    """
    source = stories()
    cards = source.latest(request, locale=locale, academy=academy, limit=NEW_STORIES + 1, first=chosen)
    url = source.gallery_url(request, locale=locale, academy=academy)
    if not cards:
        return Shown(url=url)
    return Shown(cards[0], cards[1:], source.count(locale=locale, academy=academy), url)


def sections(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of the front page. Sections without content are empty, so that the template leaves them out."""
    locale = page.locale
    links = linked_pages(page.link_keys, locale=locale, also=academies_index(locale))
    shown = shown_stories(request, locale=locale, chosen=page.lead_story_id)
    source = stories()
    return {
        "actions": page.actions(links, request),
        "art": drawn(hero, palette=HUB, academy="hub", people=5, patched=2),
        "stories": shown,
        "lead_kicker": page.lead_kicker or _("The newest story"),
        "principles": source.principles(request, locale=locale),
        "gallery_url": shown.url,
        "toolkit": toolkit(page, links, request),
        "academies": academies(request, locale=locale),
        "academies_url": index_url(links, request),
    }


def academies(request: HttpRequest, *, locale: Locale) -> list[Card]:
    """Return cards of the first academies; those with pages in this language come before those without."""
    homes = list(academy_homes(locale)[:ACADEMIES_SHOWN])
    others = homes_elsewhere(locale, homes)[: ACADEMIES_SHOWN - len(homes)]
    return [*academy_cards(request, homes, locale=locale), *(card_elsewhere(home, request) for home in others)]


def toolkit(page: HomePage, links: dict[int, Page], request: HttpRequest) -> dict[str, Any] | None:
    """Return the toolkit's words, picture and address; ``None`` while it has no heading."""
    if not page.toolkit_title:
        return None
    target = links.get(page.toolkit_page_id) if page.toolkit_page_id else None
    return {
        "title": page.toolkit_title,
        "text": page.toolkit_text,
        "points": page.points,
        "actions": [{"url": target.get_url(request), "text": page.toolkit_label or target.title}] if target else [],
        "note": page.toolkit_note,
        "art": drawn(cover, palette=HUB, academy="hub", story="toolkit", principles=(), people=3, cols=8, rows=6, ground="bright"),
    }


def academies_index(locale: Locale) -> Q:
    """Return the condition for the page that lists every academy in a language."""
    from hub.models.academy_pages import AcademiesIndexPage

    return Q(content_type=ContentType.objects.get_for_model(AcademiesIndexPage), locale=locale, live=True, alias_of=None)


def index_url(links: dict[int, Page], request: HttpRequest) -> str:
    """Return the address of the page that lists every academy, from the pages fetched; "" where there is none."""
    from hub.models.academy_pages import AcademiesIndexPage

    wanted = ContentType.objects.get_for_model(AcademiesIndexPage).pk
    return next((page.get_url(request) or "" for page in links.values() if page.content_type_id == wanted), "")
