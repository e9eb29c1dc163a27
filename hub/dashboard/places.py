"""Where in the tree a person works, and with which roles: what the parts of the first page look things up by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Locale, Page

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import BY_LANGUAGE, counting
from hub.translation.active import default_code


@dataclass(frozen=True)
class Place:
    """The home of an academy in one language, and the roles a person has there; ``without`` is not part of it."""

    academy: Academy
    page: int
    path: str
    locale: int
    roles: frozenset[str]
    without: tuple[str, ...] = ()

    @property
    def pages(self) -> Q:
        """The pages of this place, as a condition on ``path``."""
        return self.condition("path")

    def condition(self, name: str) -> Q:
        """The same for pages that are found by another name, such as ``page__path``."""
        found = Q(**{f"{name}__startswith": self.path})
        for path in self.without:
            found &= ~Q(**{f"{name}__startswith": path})
        return found


def role_rows(request: HttpRequest) -> list[AcademyRole]:
    """Return the roles of a person that count, with academy and languages; two queries for each request."""
    found: list[AcademyRole] | None = getattr(request, "hub_role_rows", None)
    if found is None:
        rows = counting(AcademyRole.objects.filter(user=request.user)).select_related("academy").prefetch_related("locales")
        found = list(rows.order_by("academy__name", "pk"))
        request.hub_role_rows = found  # type: ignore[attr-defined]
    return found


def roles_of(request: HttpRequest) -> dict[Academy, set[str]]:
    """Return the academies of a person and the roles in each, by name."""
    found: dict[Academy, set[str]] = {}
    for row in role_rows(request):
        found.setdefault(row.academy, set()).add(row.role)
    return found


def places_of(request: HttpRequest) -> list[Place]:
    """Return the homes of a person's academies, in the order of the tree; one query, two for the hub's own team."""
    found: list[Place] | None = getattr(request, "hub_places", None)
    if found is None:
        found = list(_places(role_rows(request)))
        request.hub_places = found  # type: ignore[attr-defined]
    return found


def languages_of(request: HttpRequest) -> dict[int, Locale]:
    """Return the languages of the site by key, the one pages are first written in first; one query for each request."""
    found: dict[int, Locale] | None = getattr(request, "hub_languages", None)
    if found is None:
        rows = sorted(Locale.objects.all(), key=lambda locale: (locale.language_code != default_code(), locale.language_code))
        found = {locale.pk: locale for locale in rows}
        request.hub_languages = found  # type: ignore[attr-defined]
    return found


def any_of(places: Iterable[Place], name: str = "path") -> Q:
    """Return the condition that a page is in one of these places; without one, that it is nowhere."""
    found = Q(pk__in=())
    for place in places:
        found |= place.condition(name)
    return found


def _places(rows: list[AcademyRole]) -> Iterable[Place]:
    keys = {row.academy.home_key: row.academy for row in rows if row.academy.home_key}
    if not keys:
        return
    inner: tuple[str, ...] = ()
    if any(academy.is_national for academy in keys.values()):
        sections = Academy.objects.regional().exclude(home_key=None).values("home_key")
        inner = tuple(Page.objects.filter(translation_key__in=sections).values_list("path", flat=True))
    homes = Page.objects.filter(translation_key__in=keys).order_by("path")
    for pk, path, locale, key in homes.values_list("pk", "path", "locale_id", "translation_key"):
        academy = keys[key]
        held = frozenset(row.role for row in rows if row.academy_id == academy.pk and _holds(row, locale))
        yield Place(academy, pk, path, locale, held, inner if academy.is_national else ())


def _holds(row: AcademyRole, locale: int) -> bool:
    languages = [each.pk for each in row.locales.all()]
    return locale in languages or (not languages and row.role not in BY_LANGUAGE)
