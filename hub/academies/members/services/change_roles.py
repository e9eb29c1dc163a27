"""Change what a member may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from hub.academies.members.granting import as_wishes, own_rows, replace
from hub.academies.members.history import note
from hub.academies.members.noted import noted
from hub.academies.members.protection import require_manager_without
from hub.academies.members.services.asked import require_manager, require_member
from hub.academies.members.telling import tell
from hub.academies.members.wishes import Wish, checked
from hub.academies.models import Academy, AcademyRole


@noted
def change_roles(*, academy: Academy, user: Any, member: Any, wishes: Sequence[Wish]) -> bool:
    """Make a member's roles here exactly what is asked for, and return whether that changed anything.

    What they stand in for stays as it is; who stands in for them loses what they lose.

    Raises:
        NotYourPeople, AcademyArchived, NotOneself, OutOfReach, NoRoles, RolesRefused, LanguagesMissing
        LastManager: they would no longer manage the academy, and nobody else does.
    """
    with transaction.atomic():
        academy = require_manager(academy, user, working=True)
        person = require_member(academy, user, member)
        roles = checked(user=user, academy=academy, wishes=wishes, held=as_wishes(own_rows(academy, person)))
        if AcademyRole.Role.MANAGER not in [wish["role"] for wish in roles]:
            require_manager_without(academy, person)
        if not replace(academy, person, roles):
            return False
        entry = note(academy, "roles", user=user, member=person.pk, roles=[wish["role"] for wish in roles])
        tell(academy, person, "roles", entry=entry)
    return True
