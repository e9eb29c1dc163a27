"""Two at the same moment, on a database in a file: an academy never loses its last manager."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.utils import timezone
from wagtail.models import Locale

from hub.academies.members.exceptions import InvitationClosed, LastManager, NotYourPeople, OtherAccount
from hub.academies.members.services.accept import digest_of, register
from hub.academies.members.services.deactivate import deactivate
from hub.academies.members.services.remove import remove
from hub.academies.models import Academy, AcademyRole, Invitation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def academy(transactional_db):
    Locale.objects.get_or_create(language_code="en")
    return Academy.objects.create(name="North West Academy", short_name="North West", slug="nw")


@pytest.fixture
def managers(academy):
    people = [get_user_model().objects.create_user(username=f"m{number}", email=f"m{number}@hub.example") for number in range(2)]
    for person in people:
        AcademyRole.objects.create(academy=academy, user=person, role="manager")
    return people


def at_once(jobs):
    barrier = threading.Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(timeout=60)
            job()
        except (LastManager, NotYourPeople, InvitationClosed, OtherAccount) as refusal:
            return type(refusal).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return sorted(pool.map(run, jobs))


@pytest.mark.parametrize("service", [remove, deactivate])
def test_two_managers_who_take_each_other_out_leave_one(service, academy, managers):
    one, two = managers
    answers = at_once(
        [
            lambda: service(academy=academy, user=one, member=two),
            lambda: service(academy=academy, user=two, member=one),
        ]
    )
    assert answers == ["NotYourPeople", "done"]
    assert AcademyRole.objects.filter(role="manager", user__is_active=True).count() == 1


def test_two_administrators_who_take_out_a_manager_each_leave_one(academy, managers):
    one, two = managers
    root = get_user_model().objects.create_superuser(username="root", email="root@hub.example")
    answers = at_once(
        [lambda: remove(academy=academy, user=root, member=one), lambda: remove(academy=academy, user=root, member=two)]
    )
    assert answers == ["LastManager", "done"]
    assert AcademyRole.objects.filter(role="manager").count() == 1


def test_one_link_opened_four_times_at_once_is_one_account(academy, managers):
    token = "t" * 43
    Invitation.objects.create(
        academy=academy,
        email="new@hub.example",
        email_key="new@hub.example",
        roles=[{"role": "editor", "locales": []}],
        digest=digest_of(token),
        invited_by=managers[0],
        expires_at=timezone.now() + timedelta(days=1),
    )
    job = lambda: register(token=token, first_name="Ada", last_name="B", password="a-good-long-password-7")  # noqa: E731
    assert at_once([job] * 4) == ["InvitationClosed"] * 3 + ["done"]
    assert get_user_model().objects.filter(email="new@hub.example").count() == 1
