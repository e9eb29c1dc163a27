"""An academy may promise to keep details for fewer months than the hub, never for more; what the form says is kept."""

from __future__ import annotations

import uuid
from datetime import datetime

import pytest
import time_machine

from hub.jobs.registry import periodic_jobs
from toolkit_orders.models import Order
from toolkit_orders.retention import delete_by, kept_from, kept_shorter, months_for
from toolkit_orders.services.anonymise import anonymise

pytestmark = pytest.mark.django_db
PLACED = datetime.fromisoformat("2026-01-10T10:00:00+00:00")
PERSON = {"name": "Grace", "email": "grace@harbour.example", "email_key": "grace@harbour.example", "organisation_type": "health"}


def order_of(academy, **fields):
    toolkit = {"toolkit_title": "Pack", "toolkit_key": uuid.uuid4()}
    values = {"idempotency_key": uuid.uuid4(), "locale": "en", "created_at": PLACED, **toolkit, **PERSON, **fields}
    return Order.objects.create(academy=academy, **values)


def erased() -> set[int]:
    return set(Order.objects.filter(status="erased").values_list("pk", flat=True))


@pytest.fixture
def brief(nw):
    nw.retention_months = 3
    nw.save()
    return nw


def test_details_go_after_the_academys_own_months_and_those_of_others_stay(brief, wales):
    own, other, hubs = order_of(brief), order_of(wales), order_of(None)
    (job,) = [job for job in periodic_jobs() if job.name == "toolkit_orders.anonymise"]

    with time_machine.travel("2026-04-09T12:00:00+00:00", tick=False):
        job.run()
        assert erased() == set()
    with time_machine.travel("2026-04-12T12:00:00+00:00", tick=False):
        job.run()
        job.run()
        assert erased() == {own.pk}
    with time_machine.travel("2027-01-12T12:00:00+00:00", tick=False):
        job.run()
    assert erased() == {own.pk, other.pk, hubs.pk}


def test_what_the_form_of_an_academy_promised_counts_where_the_area_led_to_another(brief, wales, asking_page):
    asking_page.refresh_from_db()
    type(asking_page).objects.filter(pk=asking_page.pk).update(academy=brief)
    order = order_of(wales, request_page=asking_page)

    with time_machine.travel("2026-04-12T12:00:00+00:00", tick=False):
        anonymise(before=kept_from(), shorter=kept_shorter())

    assert erased() == {order.pk}


@pytest.mark.parametrize(("own", "kept"), [(None, 12), (3, 3), (12, 12), (99, 12)])
def test_months_are_never_more_than_the_hubs(nw, own, kept):
    nw.retention_months = own
    assert months_for(nw) == kept
    assert delete_by(PLACED.date(), nw).month == (1 if kept == 12 else 4)
    assert months_for(None) == 12


def test_form_says_the_academys_months(client, asking_page):
    academy = asking_page.academy
    assert academy is not None
    address = asking_page.get_url()
    assert "for 12 months" in client.get(address).content.decode()

    academy.retention_months = 1
    academy.save()

    assert "for 1 month," in client.get(address).content.decode()
