"""Promises the mails about people. What they say is made when they are sent; see ``emails``."""

from __future__ import annotations

from typing import Any

from hub.academies.members.exceptions import TooManyInvitations
from hub.academies.models import Academy, Invitation
from hub.limits import allow_all
from hub.outbox.services import enqueue

INVITATION = "hub.invitation"
MEMBERSHIP = "hub.membership"


def within_limits(academy: Academy, address: str) -> None:
    """Count a mail that an academy asks for; call it outside the transaction that promises it.

    Raises:
        TooManyInvitations: the academy, or the address, has had its share of this hour.
    """
    if not allow_all({"people-academy": str(academy.pk), "people-address": address}):
        raise TooManyInvitations


def promise_invitation(invitation: Invitation) -> None:
    """Promise the mail with the link; asked for again, with another last day, it is another mail."""
    key = f"{invitation.pk}:{invitation.expires_at.timestamp():.6f}"
    enqueue(kind=INVITATION, key=key, payload={"invitation": invitation.pk})


def tell(academy: Academy, person: Any, what: str, *, entry: Any, **more: Any) -> None:
    """Promise one mail to a person about one entry of the log.

    Args:
        what: a key of ``emails.SENTENCES``.
        more: further keys of accounts, or numbers.
    """
    payload = {"academy": academy.pk, "person": person.pk, "what": what, **more}
    enqueue(kind=MEMBERSHIP, key=f"{entry.pk}:{what}", payload=payload)
