"""Close a person's account, and open it again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import ModelLogEntry

from hub.academies.members.exceptions import OutOfReach, WorksElsewhere
from hub.academies.members.history import PREFIX, note
from hub.academies.members.noted import noted
from hub.academies.members.protection import require_manager_without
from hub.academies.members.services.asked import require_manager, require_member
from hub.academies.members.telling import tell
from hub.academies.models import Academy, AcademyRole


def belongs_here_only(academy: Academy, person: Any) -> bool:
    """Return whether an account is used for this academy and nothing else: no role elsewhere, no group of a host."""
    if person.is_superuser or getattr(person, "is_staff", False):
        return False
    elsewhere = AcademyRole.objects.filter(user=person).exclude(academy=academy).exists()
    return not elsewhere and not person.groups.filter(academy_group=None).exists()


def closed_here(academy: Academy, person: Any) -> bool:
    """Return whether a manager of this academy closed the account: what an administrator closed stays closed."""
    entries = ModelLogEntry.objects.for_instance(academy)
    return bool(entries.filter(action=f"{PREFIX}deactivated", data__member=person.pk).exists())


@noted
def deactivate(*, academy: Academy, user: Any, member: Any) -> None:
    """Close an account: nobody can sign in with it, and who is signed in with it is not any longer. Roles stay.

    Raises:
        NotYourPeople, NotOneself, OutOfReach
        WorksElsewhere: the account is used elsewhere too; the person can only be removed from here.
        LastManager: nobody else manages the academy.
    """
    with transaction.atomic():
        academy = require_manager(academy, user)
        person = require_member(academy, user, member)
        if not belongs_here_only(academy, person):
            raise WorksElsewhere
        require_manager_without(academy, person)
        if not person.is_active:
            return
        person.is_active = False
        person.save(update_fields=["is_active"])
        entry = note(academy, "deactivated", user=user, member=person.pk)
        tell(academy, person, "deactivated", entry=entry)


@noted
def reactivate(*, academy: Academy, user: Any, member: Any) -> None:
    """Open an account that was closed here.

    Raises:
        NotYourPeople, NotOneself
        OutOfReach: an administrator of the hub closed it, or it is an administrator's.
        WorksElsewhere: the account is used elsewhere too.
    """
    with transaction.atomic():
        academy = require_manager(academy, user, working=True)
        person = require_member(academy, user, member)
        if not belongs_here_only(academy, person):
            raise WorksElsewhere
        if not user.is_superuser and not closed_here(academy, person):
            raise OutOfReach
        if person.is_active:
            return
        person.is_active = True
        person.save(update_fields=["is_active"])
        entry = note(academy, "reactivated", user=user, member=person.pk)
        tell(academy, person, "reactivated", entry=entry)
