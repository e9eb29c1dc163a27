"""What the form promises: name and address are deleted after so many months, and with them everything in own words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from hub.jobs.registry import periodic_jobs
from hub.outbox.models import OutboxMessage
from tests.toolkit_orders.conftest import HOW, HOW_OPTIONS
from tests.toolkit_orders.ordering import Inbox, check, order_pack, send, work
from toolkit_orders.flow.seals import seal_confirmation
from toolkit_orders.models import Grant, Order
from toolkit_orders.retention import kept_from, months_later
from toolkit_orders.services import anonymise as service
from toolkit_orders.services.anonymise import anonymise
from toolkit_orders.services.decline import decline
from toolkit_orders.signals import order_erased

pytestmark = pytest.mark.django_db

CANARY = "CANARYQ"
ADDRESS = "canaryq@harbour.example"
OWN_WORDS = {"key": "free", "label": "Who would you like to reach?", "value": f"Friends of {CANARY}", "value_key": []}
PLACED = datetime.fromisoformat("2025-03-17T10:30:00+00:00")
AFTER = "2026-03-18T09:00:00+00:00"


def rows_of_every_table() -> list[str]:
    """Every row of the database as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return found


def hits() -> list[str]:
    return [row for row in rows_of_every_table() if CANARY.casefold() in row.casefold()]


@pytest.fixture
def old(asking_page) -> Order:
    """An order of long ago: mailed, sent again, with trouble in the outbox, and words of everybody in it."""
    with time_machine.travel(PLACED, tick=False):
        person = {"name": f"{CANARY} Quigg", "email": ADDRESS, "organisation": f"{CANARY} Trust"}
        order = order_pack(asking_page, **person, **{f"q-{HOW}": HOW_OPTIONS[0][0]})
        work()
        Order.objects.filter(pk=order.pk).update(
            answers=[*order.answers, OWN_WORDS], decline_reason=f"{CANARY} rang us", first_download_at=PLACED
        )
        OutboxMessage.objects.update(last_error=f"550 no such user {CANARY}", delivered=["0" * 24])
    order.refresh_from_db()
    return order


@pytest.fixture
def later():
    """A year and a day later."""
    with time_machine.travel(AFTER, tick=False):
        yield


def test_no_table_holds_the_person_any_more(old, later):
    assert len(hits()) >= 2  # the order and its mail: the search works
    assert anonymise(before=kept_from()) == 1
    assert hits() == []


def test_what_remains_is_a_count(old, later, nw, toolkit):
    anonymise(before=kept_from())
    order = Order.objects.get()
    assert (order.status, order.academy, order.toolkit) == ("erased", nw, toolkit)
    assert (order.area_slug, order.organisation_type, order.locale) == ("manchester", "voluntary", "en")
    assert [row["value_key"] for row in order.answers] == [[HOW_OPTIONS[0][0]]]
    for moment in (order.created_at, order.mailed_at, order.first_download_at, Grant.objects.get().sent_at):
        assert timezone.localtime(moment).isoformat() == "2025-03-01T00:00:00+00:00"
    assert not OutboxMessage.objects.filter(payload__order=order.pk).exists()


def test_history_says_so_and_a_host_is_told(old, later, django_capture_on_commit_callbacks):
    told = []
    order_erased.connect(lambda order, **rest: told.append(order.reference), weak=False, dispatch_uid="test")
    with django_capture_on_commit_callbacks(execute=True):
        anonymise(before=kept_from())
    order_erased.disconnect(dispatch_uid="test")
    assert told == [old.reference]
    entry = ModelLogEntry.objects.get(action="toolkit_orders.erase")
    assert (entry.label, entry.data) == (old.shown_reference, {"reference": old.reference})


def test_twice_changes_nothing(old, later):
    anonymise(before=kept_from())
    before = rows_of_every_table()
    assert anonymise(before=kept_from()) == 0
    assert rows_of_every_table() == before


def test_younger_order_is_untouched(old, later, asking_page):
    with time_machine.travel("2025-03-18T12:00:00+00:00", tick=False):  # a year ago today: kept until tomorrow
        young = order_pack(asking_page, email="young@harbour.example", **{f"q-{HOW}": HOW_OPTIONS[0][0]})
    before = Order.objects.filter(pk=young.pk).values().get()
    assert anonymise(before=kept_from()) == 1
    assert Order.objects.filter(pk=young.pk).values().get() == before
    assert OutboxMessage.objects.filter(payload__order=young.pk).exists()


@pytest.mark.parametrize("broken", ["_forget_links", "move", "note"])
def test_run_killed_half_way_leaves_whole_orders_and_the_next_goes_on(old, later, asking_page, monkeypatch, broken):
    with time_machine.travel(PLACED + timedelta(hours=1), tick=False):
        for number in range(4):
            order_pack(asking_page, email=f"{number}.{ADDRESS}", **{f"q-{HOW}": HOW_OPTIONS[0][0]})
    real, calls = getattr(service, broken), []

    def stops_at_the_third(*args, **kwargs):
        calls.append(1)
        result = real(*args, **kwargs)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(service, broken, stops_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        anonymise(before=kept_from(), batch=2)
    for order in Order.objects.all():
        erased = order.status == "erased"
        assert [bool(order.name), bool(order.email), bool(order.email_key)] == [not erased] * 3
        assert OutboxMessage.objects.filter(payload__order=order.pk).exists() is not erased
    assert Order.objects.filter(status="erased").count() == 2
    assert anonymise(before=kept_from(), batch=2) == 3
    assert hits() == []


def test_every_batch_is_worked_through_once(asking_page, later):
    with time_machine.travel(PLACED, tick=False):
        for number in range(5):
            order_pack(asking_page, email=f"person{number}@harbour.example", **{f"q-{HOW}": HOW_OPTIONS[0][0]})
    assert anonymise(before=kept_from(), batch=2) == 5


@pytest.mark.parametrize("status", ["received", "awaiting", "approved", "declined", "revoked"])
def test_orders_in_every_state_are_erased_and_their_mail_is_not_sent(old, later, status, mailoutbox):
    Order.objects.filter(pk=old.pk).update(status=status, decided_at=PLACED)
    OutboxMessage.objects.update(state="pending", attempts=0, delivered=[], last_error="")
    assert anonymise(before=kept_from()) == 1
    mailoutbox.clear()
    work()
    assert not mailoutbox


def test_order_that_a_colleague_has_just_changed_is_erased_as_it_is_now(old, later, nw, user_with_role):
    Order.objects.filter(pk=old.pk).update(status="awaiting")
    decline(order=Order.objects.get(), user=user_with_role(nw, "order_handler"), reason=f"{CANARY}, we know you")
    assert anonymise(before=kept_from()) == 1
    assert hits() == []


def test_link_and_confirmation_of_an_erased_order_show_nothing(old, later, asking_page, client):
    (token,) = Inbox(ADDRESS).tokens
    sealed = seal_confirmation(old.reference, asking_page.pk)
    anonymise(before=kept_from())
    assert client.get(f"/d/{token}/").status_code == 404
    assert client.post(f"/d/{token}/1/").status_code == 404
    assert client.get(f"{asking_page.url}done/{sealed}/").status_code == 410


def test_admin_still_shows_erased_orders_and_offers_nothing_to_do(old, later, nw, user_with_role):
    anonymise(before=kept_from())
    browser = Client()
    browser.force_login(user_with_role(nw, "order_handler"))
    for query in ("", f"?q={old.reference}", "?status=erased"):
        listing = browser.get(reverse("toolkit_orders:index") + query)
        assert listing.status_code == 200 and old.shown_reference in listing.content.decode()
    assert browser.get(reverse("toolkit_orders:index") + "?export=csv").status_code == 200
    page = browser.get(reverse("toolkit_orders:inspect", args=[old.pk])).content.decode()
    assert "Erased" in page and "Run the whole programme" in page and "Friends of" not in page
    for name in ("approve", "decline", "resend", "revoke"):
        address = reverse(f"toolkit_orders:{name}", args=[old.pk])
        assert address not in page
        assert "has changed since you opened it" in browser.post(address, {"reason": ""}, follow=True).content.decode()
    assert Order.objects.get().status == "erased" and Order.objects.get().decline_reason == ""


def test_same_person_may_ask_again_and_is_a_new_order(old, later, asking_page, client):
    anonymise(before=kept_from())
    answers = {"email": ADDRESS, f"q-{HOW}": HOW_OPTIONS[0][0]}
    assert send(client, asking_page, check(client, asking_page, **answers)).status_code == 302
    assert Order.objects.count() == 2


def test_database_keeps_no_erased_order_with_a_name_and_no_other_without_an_address(old):
    for changes in ({"status": "erased"}, {"email": ""}, {"email_key": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Order.objects.filter(pk=old.pk).update(**changes)


def test_command_tells_first_and_erases_then(old, later, capsys):
    call_command("anonymise_orders", "--dry-run")
    assert Order.objects.get().status != "erased" and capsys.readouterr().out.startswith("1 requests")
    call_command("anonymise_orders")
    assert Order.objects.get().status == "erased" and capsys.readouterr().out.startswith("1 requests")
    call_command("anonymise_orders")
    assert capsys.readouterr().out.startswith("0 requests")


def test_worker_erases_once_a_day(old, later):
    (job,) = [job for job in periodic_jobs() if job.name == "toolkit_orders.anonymise"]
    assert job.every == timedelta(days=1)
    assert job.run() == "erased the details of 1 requests"
    assert job.run() is None


def test_months_end_where_months_end():
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_later(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_later(date(2026, 1, 15), -13) == date(2024, 12, 15)
    assert months_later(date(2026, 12, 31), 1) == date(2027, 1, 31)


def test_nobody_is_erased_before_the_months_are_over(settings):
    """From every day of two years: those who asked that day are still named when their months end, and not four days later."""
    for months in (1, 6, 12, 13):
        settings.CL_HUB = {**settings.CL_HUB, "RETENTION_MONTHS": months}
        for number in range(731):
            asked = date(2027, 1, 1) + timedelta(days=number)
            end = months_later(asked, months)
            with time_machine.travel(datetime.fromisoformat(f"{end}T12:00:00+00:00"), tick=False):
                assert kept_from().date() <= asked
            with time_machine.travel(datetime.fromisoformat(f"{end + timedelta(days=4)}T12:00:00+00:00"), tick=False):
                assert kept_from().date() > asked
