"""Send a member the link with which they set a new password themselves."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from wagtail.admin.views.account import PasswordResetView, get_password_reset_form, password_reset_enabled

from hub.academies.members.accounts import address_of
from hub.academies.members.exceptions import NotYourPeople, OutOfReach
from hub.academies.members.history import note
from hub.academies.members.noted import noted
from hub.academies.members.rights import manages
from hub.academies.members.services.asked import require_manager, require_member
from hub.academies.members.telling import within_limits
from hub.academies.models import Academy
from hub.typed import email_key


def can_be_sent(person: Any) -> bool:
    """Return whether the project lets people reset passwords, and this one has an open account with an address."""
    return bool(password_reset_enabled() and person.is_active and address_of(person) and person.has_usable_password())


@noted
def password_link(*, academy: Academy, user: Any, member: Any, request: HttpRequest) -> None:
    """Send the mail that Wagtail sends to those who forgot their password. Nobody else sets it, nor sees the link.

    Raises:
        NotYourPeople, OutOfReach, TooManyInvitations
    """
    if not manages(user, academy):
        raise NotYourPeople
    within_limits(academy, email_key(address_of(member)))
    with transaction.atomic():
        academy = require_manager(academy, user)
        person = require_member(academy, user, member, oneself=True)
        if not can_be_sent(person):
            raise OutOfReach
        note(academy, "password_link", user=user, member=person.pk)
    form = get_password_reset_form()({"email": address_of(person)})
    if form.is_valid():
        form.save(
            request=request,
            use_https=request.is_secure(),
            email_template_name=PasswordResetView.email_template_name,
            subject_template_name=PasswordResetView.subject_template_name,
        )
