"""Ask somebody by mail to work for an academy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub import conf
from hub.academies.members.accounts import accounts_with
from hub.academies.members.exceptions import AlreadyInvited, AlreadyMember, CannotInvite, NotYourPeople
from hub.academies.members.history import note
from hub.academies.members.noted import noted
from hub.academies.members.rights import manages, members_of
from hub.academies.members.services.asked import require_manager
from hub.academies.members.telling import promise_invitation, within_limits
from hub.academies.members.wishes import Wish, checked
from hub.academies.models import Academy, Invitation
from hub.typed import email_key


@noted
def invite(*, academy: Academy, user: Any, email: str, wishes: Sequence[Wish]) -> Invitation:
    """Make an invitation and promise its mail.

    Args:
        email: an address that ``hub.typed.AddressField`` has accepted.
        wishes: the roles to give on acceptance, [{"role": …, "locales": [codes]}].

    Raises:
        NotYourPeople, AcademyArchived, NoRoles, RolesRefused, LanguagesMissing, TooManyInvitations
        CannotInvite: an administrator of the hub, or an account that is closed; it does not say which.
        AlreadyMember: with the key of the member.
        AlreadyInvited: an invitation is open.
    """
    if not manages(user, academy):
        raise NotYourPeople
    key = email_key(email)
    within_limits(academy, key)
    with transaction.atomic():
        academy = require_manager(academy, user, working=True)
        roles = checked(user=user, academy=academy, wishes=wishes)
        _refuse_known(academy, email)
        _make_room(academy, key)
        invitation = Invitation.objects.create(
            academy=academy,
            email=email.strip(),
            email_key=key,
            roles=roles,
            invited_by=user,
            expires_at=timezone.now() + timedelta(days=conf.get("INVITATION_DAYS")),
        )
        note(academy, "invited", user=user, invitation=invitation.pk, roles=[wish["role"] for wish in roles])
        promise_invitation(invitation)
    return invitation


def _refuse_known(academy: Academy, email: str) -> None:
    accounts = accounts_with(email)
    if any(account.is_superuser for account in accounts):
        raise CannotInvite(field="email")
    here = members_of(academy).filter(pk__in=[account.pk for account in accounts]).order_by("pk").first()
    if here is not None:
        raise AlreadyMember(here.pk)
    if accounts and not any(account.is_active for account in accounts):
        raise CannotInvite(field="email")


def _make_room(academy: Academy, key: str) -> None:
    """An invitation that ran out makes room for a new one."""
    waiting = Invitation.objects.waiting().filter(academy=academy, email_key=key)
    now = timezone.now()
    if waiting.filter(expires_at__gt=now).exists():
        raise AlreadyInvited(field="email")
    waiting.update(revoked_at=now, digest=None)
