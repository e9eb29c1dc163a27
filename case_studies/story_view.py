"""What a story's page shows beside its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from case_studies.art import WIDE, drawing_of, palette_of
from case_studies.cards import minutes, principle_badge
from case_studies.enums import Facet
from case_studies.gallery_address import gallery_in
from case_studies.models.gallery import GalleryPage
from case_studies.models.index import StoryIndexPage
from case_studies.next_step import addresses, next_step
from case_studies.parts import WHAT_CHANGED
from case_studies.related import related_cards, related_stories
from cl_blocks import pictures
from cl_blocks.lists import listed

if TYPE_CHECKING:
    from case_studies.models.story import StoryPage


def story_context(story: StoryPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the story's template needs beside the page.

    Eleven queries at most, whatever the story has: principles, capabilities, topics, the gallery, three for related stories,
    all pictures and their renditions, its list and the page of the next step.
    """
    principles = [row.principle for row in story.story_principles.select_related("principle").order_by("sort_order")]
    gallery = gallery_in(story.locale)
    gallery_url = (gallery.get_url(request) or "") if gallery else ""
    related = related_stories(story, principles)
    keys = {story.cover_id, *pictures.keys_in(story.parts.raw_data)}
    with pictures.at_hand(keys, also=[other.cover for other, _why in related]) as images:
        parts = story.shown_parts
    if story.cover_id in images:
        story.cover = images[story.cover_id]
    return {
        "kicker": _kicker(story),
        "byline": _byline(story),
        "parts": parts,
        "art": "" if story.cover_id else _art(story, [principle.number for principle in principles]),
        "glance": glance(story),
        "badges": [principle_badge(each, palette_of(story), gallery_url=gallery_url) for each in principles],
        "helps": _helps(story, gallery_url),
        "skip_to": next((part.key for part in parts if part.key in WHAT_CHANGED.values()), ""),
        "mail_url": _mail_url(story, request),
        "related": related_cards(related, request),
        "next_step": _step(story, gallery, request),
    }


def glance(story: StoryPage) -> list[tuple[str, str]]:
    """Return the facts of "At a glance" as pairs of label and value, without the empty ones."""
    region = story.region or (story.shown_academy.shown_short_name if story.shown_academy else "")
    facts = [
        (_("Who took part"), story.took_part),
        (_("Where"), listed((story.place, region))),
        (_("Level and sector"), capfirst(listed(part.lower() for part in _kicker(story)))),
        (_("When"), story.period or (str(story.year) if story.year else "")),
        (_("Cost"), story.cost),
    ]
    return [(label, value) for label, value in facts if value]


def _kicker(story: StoryPage) -> list[str]:
    """What kind of story it is; the academy's name stands before it, in its colour."""
    return [
        str(part)
        for part in (story.get_level_display() if story.level else "", story.get_sector_display() if story.sector else "")
        if part
    ]


def _byline(story: StoryPage) -> dict[str, Any]:
    return {
        "told_by": _("Told by %(names)s") % {"names": story.told_by} if story.told_by else "",
        "date": story.first_published_at,
        "minutes": minutes(story),
    }


def _art(story: StoryPage, numbers: list[int]) -> SafeString:
    return drawing_of(story, tuple(numbers), WIDE)


def _helps(story: StoryPage, gallery_url: str) -> list[dict[str, str]]:
    rows = story.story_capabilities.select_related("capability").order_by("sort_order")
    return [
        {"text": row.capability.verb_label, "url": f"{gallery_url}?{Facet.CAPABILITY}={row.capability.slug}" if gallery_url else ""}
        for row in rows
    ]


def _mail_url(story: StoryPage, request: HttpRequest) -> str:
    """A mail with the story's title and address, to nobody yet: the reader's own program sends it."""
    body = f"{story.title}\n{story.get_full_url(request) or ''}"
    return f"mailto:?subject={quote(story.title)}&body={quote(body)}"


def _step(story: StoryPage, gallery: GalleryPage | None, request: HttpRequest) -> dict[str, str] | None:
    """The one next step: of the story's own list, else of the gallery."""
    parent = story.get_parent()  # the way here has loaded it already
    own = parent if isinstance(parent, StoryIndexPage) else StoryIndexPage.objects.filter(pk=parent.pk).first()
    steps = [step for step in (own, gallery) if step]
    urls = addresses([step.next_step_page_id for step in steps], story.locale, request)
    return next((band for step in steps if (band := next_step(step, urls, story.shown_academy))), None)
