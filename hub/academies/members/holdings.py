"""What somebody holds in an academy, and how it is given to somebody else. Apps register theirs in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from hub.academies.models import Academy


@dataclass(frozen=True)
class Item:
    """One thing that is held: its name, and its address in the admin or ""."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Holding:
    """Things of one kind that a person holds in an academy.

    Args:
        key: a stable name with the app in front; kept in the log.
        title: what they are called, in the plural: “Pages they own”.
        count: how many there are.
        items: the first of them, to be shown.
        give: gives all of them to a person and returns how many they were; called inside a transaction, after everybody's
            permission has been asked.
    """

    key: str
    title: str
    count: int
    items: Sequence[Item]
    give: Callable[[Any], int]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)


Maker: TypeAlias = Callable[[Academy, Any], "Holding | None"]

SHOWN = 10
_makers: list[Maker] = []


def register_holding(maker: Maker) -> Maker:
    """Let the hand-over page know of one more kind of thing that people hold.

    Args:
        maker: called with an academy and a person; returns what they hold there, or ``None`` for nothing. A few queries,
            whatever the number.
    """
    if maker not in _makers:
        _makers.append(maker)
    return maker


def holdings_of(academy: Academy, person: Any) -> list[Holding]:
    """Return what a person holds in an academy, kind by kind; empty when there is nothing to hand over."""
    found = [maker(academy, person) for maker in _makers]
    return [holding for holding in found if holding is not None and holding.count]
