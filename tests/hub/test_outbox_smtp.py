"""The outbox against a real mail server that misbehaves."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import connection, connections
from django.utils import timezone

from hub.leases import worker_name
from hub.outbox import registry
from hub.outbox.delivery import deliver_due
from hub.outbox.models import OutboxMessage
from hub.outbox.registry import register
from hub.outbox.services import enqueue
from tests.hub.smtp_server import Post, free_port, serving, silent

pytestmark = pytest.mark.django_db(transaction=True)
State = OutboxMessage.State
ROOT = Path(__file__).resolve().parents[2]


def hello(message):
    return EmailMessage("Hello", "text", to=[f"person{message.key}@example.org"])


@pytest.fixture(autouse=True)
def port(settings, monkeypatch):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 1
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    register("test.hello", hello)
    return settings.EMAIL_PORT


def promise(count):
    return [enqueue(kind="test.hello", key=str(number)) for number in range(count)]


def make_due():
    OutboxMessage.objects.update(next_at=timezone.now() - timedelta(seconds=1))


def states():
    return sorted(OutboxMessage.objects.values_list("state", flat=True))


def test_nothing_is_lost_or_doubled_while_the_server_is_down(port):
    promise(20)
    for _turn in range(3):
        result = deliver_due(owner="a")
        assert "refused" in result.unreachable.lower()
        assert (result.touched, states()) == (0, [State.PENDING] * 20)
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {0}
    with serving(Post(), port) as post:
        assert deliver_due(owner="a").sent == 20
        assert deliver_due(owner="a").touched == 0
    assert len(set(post.ids)) == len(post.mails) == 20
    assert states() == [State.SENT] * 20


def test_three_workers_at_once_send_each_mail_once(port):
    promise(30)
    faults = []

    def work():
        try:
            deliver_due(owner=worker_name())
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    with serving(Post(), port) as post:
        workers = [threading.Thread(target=work) for _number in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert not faults
    assert len(set(post.ids)) == len(post.mails) == 30
    assert set(OutboxMessage.objects.values_list("attempts", "state")) == {(1, State.SENT)}


def test_one_connection_serves_a_whole_pass(port):
    promise(5)
    with serving(Post(), port) as post:
        assert deliver_due(owner="a").sent == 5
    assert len(post.sessions) == 1


def test_final_refusal_gives_up_at_once_and_a_passing_one_waits(port):
    promise(4)
    with serving(Post(), port) as post:
        post.rcpt = {"person1@example.org": "550 5.1.1 no such user person1@example.org", "person2@example.org": "451 try later"}
        post.data = {"person3@example.org": "554 not here"}
        result = deliver_due(owner="a")
        assert (result.sent, result.retried, result.dead) == (1, 1, 2)
        found = dict(OutboxMessage.objects.filter(kind="test.hello").values_list("key", "state"))
        assert found == {"0": State.SENT, "1": State.DEAD, "2": State.PENDING, "3": State.DEAD}
        assert "@" not in "".join(OutboxMessage.objects.values_list("last_error", flat=True))
        post.rcpt = {}
        make_due()
        deliver_due(owner="a")
    assert post.recipients.count("person2@example.org") == 1
    assert "person1@example.org" not in post.recipients
    assert post.recipients.count("hello@hub.example") == 2  # one notice for each mail given up


def test_refused_sender_is_a_fault_of_the_settings_and_kills_no_message(port):
    promise(1)
    with serving(Post(), port) as post:

        async def refuse(*args):
            return "550 sender not allowed"

        post.handle_MAIL = refuse
        assert deliver_due(owner="a").retried == 1
    assert states() == [State.PENDING]


def test_server_that_never_answers_costs_one_time_out_and_no_attempt(port):
    promise(5)
    with silent(port):
        began = time.monotonic()
        result = deliver_due(owner="a")
        assert time.monotonic() - began < 3
    assert result.unreachable
    assert states() == [State.PENDING] * 5


def test_project_without_a_time_out_gets_one(port, settings):
    settings.EMAIL_TIMEOUT = None
    settings.CL_HUB = {**settings.CL_HUB, "OUTBOX_LEASE_SECONDS": 3}
    promise(1)
    with silent(port):
        began = time.monotonic()
        assert deliver_due(owner="a").unreachable
        assert time.monotonic() - began < 3


def test_server_that_falls_silent_half_way_delays_one_message_only(port):
    promise(2)
    with serving(Post(), port) as post:
        post.stall = True
        lines = []
        worker = threading.Thread(target=lambda: (deliver_due(owner="a", say=lines.append), connections.close_all()))
        worker.start()
        post.arrived.wait(5)
        post.stall = False
        worker.join()
        assert states() == [State.SENT] * 2
        promise(3)
        post.stall = True
        result = deliver_due(owner="a")
        assert (result.retried, result.sent) == (1, 0)
        post.stall = False
        make_due()
        assert deliver_due(owner="a").sent == 1
    assert post.ids[-1] == post.ids[-2]


def test_several_mails_of_one_message_are_not_sent_again_when_one_fails(port):
    def three(message):
        return [EmailMessage("Hello", "text", to=[f"handler{number}@example.org"]) for number in range(3)]

    register("test.three", three)
    enqueue(kind="test.three", key="1")
    with serving(Post(), port) as post:
        post.rcpt = {"handler1@example.org": "451 later"}
        assert deliver_due(owner="a").retried == 1
        post.rcpt = {}
        make_due()
        assert deliver_due(owner="a").sent == 1
    assert sorted(post.recipients) == [f"handler{number}@example.org" for number in range(3)]
    assert len(set(post.ids)) == 3


PROCESS = """
import sys
sys.path.insert(0, {root!r})
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {database!r}
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", {port}, 20
import django
django.setup()
from django.core.mail import EmailMessage
from hub.outbox.registry import register
from hub.outbox.delivery import deliver_due
register("test.hello", lambda message: EmailMessage("Hello", "text", to=["person" + message.key + "@example.org"]))
deliver_due(owner="child")
"""


@pytest.mark.slow
def test_worker_killed_after_the_server_took_the_mail_leaves_one_copy_with_the_same_message_id(port):
    promise(3)
    script = PROCESS.format(root=str(ROOT), database=str(connection.settings_dict["NAME"]), port=port)
    with serving(Post(), port) as post:
        post.stall = True
        child = subprocess.Popen([sys.executable, "-W", "ignore", "-c", script], cwd=ROOT)
        try:
            assert post.arrived.wait(60), "the worker never sent anything"
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait(10)
        post.stall = False
        assert states() == [State.LEASED, State.PENDING, State.PENDING]
        assert deliver_due(owner="b").sent == 2  # the one the dead worker held is not touched yet
        OutboxMessage.objects.filter(state=State.LEASED).update(lease_until=timezone.now() - timedelta(seconds=1))
        assert deliver_due(owner="b").sent == 1
    assert len(post.mails) == 4
    assert len(set(post.ids)) == 3
    assert post.ids[0] == post.ids[3]
