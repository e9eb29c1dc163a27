"""The questions every verb asks first, once the academy is locked."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from hub.academies.members.exceptions import AcademyArchived, NotOneself, NotYourPeople, OutOfReach
from hub.academies.members.granting import own_rows
from hub.academies.members.protection import lock, lock_person
from hub.academies.members.rights import manages, members_of, within_reach
from hub.academies.models import Academy


def require_manager(academy: Academy, user: Any, *, working: bool = False) -> Academy:
    """Lock an academy and return it as stored, if this person looks after its people.

    Args:
        working: whether an archived academy is refused.

    Raises:
        NotYourPeople, AcademyArchived
    """
    locked = lock(academy)
    actor = get_user_model()._default_manager.filter(pk=user.pk).first()  # as stored: the request may be older than the lock
    if actor is None or not manages(actor, locked):
        raise NotYourPeople
    if working and locked.archived_at is not None:
        raise AcademyArchived
    return locked


def require_member(academy: Academy, user: Any, member: Any, *, oneself: bool = False) -> Any:
    """Lock a member's account and return it, if this person may change what the member may do here.

    Args:
        academy: locked already.
        oneself: whether people may do this to themselves. Superusers may always.

    Raises:
        NotYourPeople: no member of this academy.
        NotOneself: it is the one who acts.
        OutOfReach: a superuser, or somebody with a role that the one who acts could not give.
    """
    person = lock_person(member.pk)
    if person is None or not members_of(academy).filter(pk=person.pk).exists():
        raise NotYourPeople
    if user.is_superuser:
        return person
    if person.pk == user.pk and not oneself:
        raise NotOneself
    if person.is_superuser or not within_reach(user, academy, [row.role for row in own_rows(academy, person)]):
        raise OutOfReach
    return person
