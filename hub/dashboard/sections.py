"""What apps put on the first page of the admin, without the hub knowing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest

from hub.academies.models import Academy
from hub.exceptions import StrOrPromise


@dataclass(frozen=True)
class Action:
    """A button. ``icon`` is a name of Wagtail's icons; the main ones are filled and stand first."""

    text: StrOrPromise
    url: str
    icon: str = ""
    is_main: bool = False


@dataclass(frozen=True)
class Figure:
    """A number with its words, such as “12 stories live”, linked to the list it counts."""

    text: StrOrPromise
    url: str
    icon: str


@dataclass(frozen=True)
class Row:
    """One line of a table: what it is, a few facts, and its state in words; a loud state asks for something."""

    text: StrOrPromise
    url: str
    facts: tuple[Any, ...]
    state: StrOrPromise
    is_loud: bool = False


@dataclass(frozen=True)
class Table:
    """A short table. ``columns`` name what the rows hold, the state included; ``empty`` stands where there is no row."""

    key: str
    heading: StrOrPromise
    columns: tuple[StrOrPromise, ...]
    rows: tuple[Row, ...]
    empty: StrOrPromise
    more: Action | None = None


@dataclass(frozen=True)
class Need:
    """Something that waits for this very person: what, why in a status word or two, by when.

    ``detail`` may say more of the reason; without ``by`` it waits for today. A loud one comes first.
    """

    what: StrOrPromise
    url: str
    why: StrOrPromise
    by: date | None = None
    is_loud: bool = False
    detail: StrOrPromise = ""


@dataclass(frozen=True)
class Step:
    """One of the first steps of a new academy; ``url`` leads to where it is done."""

    text: StrOrPromise
    url: str
    is_done: bool


@dataclass(frozen=True)
class Section:
    """What one app has to say to one person."""

    needs: tuple[Need, ...] = ()
    actions: tuple[Action, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = field(default=())


#: Asked once for each request; ``None`` for a person it has nothing to say to.
Maker = Callable[[HttpRequest], Section | None]

#: Asked for an academy whose manager sees the first page; ``None`` where this person could not do it.
StepMaker = Callable[[HttpRequest, Academy], Step | None]

_registered: dict[Maker, int] = {}
_steps: dict[StepMaker, int] = {}


def register_dashboard_section(maker: Maker, *, order: int = 100) -> None:
    """Let an app say its part; twice does no harm. Call it in ``AppConfig.ready()``.

    Args:
        maker: must look only at what the person of the request may see.
        order: its place among the others; the hub's own part has 200.
    """
    _registered[maker] = order


def register_first_step(maker: StepMaker, *, order: int = 100) -> None:
    """Let an app name one of the first steps of a new academy; twice does no harm. Call it in ``AppConfig.ready()``."""
    _steps[maker] = order


def steps_for(request: HttpRequest, academy: Academy) -> list[Step]:
    """Return the first steps of an academy, in order, done or not."""
    made = [maker(request, academy) for maker, _order in sorted(_steps.items(), key=lambda item: item[1])]
    return [step for step in made if step is not None]


def needs_for(request: HttpRequest) -> list[Need]:
    """Return everything that waits for the person of a request: what is loud first, then what has waited longest."""
    found = [need for section in sections_for(request) for need in section.needs]
    return sorted(found, key=lambda need: (not need.is_loud, need.by or date.min))


def sections_for(request: HttpRequest) -> list[Section]:
    """Return what every app has to say to the person of a request, in order. Made once for each request."""
    found: list[Section] | None = getattr(request, "hub_dashboard", None)
    if found is None:
        made = [maker(request) for maker, _order in sorted(_registered.items(), key=lambda item: item[1])]
        found = [section for section in made if section is not None]
        request.hub_dashboard = found  # type: ignore[attr-defined]
    return found
