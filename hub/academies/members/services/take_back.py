"""Take an invitation back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.academies.members.exceptions import InvitationClosed
from hub.academies.members.history import note
from hub.academies.members.noted import noted
from hub.academies.members.services.asked import require_manager
from hub.academies.models import Academy, Invitation


@noted
def take_back(*, academy: Academy, user: Any, invitation: Invitation) -> None:
    """Close an invitation before it is accepted: its link says so from now on.

    Raises:
        NotYourPeople: this person does not look after the academy's people.
        InvitationClosed: it was accepted or taken back already.
    """
    with transaction.atomic():
        academy = require_manager(academy, user)
        waiting = Invitation.objects.waiting().filter(academy=academy, pk=invitation.pk)
        if waiting.update(revoked_at=timezone.now()) != 1:
            raise InvitationClosed("used")
        note(academy, "invitation_taken_back", user=user, invitation=invitation.pk)
