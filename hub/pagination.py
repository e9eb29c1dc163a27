"""The numbered links below a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.http import QueryDict


@dataclass(frozen=True)
class PageLink:
    """One number; ``number`` 0 stands for a gap."""

    number: int
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pages:
    """What ``components/pagination.html`` shows."""

    links: Sequence[PageLink] = ()
    previous_url: str = ""
    next_url: str = ""


def pages(page: Page, query: QueryDict, *, parameter: str = "page") -> Pages:
    """Return the links to the pages of a list, keeping the rest of the address: filters, order, words searched.

    Args:
        page: the Django paginator's page shown.
        query: ``request.GET``; not changed. The first page has no number in its address.
        parameter: name of the page number in the address.
    """

    def url(number: int) -> str:
        changed = query.copy()
        changed.pop(parameter, None)
        if number > 1:
            changed[parameter] = str(number)
        return f"?{changed.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [PageLink(number, url(number), number == page.number) if isinstance(number, int) else PageLink(0) for number in numbers]
    return Pages(
        links=links,
        previous_url=url(page.number - 1) if page.has_previous() else "",
        next_url=url(page.number + 1) if page.has_next() else "",
    )
