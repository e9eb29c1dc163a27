"""A page of a list of stories, for any number that an address may name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from hub import conf

Row = TypeVar("Row")


class KnownCount(Paginator):
    """A paginator that is told how many rows there are, where somebody has counted them already."""

    def __init__(self, rows: QuerySet, per_page: int, known: int) -> None:
        super().__init__(rows, per_page)
        self.known = known

    @cached_property
    def count(self) -> int:
        """How many rows there are, as told; Django's own would ask the database again."""
        return self.known


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """One page, and a note where the address named a page that does not exist; "" where it did."""

    page: Page
    note: str = ""

    @property
    def rows(self) -> Any:
        """The rows of this page: a slice of the queryset that was given."""
        return self.page.object_list


def paged(rows: QuerySet, number: int, *, known: int | None = None) -> Paged:
    """Return page ``number`` of ``rows``; the nearest one with a note where there is no such page.

    Args:
        number: 1 and up; anything else counts as a page that does not exist.
        known: how many rows there are; counted when left out.

    Returns:
        ``CL_HUB["GALLERY_PAGE_SIZE"]`` rows at most; an empty first page where there is none.
    """
    paginator = KnownCount(rows, conf.get("GALLERY_PAGE_SIZE"), rows.count() if known is None else known)
    nearest = min(max(number, 1), paginator.num_pages)
    note = "" if number == nearest else _("There is no such page. This is page %(page)d.") % {"page": nearest}
    return Paged(paginator.page(nearest), note)
