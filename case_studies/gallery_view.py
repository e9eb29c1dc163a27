"""What the gallery shows for an address: filters with counts, the sentence, the stories, the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Locale

from case_studies.art import empty_cloth
from case_studies.cards import story_cards
from case_studies.enums import Facet
from case_studies.facets.choices import A_TO_Z, NEWEST, Choices
from case_studies.facets.counts import Counts, counts, found, in_language, total
from case_studies.facets.sentence import sentence, subject
from case_studies.facets.vocabulary import Vocabulary, vocabulary
from case_studies.facets.ways_out import ways_out
from case_studies.gallery_address import source_gallery
from case_studies.models.story import StoryPage
from case_studies.next_step import addresses, next_step
from case_studies.paging import paged
from cl_blocks.lists import listed
from hub.pagination import pages
from hub.translation.active import default_code

if TYPE_CHECKING:
    from case_studies.models.facet import StoryFacetQuerySet
    from case_studies.models.gallery import GalleryPage
    from case_studies.models.story_queries import StoryQuerySet

MOST_UNKNOWN = 3
LONGEST_UNKNOWN = 40


@dataclass(frozen=True)
class Option:
    """One box to tick, with the number of stories it would show."""

    id: str
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Filter:
    """A group of boxes."""

    name: str
    heading: str
    options: Sequence[Option]


def gallery_context(page: GalleryPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the gallery's template needs. The number of queries depends on the choices, never on the stories."""
    known = vocabulary(page.locale)
    choices = Choices.read(request.GET, known)
    numbers = counts(choices, page.locale)
    number = total(numbers)
    base = page.get_url(request) or ""
    listing = paged(_in_order(choices, page.locale), choices.page, known=number)
    cards = story_cards(_loaded(listing.rows, choices), request) if number else []
    urls = addresses([page.tell_page_id, page.next_step_page_id], page.locale, request)
    other_order = NEWEST if choices.sort == A_TO_Z else A_TO_Z
    return {
        "choices": choices,
        "form_url": base,
        "filters": _filters(known, choices, numbers),
        "sentence": sentence(choices, number, base),
        "is_a_to_z": choices.sort == A_TO_Z,
        "sort_url": base + choices.query(sort=other_order),
        "notes": [*_notes(choices), *([listing.note] if listing.note else [])],
        "lead": cards[0] if cards else None,
        "rest": cards[1:],
        "pages": pages(listing.page, QueryDict(choices.query()[1:])),
        "ways_out": [] if number else ways_out(choices, page.locale, base),
        "empty_art": "" if number else empty_cloth(_principles(choices)),
        "tell_url": urls.get(page.tell_page_id or 0, ""),
        "elsewhere": _elsewhere(page, choices, request),
        "head_title": _head_title(page, number, listing.page.number, listing.page.paginator.num_pages),
        "next_step": next_step(page, urls),
    }


def _in_order(choices: Choices, locale: Locale) -> StoryFacetQuerySet:
    """One row for each story found: what is on another page of the list need not be loaded to be passed over."""
    rows = found(choices, locale).filter(facet=Facet.SHAPE)
    return rows.order_by("story__title", "story") if choices.sort == A_TO_Z else rows.newest_first()


def _loaded(rows: StoryFacetQuerySet, choices: Choices) -> StoryQuerySet:
    stories = StoryPage.objects.filter(pk__in=rows.values("story"))
    return stories.order_by("title", "pk") if choices.sort == A_TO_Z else stories.newest_first()


def _filters(known: Vocabulary, choices: Choices, numbers: Counts) -> list[Filter]:
    return [
        Filter(
            facet.value,
            str(facet.label),
            [
                Option(f"{facet.value}-{key}", key, term.name, numbers.get((facet.value, key), 0), choices.has(term))
                for key, term in terms.items()
            ],
        )
        for facet, terms in known.items()
        if terms
    ]


def _notes(choices: Choices) -> list[str]:
    """Say what of the address was left out, instead of pretending it had been understood."""
    notes = []
    if choices.unknown:
        shown = [value[:LONGEST_UNKNOWN].replace("\x00", "") for value in choices.unknown[:MOST_UNKNOWN]]
        names = listed(f"“{value}”" for value in shown)
        message = ngettext(
            "There is no filter %(names)s. It was left out.",
            "There are no filters %(names)s. They were left out.",
            len(choices.unknown),
        )
        notes.append(message % {"names": names})
    if choices.words.was_cut and choices.words:
        notes.append(_("Your search was long, so only its first words were looked for."))
    elif choices.words.was_cut:
        notes.append(_("There are no words in your search, so it was left out. Try one word, like “housing”."))
    return notes


def _principles(choices: Choices) -> tuple[int, ...]:
    """The principles whose patches the empty gallery shows."""
    return tuple(int(term.key) for term in choices.terms.get(Facet.PRINCIPLE, ())) or tuple(range(1, 9))


def _head_title(page: GalleryPage, number: int, at: int, pages: int) -> str:
    if pages > 1:
        return _("%(stories)s, page %(page)d of %(pages)d: %(title)s") % {
            "stories": subject(number), "page": at, "pages": pages, "title": page.title,
        }  # fmt: skip
    return f"{subject(number)}: {page.title}"


def _elsewhere(page: GalleryPage, choices: Choices, request: HttpRequest) -> dict[str, Any] | None:
    """How many more stories there are in the source language, with the way there; nothing on the source's own gallery."""
    source = None if page.locale.language_code == default_code() else source_gallery()
    number = in_language(source.locale, choices) if source else 0
    url = (source.get_url(request) or "") if source else ""
    return {"count": number, "url": url + choices.query(), "language": language_name(source.locale)} if source and number else None


def language_name(locale: Locale) -> str:
    """Return the name of a language in the reader's own; a language that Django does not know keeps the host's name for it."""
    try:
        return str(get_language_info(locale.language_code)["name_translated"])
    except KeyError:
        return str(locale.get_display_name())
