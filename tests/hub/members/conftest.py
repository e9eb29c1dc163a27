"""A manager, people to look after, and the mail they get."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from hub.academies.members.services.invite import invite
from hub.academies.models import Academy, AcademyRole, Invitation
from hub.outbox.delivery import deliver_due


@pytest.fixture
def manager(nw, user_with_role):
    return user_with_role(nw, "manager", first_name="Shabana", last_name="Mir")


@pytest.fixture
def tom(nw, user_with_role):
    return user_with_role(nw, "publisher", first_name="Tom", last_name="Alder")


@pytest.fixture
def kath(nw, user_with_role):
    return user_with_role(nw, "editor", first_name="Kath", last_name="Orrell")


@pytest.fixture
def stranger(wales, user_with_role):
    """Somebody of the other academy."""
    return user_with_role(wales, "editor", first_name="Gwenda", last_name="Prosser")


@pytest.fixture
def national(home):
    return Academy.objects.create(
        name="National team", short_name="National", slug="national", is_national=True, home_key=home.translation_key
    )


@pytest.fixture
def desk(client, manager):
    """The manager, signed in."""
    client.force_login(manager)
    return client


def page(name, academy, *keys):
    return reverse(f"hub_people:{name}", args=[getattr(each, "pk", each) for each in (academy, *keys)])


def wish(role, *locales):
    return {"role": role, "locales": list(locales)}


def held(academy, person):
    """The roles a person has in an academy, without cover."""
    rows = AcademyRole.objects.filter(academy=academy, user=person, covers=None)
    return sorted(rows.values_list("role", flat=True))


def everything():
    """What no refused attempt may change: all roles, accounts and invitations."""
    from django.contrib.auth import get_user_model

    users = get_user_model().objects.order_by("pk")
    return (
        sorted(AcademyRole.objects.values_list("academy", "user", "role", "covers", "until")),
        [*users.values_list("pk", "is_active", "is_superuser", "is_staff", "password", "email")],
        sorted(get_user_model().groups.through.objects.values_list("user_id", "group_id")),
        sorted(Invitation.objects.values_list("pk", "academy", "email_key", "revoked_at", "accepted_at")),
    )


def refusals(academy):
    """The refused attempts in an academy's log, as data."""
    return [entry.data for entry in ModelLogEntry.objects.for_instance(academy).filter(action="hub.member.refused").order_by("pk")]


def actions(academy):
    return list(ModelLogEntry.objects.for_instance(academy).order_by("pk").values_list("action", flat=True))


def work():
    """Send what is due, and return it."""
    before = len(mail.outbox)
    deliver_due(owner="test worker")
    return mail.outbox[before:]


def invited(academy, user, email="new@hub.example", *wishes):
    """An invitation whose mail has gone out, and the token in it."""
    invitation = invite(academy=academy, user=user, email=email, wishes=wishes or [wish("editor")])
    (message,) = [message for message in work() if message.to == [email]]
    return invitation, re.search(r"/invitation/([^/\s]+)/", message.body)[1]


def link(token):
    return reverse("hub_invitation", args=[token])


NEW = {"first_name": "Ada", "last_name": "Byron", "password1": "a-good-long-password-7", "password2": "a-good-long-password-7"}
