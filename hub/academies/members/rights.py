"""Who looks after whose roles, and which roles they can give."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import roles_for

Role = AcademyRole.Role


def managed(user: Any) -> QuerySet[Academy]:
    """Return the academies whose people this person looks after; all of them for a superuser.

    A manager whose role is limited to some languages is none in this sense: the roles given here are not limited.
    """
    if not (user.is_authenticated and user.is_active):
        return Academy.objects.none()
    if user.is_superuser:
        return Academy.objects.all()
    held = AcademyRole.objects.filter(user=user, role=Role.MANAGER, locales=None)
    return Academy.objects.filter(pk__in=held.values("academy"))


def manages(user: Any, academy: Academy) -> bool:
    """Return whether somebody looks after the people of this academy, as stored now."""
    return managed(user).filter(pk=academy.pk).exists()


def givable(user: Any, academy: Academy) -> list[str]:
    """Return the roles this person can give and take away in an academy, in the order of the choices.

    A manager has every role of the own academy and can give each; what reaches into all academies only a superuser gives.
    """
    roles = roles_for(is_national=academy.is_national)
    if user.is_superuser:
        return roles
    if not manages(user, academy):
        return []
    return [role for role in roles if role != Role.NATIONAL_EDITOR]


def members_of(academy: Academy) -> QuerySet[Any]:
    """Return everybody with a role in an academy, whether their account is open or not."""
    held = AcademyRole.objects.filter(academy=academy)
    return get_user_model()._default_manager.filter(pk__in=held.values("user"))


def reachable(user: Any, academy: Academy) -> QuerySet[Any]:
    """Return the members whose page this person may open: all but superusers, and those too for a superuser."""
    members = members_of(academy)
    return members if user.is_superuser else members.filter(is_superuser=False)


def within_reach(user: Any, academy: Academy, roles: Iterable[str]) -> bool:
    """Return whether somebody could give all of these roles, and so may take them away."""
    return set(roles) <= set(givable(user, academy))
