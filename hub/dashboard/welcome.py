"""The hub's own part: which academies a person looks after, what the roles allow, and the way there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import PAGES
from hub.dashboard.sections import Action, Section

Role = AcademyRole.Role
MOST_ACADEMIES = 3  # with more, buttons for each would be a wall; the menu leads there as well


def roles_of(request: HttpRequest) -> dict[Academy, set[str]]:
    """Return the academies of a person and the roles in each, by name; one query for each request."""
    found: dict[Academy, set[str]] | None = getattr(request, "hub_roles", None)
    if found is None:
        found = {}
        rows = AcademyRole.objects.filter(user=request.user).select_related("academy").order_by("academy__name")
        for row in rows:
            found.setdefault(row.academy, set()).add(row.role)
        request.hub_roles = found  # type: ignore[attr-defined]
    return found


def sentences_for(request: HttpRequest) -> list[str]:
    """Return what a person looks after and may do, a line for each academy."""
    if request.user.is_superuser:
        return [_("You look after the whole hub: every academy, its people and its settings.")]
    return [
        " ".join([_("You look after %(academy)s.") % {"academy": academy}, *_may(held)])
        for academy, held in roles_of(request).items()
    ]


def _may(roles: set[str]) -> list[str]:
    found = []
    if roles & {Role.PUBLISHER, Role.MANAGER}:
        found.append(_("You can write and publish its pages."))
    elif Role.EDITOR in roles:
        found.append(_("You can write its pages; a publisher puts them online."))
    if roles & {Role.ORDER_HANDLER, Role.MANAGER}:
        found.append(_("You can answer toolkit requests."))
    if Role.MANAGER in roles:
        found.append(_("You can change its contact details and colours."))
    return found


def hub_section(request: HttpRequest) -> Section | None:
    """Return the ways to a person's own pages and, for managers, to the academy's details; at most two queries."""
    if request.user.is_superuser:
        return Section(actions=(Action(_("See all pages"), reverse("wagtailadmin_explore_root"), "folder-open-inverse"),))
    roles = roles_of(request)
    if not roles or len(roles) > MOST_ACADEMIES:
        return None
    return Section(actions=(*_pages(roles), *_details(roles)))


def _pages(roles: dict[Academy, set[str]]) -> list[Action]:
    by_key = {academy.home_key: academy for academy, held in roles.items() if any(PAGES[role] for role in held)}
    homes: dict[Any, int] = {}  # of a section in several languages, the first
    for pk, key in Page.objects.filter(translation_key__in=by_key).order_by("path").values_list("pk", "translation_key"):
        homes.setdefault(key, pk)
    return [
        Action(
            _("See pages of %(academy)s") % {"academy": by_key[key]} if len(roles) > 1 else _("See our pages"),
            reverse("wagtailadmin_explore", args=[pk]),
            "folder-open-inverse",
        )
        for key, pk in homes.items()
    ]


def _details(roles: dict[Academy, set[str]]) -> list[Action]:
    return [
        Action(
            _("Change details of %(academy)s") % {"academy": academy} if len(roles) > 1 else _("Change our details"),
            reverse("hub_academies:edit", args=[academy.pk]),
            "edit",
        )
        for academy, held in roles.items()
        if Role.MANAGER in held
    ]
