"""Accept an invitation, with a new account or with one's own."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.academies.members.accounts import accounts_with, new_account
from hub.academies.members.exceptions import InvitationClosed, InvitationUnknown, OtherAccount
from hub.academies.members.granting import add
from hub.academies.members.history import note
from hub.academies.members.protection import lock, lock_person
from hub.academies.members.rights import givable
from hub.academies.members.telling import tell
from hub.academies.models import Invitation

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # what secrets.token_urlsafe(32) makes


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(*, token: str) -> Invitation:
    """Return the invitation of a token, if it can be accepted now.

    Raises:
        InvitationUnknown: there is none, or the token is no token.
        InvitationClosed: it was used, taken back, ran out, or whoever sent it may no longer give what it gives.
    """
    if not TOKEN.fullmatch(token):
        raise InvitationUnknown
    rows = Invitation.objects.select_related("academy", "invited_by")
    invitation = rows.filter(digest=digest_of(token)).first()
    if invitation is None:
        raise InvitationUnknown
    require_open(invitation)
    return invitation


def require_open(invitation: Invitation) -> None:
    """Raise ``InvitationClosed`` unless somebody can accept an invitation now."""
    if invitation.accepted_at is not None:
        raise InvitationClosed("used")
    if invitation.revoked_at is not None:
        raise InvitationClosed("revoked")
    if invitation.expires_at <= timezone.now():
        raise InvitationClosed("expired")
    inviter = invitation.invited_by
    roles = {wish["role"] for wish in invitation.roles}
    if invitation.academy.archived_at or inviter is None or not roles or not roles <= set(givable(inviter, invitation.academy)):
        raise InvitationClosed("void")
    accounts = accounts_with(invitation.email)
    if accounts and not usable(accounts):
        raise InvitationClosed("void")


def usable(accounts: list[Any]) -> list[Any]:
    """Return the accounts that may accept: open ones, and none at all where one is an administrator's."""
    return [] if any(account.is_superuser for account in accounts) else [account for account in accounts if account.is_active]


def join(*, token: str, user: Any) -> Invitation:
    """Give somebody who is signed in the roles they were invited to.

    Raises:
        InvitationUnknown, InvitationClosed
        OtherAccount: the invitation was sent to another address.
    """
    with transaction.atomic():
        invitation = _locked(token)
        person = lock_person(user.pk)
        if person is None or person.pk not in {account.pk for account in usable(accounts_with(invitation.email))}:
            raise OtherAccount
        _settle(invitation, person)
    return invitation


def register(*, token: str, first_name: str, last_name: str, password: str) -> Invitation:
    """Make an account for the address that was invited, and give it the roles.

    Raises:
        InvitationUnknown, InvitationClosed
        OtherAccount: there is an account with this address by now; its owner signs in and accepts.
    """
    with transaction.atomic():
        invitation = _locked(token)
        if accounts_with(invitation.email):
            raise OtherAccount
        try:
            with transaction.atomic():
                person = new_account(address=invitation.email, first_name=first_name, last_name=last_name, password=password)
        except IntegrityError as error:  # the same person, at this moment, by another academy's invitation
            raise OtherAccount from error
        _settle(invitation, person)
    return invitation


def _locked(token: str) -> Invitation:
    academy = lock(find(token=token).academy)
    invitation = find(token=token)  # again: whoever held the lock may have used it
    invitation.academy = academy
    require_open(invitation)
    return invitation


def _settle(invitation: Invitation, person: Any) -> None:
    if Invitation.objects.waiting().filter(pk=invitation.pk).update(accepted_at=timezone.now(), accepted_by=person) != 1:
        raise InvitationClosed("used")
    add(invitation.academy, person, invitation.roles)
    roles = [wish["role"] for wish in invitation.roles]
    entry = note(invitation.academy, "joined", user=person, member=person.pk, invitation=invitation.pk, roles=roles)
    tell(invitation.academy, person, "joined", entry=entry)
