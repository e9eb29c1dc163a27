"""Writes the rows of roles. The one place where people of an academy get them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.models import Locale

from hub.academies.members.wishes import Wish
from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import BY_LANGUAGE


def own_rows(academy: Academy, person: Any) -> list[AcademyRole]:
    """Return the roles somebody has in an academy, without those they only stand in for."""
    held = AcademyRole.objects.filter(academy=academy, user=person, covers=None)
    order = {role: number for number, role in enumerate(AcademyRole.Role.values)}
    return sorted(held.prefetch_related("locales"), key=lambda row: order.get(row.role, len(order)))


def codes_of(row: AcademyRole) -> list[str]:
    """Return the languages of a role as codes; none means all. No query where the languages were prefetched."""
    return sorted(locale.language_code for locale in row.locales.all())


def as_wishes(rows: Sequence[AcademyRole]) -> list[Wish]:
    """Return stored roles in the shape in which roles are asked for."""
    return [{"role": row.role, "locales": codes_of(row)} for row in rows]


def add(academy: Academy, person: Any, wishes: Sequence[Wish]) -> None:
    """Give roles beside those that are there; a role that is there gains languages and never loses one."""
    rows = {row.role: row for row in own_rows(academy, person)}
    for wish in wishes:
        row = rows.get(wish["role"])
        if row is None:
            _make(academy, person, wish)
        elif codes_of(row):
            row.locales.set(_locales([*codes_of(row), *wish["locales"]]) if wish["locales"] else [])


def replace(academy: Academy, person: Any, wishes: Sequence[Wish]) -> bool:
    """Make somebody's own roles what was asked for; who stands in for them loses what they lose. Return whether it was news.

    Languages are changed of those roles only that are held in some languages: a publisher whom an administrator limited to
    one language stays so.
    """
    rows = {row.role: row for row in own_rows(academy, person)}
    wanted = {wish["role"]: wish for wish in wishes}
    changed = False
    for role, wish in wanted.items():
        row = rows.get(role)
        if row is None:
            _make(academy, person, wish)
        elif role in BY_LANGUAGE and codes_of(row) != wish["locales"]:
            row.locales.set(_locales(wish["locales"]))
        else:
            continue
        changed = True
    for role in rows.keys() - wanted.keys():
        rows[role].delete()
        take(AcademyRole.objects.filter(academy=academy, covers=person, role=role))
        changed = True
    return changed


def take(rows: Any) -> list[AcademyRole]:
    """Delete rows of roles one by one, so that rights follow, and return what they were."""
    gone = list(rows)
    for row in gone:
        row.delete()
    return gone


def _make(academy: Academy, person: Any, wish: Wish) -> None:
    row = AcademyRole.objects.create(academy=academy, user=person, role=wish["role"])
    if wish["locales"]:
        row.locales.set(_locales(wish["locales"]))


def _locales(codes: Sequence[str]) -> list[Locale]:
    return list(Locale.objects.filter(language_code__in=codes))
