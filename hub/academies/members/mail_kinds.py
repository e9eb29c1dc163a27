"""Which mails about people there are. Registered with the outbox in ``AppConfig.ready()``."""

from __future__ import annotations

import secrets

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage

from hub.academies.members import emails
from hub.academies.members.accounts import address_of
from hub.academies.members.exceptions import InvitationClosed
from hub.academies.members.services.accept import digest_of, require_open
from hub.academies.members.telling import INVITATION, MEMBERSHIP
from hub.academies.models import Academy, Invitation
from hub.outbox.models import OutboxMessage
from hub.outbox.registry import register


def invitation(message: OutboxMessage) -> EmailMessage | None:
    """Make a fresh token, keep its SHA-256, and build the mail that holds it; ``None`` when nobody can accept any longer."""
    rows = Invitation.objects.select_related("academy", "invited_by__wagtail_userprofile")
    found = rows.filter(pk=message.payload.get("invitation")).first()
    if found is None:
        return None
    try:
        require_open(found)
    except InvitationClosed:
        return None
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=found.pk).update(digest=digest_of(token))
    return emails.invitation_mail(invitation=found, token=token)


def membership(message: OutboxMessage) -> EmailMessage | None:
    """Build the mail to a person whose work has changed; ``None`` when they, or the academy, are gone."""
    payload = message.payload
    people = get_user_model()._default_manager.in_bulk([payload["person"], payload.get("other") or payload["person"]])
    person = people.get(payload["person"])
    academy = Academy.objects.filter(pk=payload["academy"]).first()
    if person is None or academy is None or not address_of(person):
        return None
    if payload.get("other") and payload["other"] not in people:
        return None
    details = {"other": people.get(payload.get("other")), "number": payload.get("number", 0)}
    return emails.membership_mail(academy=academy, person=person, what=payload["what"], details=details)


def register_all() -> None:
    """Tell the outbox about the mails of this room."""
    register(INVITATION, invitation)
    register(MEMBERSHIP, membership)
