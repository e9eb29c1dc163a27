"""Send an invitation again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub import conf
from hub.academies.members.exceptions import InvitationClosed, NotYourPeople
from hub.academies.members.history import note
from hub.academies.members.noted import noted
from hub.academies.members.rights import manages
from hub.academies.members.services.asked import require_manager
from hub.academies.members.telling import promise_invitation, within_limits
from hub.academies.members.wishes import checked
from hub.academies.models import Academy, Invitation


@noted
def resend(*, academy: Academy, user: Any, invitation: Invitation) -> None:
    """Promise the mail once more, with a new link that is open as long as a first one; the earlier link is dead then.

    Whoever sends it again answers for the roles in it from now on.

    Raises:
        NotYourPeople, AcademyArchived, TooManyInvitations
        RolesRefused: the invitation gives what this person cannot give.
        InvitationClosed: it was accepted or taken back.
    """
    if not manages(user, academy):
        raise NotYourPeople
    within_limits(academy, invitation.email_key)
    with transaction.atomic():
        academy = require_manager(academy, user, working=True)
        row = Invitation.objects.waiting().filter(academy=academy, pk=invitation.pk).first()
        if row is None:
            raise InvitationClosed("used")
        row.roles = checked(user=user, academy=academy, wishes=row.roles)
        row.expires_at = timezone.now() + timedelta(days=conf.get("INVITATION_DAYS"))
        row.invited_by = user
        row.save(update_fields=["roles", "expires_at", "invited_by"])
        note(academy, "invited_again", user=user, invitation=row.pk)
        promise_invitation(row)
