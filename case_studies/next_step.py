"""The addresses of pages that editors chose, and the band that leads to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.models import Locale, Page

from hub.models.parts import linked_pages

if TYPE_CHECKING:
    from case_studies.models.next_step import NextStepMixin
    from hub.academies.models import Academy


def addresses(pks: Iterable[int | None], locale: Locale, request: HttpRequest) -> dict[int, str]:
    """Return the addresses of the live pages among ``pks``, in the reader's language where they exist. One query, or none."""
    return {pk: url for pk, page in linked_pages(pks, locale=locale).items() if (url := _address(page, locale, request))}


def _address(page: Page, locale: Locale, request: HttpRequest) -> str:
    if page.locale_id == locale.pk:
        page.locale = locale  # spares the query that finds out the page's language
    return page.get_url(request) or ""


def next_step(step: NextStepMixin | None, urls: Mapping[int, str], academy: Academy | None = None) -> dict[str, str] | None:
    """Return what ``parts/next_step.html`` shows; nothing where no step was chosen or its page is not live.

    Args:
        step: the page that says what the next step is.
        urls: addresses of chosen pages, from ``addresses``.
        academy: whom to ask, if it has an email address.
    """
    url = urls.get(step.next_step_page_id) if step and step.next_step_page_id else None
    if step is None or not step.next_step_title or url is None:
        return None
    return {
        "title": step.next_step_title,
        "text": step.next_step_text,
        "url": url,
        "link": step.next_step_link or step.next_step_title,
        "ask": f"mailto:{academy.email}" if academy and academy.email else "",
    }
