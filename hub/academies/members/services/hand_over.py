"""Give what somebody holds to a colleague."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hub.academies.members.exceptions import CannotTakeOver
from hub.academies.members.history import note
from hub.academies.members.holdings import holdings_of
from hub.academies.members.noted import noted
from hub.academies.members.rights import members_of
from hub.academies.members.services.asked import require_manager, require_member
from hub.academies.members.telling import tell
from hub.academies.models import Academy


@noted
def hand_over(*, academy: Academy, user: Any, member: Any, receiver: Any) -> dict[str, int]:
    """Give everything a member holds in this academy to a colleague, and return how much of what: {key of holding: number}.

    Raises:
        NotYourPeople, OutOfReach
        CannotTakeOver: the receiver is no other member of this academy with an open account.
    """
    with transaction.atomic():
        academy = require_manager(academy, user)
        person = require_member(academy, user, member, oneself=True)
        colleagues = members_of(academy).filter(is_active=True).exclude(pk=person.pk)
        other = colleagues.filter(pk=receiver.pk).first()
        if other is None:
            raise CannotTakeOver(field="receiver")
        given = {holding.key: holding.give(other) for holding in holdings_of(academy, person)}
        if sum(given.values()):
            entry = note(academy, "handed_over", user=user, member=person.pk, other=other.pk, given=given)
            tell(academy, other, "handed_over", entry=entry, other=person.pk, number=sum(given.values()))
    return given
