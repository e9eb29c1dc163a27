"""Promises of mail: made once, kept once, and what a handler may do wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from hub.leases import scrub
from hub.outbox import delivery, registry
from hub.outbox.delivery import deliver_due
from hub.outbox.models import OutboxMessage
from hub.outbox.registry import UnknownKind, register
from hub.outbox.services import enqueue, revive

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    register("test.hello", lambda message: EmailMessage("Hello", "text", to=[f"person{message.key}@example.org"]))


def make_due():
    OutboxMessage.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def test_promise_made_twice_is_one_row_and_one_mail():
    first = enqueue(kind="test.hello", key="1", payload={"order": 1})
    again = enqueue(kind="test.hello", key="1", payload={"order": 2})
    assert first.pk == again.pk
    assert again.payload == {"order": 1}
    deliver_due(owner="a")
    deliver_due(owner="a")
    assert len(mail.outbox) == 1


def test_database_itself_refuses_a_second_row():
    enqueue(kind="test.hello", key="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutboxMessage.objects.create(kind="test.hello", key="1")


def test_promise_is_taken_back_with_the_transaction_it_was_made_in():
    with transaction.atomic():
        enqueue(kind="test.hello", key="1")
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()


def test_promise_of_an_unknown_kind_is_refused_at_once():
    with pytest.raises(UnknownKind, match=r"test\.nobody"):
        enqueue(kind="test.nobody", key="1")


@pytest.mark.parametrize("payload", [{"to": "a@b.example"}, {"people": [{"mail": "a@b.example"}]}, {"a@b.example": 1}])
def test_addresses_are_not_stored(payload):
    with pytest.raises(ValueError, match="ids only"):
        enqueue(kind="test.hello", key="1", payload=payload)
    with pytest.raises(ValueError, match="ids only"):
        enqueue(kind="test.hello", key="a@b.example")


def test_delayed_promise_waits():
    enqueue(kind="test.hello", key="1", delay=timedelta(days=42))
    assert deliver_due(owner="a").touched == 0
    make_due()
    assert deliver_due(owner="a").sent == 1


def test_message_of_a_kind_this_worker_does_not_know_waits_for_one_that_does():
    OutboxMessage.objects.create(kind="test.newer", key="1")
    assert deliver_due(owner="a").touched == 0
    assert OutboxMessage.objects.get().attempts == 0
    register("test.newer", lambda message: EmailMessage("New", "text", to=["x@example.org"]))
    assert deliver_due(owner="a").sent == 1


def test_message_id_is_the_uid_of_the_row_at_the_host_of_the_sender():
    row = enqueue(kind="test.hello", key="1")
    deliver_due(owner="a")
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{row.uid}@hub.example>"


def test_handler_that_has_nothing_to_send_settles_the_promise():
    told = []

    def nothing(message):
        return None

    nothing.on_sent = told.append
    register("test.hello", nothing)
    row = enqueue(kind="test.hello", key="1")
    assert deliver_due(owner="a").sent == 1
    row.refresh_from_db()
    assert row.state == State.SENT
    assert not mail.outbox
    assert not told


def test_handler_is_told_once_its_mail_is_sent():
    told = []

    class Handler:
        def __call__(self, message):
            return EmailMessage("Hello", "text", to=["x@example.org"])

        def on_sent(self, message):
            told.append((message.key, message.state))

    register("test.hello", Handler())
    enqueue(kind="test.hello", key="1")
    deliver_due(owner="a")
    deliver_due(owner="a")
    assert told == [("1", State.SENT)]


def test_crash_after_sending_does_not_send_again():
    class Handler:
        def __call__(self, message):
            return EmailMessage("Hello", "text", to=["x@example.org"])

        def on_sent(self, message):
            raise RuntimeError("afterwards")

    register("test.hello", Handler())
    row = enqueue(kind="test.hello", key="1")
    assert deliver_due(owner="a").sent == 1
    row.refresh_from_db()
    assert row.state == State.SENT


def test_handler_that_crashes_waits_and_harms_no_other_row():
    def broken(message):
        OutboxMessage.objects.filter(pk=message.pk).update(payload={"half": "done"})
        raise RuntimeError("no such order, asked by jo@example.org")

    register("test.broken", broken)
    bad = enqueue(kind="test.broken", key="1")
    enqueue(kind="test.hello", key="1")
    lines = []
    result = deliver_due(owner="a", say=lines.append)
    bad.refresh_from_db()
    assert (result.sent, result.retried, result.dead) == (1, 1, 0)
    assert (bad.state, bad.attempts, bad.lease_owner) == (State.PENDING, 1, "")
    assert bad.payload == {}
    assert "no such order" in bad.last_error
    assert "@" not in bad.last_error + "".join(lines)
    assert timedelta(seconds=20) < bad.next_at - timezone.now() < timedelta(seconds=40)


def test_message_is_given_up_after_the_last_attempt_and_the_contact_is_told_once(settings):
    settings.CL_HUB = {**settings.CL_HUB, "OUTBOX_MAX_ATTEMPTS": 3}
    died = []

    def broken(message):
        raise RuntimeError("no such order")

    broken.on_dead = died.append
    register("test.broken", broken)
    row = enqueue(kind="test.broken", key="7")
    for _turn in range(6):
        make_due()
        deliver_due(owner="a")
    row.refresh_from_db()
    assert (row.state, row.attempts, len(died)) == (State.DEAD, 3, 1)
    assert [(sent.to, "test.broken 7" in sent.subject) for sent in mail.outbox] == [(["hello@hub.example"], True)]


def test_message_that_kills_its_workers_is_given_up(settings):
    row = enqueue(kind="test.hello", key="1")
    row_of = OutboxMessage.objects.filter(pk=row.pk)
    for number in range(12):
        assert OutboxMessage.objects.claim(row.pk, owner=f"w{number}")
        row_of.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert deliver_due(owner="last").dead == 1
    assert row_of.get().state == State.DEAD
    assert not [sent for sent in mail.outbox if sent.subject == "Hello"]


def test_given_up_message_is_revived_with_all_its_attempts():
    row = enqueue(kind="test.hello", key="1")
    OutboxMessage.objects.update(state=State.DEAD, attempts=12)
    assert revive(messages=OutboxMessage.objects.all()) == 1
    assert deliver_due(owner="a").sent == 1
    assert revive(messages=OutboxMessage.objects.all()) == 0
    row.refresh_from_db()
    assert row.attempts == 1


@pytest.mark.parametrize(
    "letter",
    [
        EmailMessage("Hello\r\nBcc: x@y.example", "text", to=["x@example.org"]),
        EmailMessage("Hello", "text", to=["x@example.org\r\nBcc: x@y.example"]),
        EmailMessage("Hello", "text", to=[]),
    ],
    ids=["subject", "recipient", "nobody"],
)
def test_mail_that_can_never_be_sent_is_given_up_at_once(letter, settings):
    register("test.poison", lambda message: letter)
    row = enqueue(kind="test.poison", key="1")
    enqueue(kind="test.hello", key="1")
    result = deliver_due(owner="a")
    row.refresh_from_db()
    assert (result.sent, result.dead) == (1, 1)
    assert row.state == State.DEAD


def test_only_one_of_two_workers_gets_a_message():
    row = enqueue(kind="test.hello", key="1")
    assert OutboxMessage.objects.claim(row.pk, owner="a")
    assert OutboxMessage.objects.claim(row.pk, owner="b") is None


def test_message_whose_lease_ran_out_is_taken_over_and_its_first_worker_changes_nothing_more():
    row = enqueue(kind="test.hello", key="1")
    mine = OutboxMessage.objects.claim(row.pk, owner="a")
    OutboxMessage.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert OutboxMessage.objects.claim(row.pk, owner="b").attempts == 2
    assert OutboxMessage.objects.held(mine).update(state=State.SENT) == 0


def test_waiting_for_mail_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):  # which messages are due
        deliver_due(owner="a")


def test_each_mail_takes_the_same_number_of_queries(django_assert_num_queries):
    for number in range(3):
        enqueue(kind="test.hello", key=str(number))
    # 1 due; for each: claim, read it, savepoint + release for the handler, savepoint + release around
    # marking it sent, mark it sent, read it again
    with django_assert_num_queries(1 + 3 * 8):
        deliver_due(owner="a")


def test_errors_are_stored_without_addresses_or_bytes_a_database_refuses():
    text = scrub(RuntimeError('to "Jo" <jo.o\'neil@x.example>, (b@y.example)\x00\udcff' + "x" * 900))
    assert "@" not in text
    assert "\x00" not in text
    assert len(text) == 500
    text.encode()


def test_database_that_is_busy_after_sending_is_asked_again_and_the_mail_is_not(monkeypatch):
    row = enqueue(kind="test.hello", key="1")
    mark_sent, calls = delivery._mark_sent, []

    def busy_twice(message, **options):
        calls.append(message)
        if len(calls) < 3:
            raise OperationalError("database is locked")
        mark_sent(message, **options)

    monkeypatch.setattr(delivery, "_mark_sent", busy_twice)
    monkeypatch.setattr(delivery.time, "sleep", lambda seconds: None)
    assert deliver_due(owner="a").sent == 1
    row.refresh_from_db()
    assert (row.state, len(calls), len(mail.outbox)) == (State.SENT, 3, 1)


def test_database_that_stays_away_after_sending_leaves_the_lease_to_run_out(monkeypatch):
    row = enqueue(kind="test.hello", key="1")

    def away(message, **options):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(delivery, "_mark_sent", away)
    monkeypatch.setattr(delivery.time, "sleep", lambda seconds: None)
    with pytest.raises(OperationalError):
        deliver_due(owner="a")
    row.refresh_from_db()
    assert (row.state, row.lease_owner) == (State.LEASED, "a")
