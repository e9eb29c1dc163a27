"""What depends on an academy: asked of every app, before it is renamed, archived or deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Locale, Page

from hub.academies.models import Academy
from hub.exceptions import StrOrPromise


@dataclass(frozen=True)
class Dependent:
    """One kind of thing an academy has.

    Attributes:
        key: short and stable, such as ``"orders"``.
        words: what it is with its number, as “3 requests, 1 of them open”.
        number: how many; those of 0 are not shown.
        url: where it can be looked at in the admin; "" for nowhere.
        holds: whether an academy that has it cannot be deleted.
    """

    key: str
    words: StrOrPromise
    number: int
    url: str = ""
    holds: bool = False


#: Asked for one academy; counts only, in as few queries as it can.
Maker = Callable[[Academy], Iterable[Dependent]]


_registered: dict[Maker, int] = {}


def register_dependents(maker: Maker, *, order: int = 100) -> None:
    """Let an app say what it has of an academy; twice does no harm. Call it in ``AppConfig.ready()``.

    Args:
        maker: returns a row for each kind of thing; those of number 0 are left out.
        order: its place among the others; the hub's own have 0.
    """
    _registered[maker] = order


def dependents_of(academy: Academy) -> Sequence[Dependent]:
    """Return everything that depends on an academy, as each app counts it."""
    makers = sorted(_registered, key=lambda maker: _registered[maker])
    return [found for maker in makers for found in maker(academy) if found.number]


def section_of(academy: Academy) -> Q:
    """Return the condition for pages of an academy's section: its home in every language, and what is below. One query.

    Matches nothing where it has no home page.
    """
    if not academy.home_key:
        return Q(pk__in=())
    found = Q(pk__in=())
    for path in Page.objects.filter(translation_key=academy.home_key).values_list("path", flat=True):
        found |= Q(path__startswith=path)
    return found


def live_pages_in(academy: Academy, locales: Iterable[Locale]) -> list[Page]:
    """Return the pages of an academy that can be read in these languages, parents first. Two queries."""
    live = Page.objects.filter(section_of(academy), live=True, locale__in=locales)
    return list(live.order_by("path"))
