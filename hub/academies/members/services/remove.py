"""Take a person out of an academy."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from hub.academies.members.granting import take
from hub.academies.members.history import note
from hub.academies.members.noted import noted
from hub.academies.members.protection import require_manager_without
from hub.academies.members.services.asked import require_manager, require_member
from hub.academies.members.telling import tell
from hub.academies.models import Academy, AcademyRole


@noted
def remove(*, academy: Academy, user: Any, member: Any) -> None:
    """Take away every role a person has here, and what others have here by standing in for them. The account stays.

    Raises:
        NotYourPeople, NotOneself, OutOfReach
        LastManager: nobody else manages the academy.
    """
    with transaction.atomic():
        academy = require_manager(academy, user)
        person = require_member(academy, user, member)
        require_manager_without(academy, person)
        take(AcademyRole.objects.filter(Q(user=person) | Q(covers=person), academy=academy))
        entry = note(academy, "removed", user=user, member=person.pk)
        tell(academy, person, "removed", entry=entry)
