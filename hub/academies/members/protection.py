"""An academy that works keeps a manager, whoever acts at the same time."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from hub.academies.members.exceptions import LastManager
from hub.academies.models import Academy, AcademyRole

Role = AcademyRole.Role


def lock(academy: Academy) -> Academy:
    """Return the academy as stored, with its row locked: all changes of its people wait for each other here.

    Call it first in a transaction, before anything is read that the change depends on. Who also needs a person's row
    locks that second, so that no two changes wait for each other.
    """
    return Academy.objects.select_for_update(of=("self",)).get(pk=academy.pk)


def lock_person(pk: Any) -> Any:
    """Return a person's account as stored, with its row locked, or ``None`` if it is gone."""
    return get_user_model()._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()


def managers_but(academy: Academy, person: Any) -> bool:
    """Return whether somebody else manages an academy: with an account that is open, not only for the time of an absence."""
    held = AcademyRole.objects.filter(academy=academy, role=Role.MANAGER, covers=None, locales=None, user__is_active=True)
    return held.exclude(user=person).exists()


def is_manager(academy: Academy, person: Any) -> bool:
    """Return whether somebody is one of the managers that count for an academy."""
    return person.is_active and bool(
        AcademyRole.objects.filter(academy=academy, role=Role.MANAGER, covers=None, locales=None, user=person).exists()
    )


def require_manager_without(academy: Academy, person: Any) -> None:
    """Refuse to lose a person as manager where nobody else is one; call it with the academy locked.

    Raises:
        LastManager: the academy works, and would be left without a manager.
    """
    if academy.archived_at is None and is_manager(academy, person) and not managers_but(academy, person):
        raise LastManager


def academies_left_alone(person: Any) -> list[Academy]:
    """Return the working academies whose only manager this person is."""
    if not person.is_active:
        return []
    held = AcademyRole.objects.filter(user=person, role=Role.MANAGER, covers=None, locales=None)
    academies = Academy.objects.working().filter(pk__in=held.values("academy"))
    return [academy for academy in academies if not managers_but(academy, person)]
