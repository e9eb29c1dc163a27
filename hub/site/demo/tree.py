"""Making pages once: what is there already is left as it is, so that loading twice changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from bs4 import BeautifulSoup
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from case_studies.facets.table import refresh
from case_studies.models import StoryPage
from hub.models import SourceState, TranslationState

AnyPage = TypeVar("AnyPage", bound=Page)
# the top of the tree says when a hub of this kind would have been made
OPENED = date(2026, 9, 1)
LOOKED_OVER = timedelta(days=120)
REVIEW_DUE = ("the-931", "the-women-who-stayed-after-the-course")


def ensure(
    parent: Page, page_class: type[AnyPage], slug: str, *, published: date = OPENED, prepare: Any = None, **fields: Any
) -> AnyPage:
    """Return the page of this slug below ``parent``, made and published if it was not there.

    Args:
        prepare: called with the new page before it is published, for child rows.
    """
    found = page_class.objects.child_of(parent).filter(slug=slug).first()
    if found is not None:
        return found
    page = page_class(slug=slug, live=False, locale=parent.locale, **fields)
    if prepare:
        prepare(page)
    with transaction.atomic():  # whole or not at all: a load that was stopped goes on where it was
        with disable_reference_index_auto_update():  # publishing saves it again
            parent.add_child(instance=page)
        page.save_revision().publish()
        stamp(page, published)
    page.refresh_from_db()
    return page


def stamp(page: Page, published: date) -> None:
    """Note that a page was published, or translated, on a day at noon, and not while the demo was loading."""
    moment = noon(published)
    # somebody has looked over most pages lately, so that the list of those to review is one to start with
    looked_over = moment if page.slug in REVIEW_DUE else max(moment, timezone.now() - LOOKED_OVER)
    type(page).objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=looked_over, latest_revision_created_at=looked_over
    )
    if isinstance(page, StoryPage):
        refresh([page.pk])  # the gallery keeps the day of each story
    SourceState.objects.filter(page=page.pk).update(changed_at=moment)
    TranslationState.objects.filter(page=page.pk).update(made_at=moment)


def noon(day: date) -> datetime:
    """Return noon of a day: when everything in the demo happens."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def body(html: str) -> list[dict[str, Any]]:
    """Return the blocks of a body from simple HTML: each h2 becomes a heading, what is between them text."""
    blocks: list[dict[str, Any]] = []
    for element in BeautifulSoup(html, "html.parser").children:
        if getattr(element, "name", None) == "h2":
            blocks.append({"type": "heading", "value": {"text": element.get_text(), "size": "large"}})
        elif blocks and blocks[-1]["type"] == "text":
            blocks[-1]["value"] += str(element)
        elif str(element).strip():
            blocks.append({"type": "text", "value": str(element)})
    return blocks


def items(values: list[Any]) -> list[dict[str, Any]]:
    """Return the rows of a ListBlock in the form that keeps ids: translations and stored answers hang on them."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]
