"""What an academy's list of stories shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict

from case_studies.cards import story_cards
from case_studies.facets.choices import page_number
from case_studies.facets.sentence import subject
from case_studies.models.story import StoryPage
from case_studies.next_step import addresses, next_step
from case_studies.paging import paged
from hub.pagination import pages

if TYPE_CHECKING:
    from case_studies.models.index import StoryIndexPage


def index_context(page: StoryIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return one page of the stories below ``page``, newest first. Five queries at most, for any number of stories."""
    stories = StoryPage.objects.child_of(page).shown_in(page.locale).newest_first()
    listing = paged(stories, page_number(request.GET.get("page", "1")))
    return {
        "cards": story_cards(listing.rows, request, with_academy=False) if listing.page.paginator.count else [],
        "pages": pages(listing.page, QueryDict()),
        "how_many": subject(listing.page.paginator.count),
        "note": listing.note,
        "next_step": next_step(page, addresses([page.next_step_page_id], page.locale, request), page.shown_academy),
    }
