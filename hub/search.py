"""Text search: one way to ask, for the search page and the gallery."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from hub.academies.models import Academy
from hub.cards import Card
from hub.models.parts import without_private
from hub.pagination import Pages
from hub.pagination import pages as numbered

if TYPE_CHECKING:
    from hub.models.search_page import SearchPage

LONGEST_QUERY = 200
PER_PAGE = 10


def clean_query(text: Any) -> str:
    """Return what somebody typed, fit for a database: no control characters, single spaces, 200 characters at most."""
    kept = "".join(
        " " if unicodedata.category(character).startswith("C") else character for character in str(text or "")[: LONGEST_QUERY * 4]
    )
    return " ".join(kept.split())[:LONGEST_QUERY].strip()


def words_of(text: str) -> str:
    """Return the words of a query: quotes, colons and brackets mean nothing here, and some databases choke on them."""
    letters = "".join(character if character.isalnum() or character in "'’-" else " " for character in text)
    return " ".join(word.strip("'’-") for word in letters.split() if word.strip("'’-"))


def find(text: str, queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the rows of a queryset that contain every word of ``text``, in the queryset's own order.

    Args:
        text: as typed by a visitor; anything at all. Text without a word leaves the queryset as it is.
        queryset: of an indexed model, with any filters that its ``search_fields`` cannot express.

    Returns:
        The queryset restricted to the matches: filter, count and slice it as before.
    """
    words = words_of(clean_query(text))
    if not words:
        return queryset
    everything = queryset.model._default_manager.order_by()
    # Relevance order is quadratic in the number of hits on SQLite: 5,000 hits took 38 s when measured.
    matches = get_search_backend().search(words, everything, operator="and", order_by_relevance=False)
    return queryset.filter(pk__in=_keys(matches))


def _keys(matches: Any) -> Any:
    """Return the primary keys of all matches, as a subquery where the search runs in the database."""
    if hasattr(matches, "get_queryset"):
        return matches.get_queryset().order_by().values("pk")
    return [match.pk for match in matches]


@dataclass(frozen=True)
class Answer:
    """What the search page shows."""

    query: str = ""
    count_words: str = ""
    results: list[Card] = field(default_factory=list)
    pages: Pages | None = None


def answer(page: SearchPage, request: HttpRequest) -> dict[str, Any]:
    """Return the context of the search page for ``?q=`` and ``?page=``."""
    query = clean_query(request.GET.get("q", ""))
    if not words_of(query):
        return {"answer": Answer(query=query)}
    rows = find(query, searchable(page))
    shown = Paginator(rows, PER_PAGE).get_page(clean_query(request.GET.get("page", "1")))
    count = shown.paginator.count
    words = ngettext("%(count)d page has these words", "%(count)d pages have these words", count) % {"count": count}
    return {"answer": Answer(query, words, results_of(shown, request), numbered(shown, request.GET))}


def searchable(page: SearchPage) -> QuerySet[Page]:
    """Return the pages a visitor may find: live, public, in the language of the search page."""
    pages = without_private(Page.objects.live()).filter(locale=page.locale, alias_of=None).not_exact_type(type(page))
    return pages.exclude(depth=1).order_by(F("last_published_at").desc(nulls_last=True), "pk").defer_streamfields()


def results_of(shown: Iterable[Page], request: HttpRequest) -> list[Card]:
    """Return a card for each result: its type, its title, its summary, its academy."""
    rows = Page.objects.filter(pk__in=[row.pk for row in shown]).specific(defer=False)
    by_key = {row.pk: row for row in rows}
    found = [by_key[row.pk] for row in shown if row.pk in by_key]
    academies = Academy.objects.in_bulk({row.academy_id for row in found if getattr(row, "academy_id", None)})
    return [result_of(row, academies, request) for row in found]


def result_of(row: Page, academies: dict[int, Academy], request: HttpRequest) -> Card:
    """Return the card of one page, whatever its class.

    A class may say what visitors call its pages: ``result_kind = _("Story")``, or "" for nothing.
    """
    academy = academies.get(getattr(row, "academy_id", None) or 0)
    kind = getattr(row, "result_kind", capfirst(row._meta.verbose_name))
    name = academy.shown_name if academy and not academy.is_national and academy.shown_name != row.title else ""
    return Card(
        url=row.get_url(request) or "",
        title=row.title,
        text=getattr(row, "summary", "") or row.search_description,
        meta=tuple(str(part) for part in (kind, name) if part),
    )
