"""The worker: one command that keeps every promise, and says what it did."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import PageLogEntry

from hub.exceptions import Incomplete
from hub.jobs import worker as worker_module
from hub.jobs.models import Heartbeat
from hub.jobs.worker import Worker
from hub.models import StandardPage
from hub.outbox import registry
from hub.outbox.delivery import Delivery
from hub.outbox.models import OutboxMessage
from hub.outbox.registry import register
from hub.outbox.services import enqueue

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    register("test.hello", lambda message: EmailMessage("Hello", "text", to=[f"person{message.key}@example.org"]))


def work(**options):
    out = StringIO()
    call_command("hub_work", stdout=out, **options)
    return out.getvalue()


def scheduled(home, title, **fields):
    """A page whose first revision should have gone live an hour ago."""
    page = home.add_child(instance=StandardPage(title=title, live=False, go_live_at=timezone.now() + timedelta(hours=1), **fields))
    revision = page.save_revision()
    revision.publish()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    content = {**revision.content, "go_live_at": (timezone.now() - timedelta(hours=1)).isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    return page


def test_everything_due_is_done_and_said_in_one_run():
    enqueue(kind="test.hello", key="1")
    said = work()
    assert "mail test.hello 1: sent" in said
    assert len(mail.outbox) == 1
    assert "person1@example.org" not in said
    assert "mail" not in work()


def test_worker_leaves_a_sign_of_life():
    work()
    assert timezone.now() - Heartbeat.objects.get(name="hub_work").seen_at < timedelta(seconds=5)


def test_held_mail_is_shown_and_not_sent():
    enqueue(kind="test.hello", key="1")
    said = work(hold=True)
    assert "held back: mail test.hello 1" in said
    assert not mail.outbox
    work()
    assert len(mail.outbox) == 1


def test_given_up_mail_is_sent_when_asked_to():
    enqueue(kind="test.hello", key="1")
    OutboxMessage.objects.update(state="dead")
    work()
    assert not mail.outbox
    assert "put back into the queue: 1" in work(revive=True)
    assert len(mail.outbox) == 1


def test_page_goes_live_when_its_time_has_come(home):
    page = scheduled(home, "Later")
    later = home.add_child(instance=StandardPage(title="Much later", live=False, go_live_at=timezone.now() + timedelta(days=1)))
    later.save_revision().publish()
    said = work()
    page.refresh_from_db()
    later.refresh_from_db()
    assert (page.live, later.live) == (True, False)
    assert "Later" in said
    assert "published" not in work()
    assert PageLogEntry.objects.filter(page=page, action="wagtail.publish.scheduled").count() == 1


def test_page_goes_offline_when_it_expires(home):
    page = home.add_child(instance=StandardPage(title="Over", expire_at=timezone.now() - timedelta(minutes=1)))
    assert "unpublished" in work()
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert "unpublished" not in work()


def test_page_that_refuses_stops_no_other_and_says_so_once(home, monkeypatch):
    refusing, broken, fine = (scheduled(home, title) for title in ("Refusing", "Broken", "Fine"))
    wanted = {refusing.pk: [Incomplete("Write a summary.")]}

    def refusals(page):
        if page.pk == broken.pk:
            raise RuntimeError("bad data")
        return wanted.get(page.pk, [])

    monkeypatch.setattr(StandardPage, "refusals_to_publish", refusals)
    said = work()
    assert "Write a summary." in said
    assert "bad data" in said
    assert "not published" not in work()
    for page, live in ((refusing, False), (broken, False), (fine, True)):
        page.refresh_from_db()
        assert page.live == live
    entry = PageLogEntry.objects.get(page=refusing, action="hub.publish.refused")
    assert "Write a summary." in entry.message
    wanted.clear()  # the editor mends it: no new schedule is needed
    work()
    refusing.refresh_from_db()
    assert refusing.live


def test_revision_whose_page_is_gone_is_passed_over(home):
    page = scheduled(home, "Gone")
    StandardPage.objects.filter(pk=page.pk).update(title="Gone")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_revision SET object_id = '999999' WHERE approved_go_live_at IS NOT NULL")
    assert "is gone" in work()


@pytest.mark.sqlite
def test_worker_refuses_sqlite_that_would_lock_the_website_out(settings, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    with pytest.raises(CommandError, match="IMMEDIATE"):
        work()


def run_loop(worker, until, seconds=5):
    """Run a worker's loop until a condition holds."""
    ended = time.monotonic() + seconds

    def watch():
        while time.monotonic() < ended and not until():
            time.sleep(0.01)
        worker.stop()

    watcher = threading.Thread(target=watch)
    watcher.start()
    worker.loop()
    watcher.join()


def test_loop_survives_a_database_that_is_away(settings, monkeypatch):
    monkeypatch.setattr(worker_module, "close_old_connections", lambda: None)
    settings.CL_HUB = {**settings.CL_HUB, "WORK_INTERVAL_SECONDS": 0.01}
    turns, lines = [], []

    def turn(self):
        turns.append(1)
        if len(turns) == 1:
            raise OperationalError("connection refused")
        return False

    monkeypatch.setattr(Worker, "turn", turn)
    run_loop(Worker(say=lines.append), until=lambda: len(turns) > 2)
    assert lines == ["worker: OperationalError: connection refused"]
    assert len(turns) > 2


def test_mail_server_that_is_down_is_said_once_and_asked_less_and_less(monkeypatch):
    answers = [Delivery(unreachable="refused")] * 3 + [Delivery(sent=1)]
    monkeypatch.setattr(worker_module, "deliver_due", lambda **options: answers.pop(0))
    clock = [100.0]
    monkeypatch.setattr(worker_module.time, "monotonic", lambda: clock[0])
    lines, asked = [], []
    worker = Worker(say=lines.append)
    for _turn in range(60):
        before = len(answers)
        if answers:
            worker.turn()
        if len(answers) < before:
            asked.append(clock[0] - 100)
        clock[0] += 1
    assert asked == [0, 5, 15, 35]
    assert lines == ["mail server cannot be reached, mail waits: refused", "mail server is back"]
    assert Heartbeat.objects.get(name="hub_work").trouble == ""


def test_idle_turn_of_the_loop_takes_few_queries(django_assert_max_num_queries):
    worker = Worker()
    worker.turn()
    with django_assert_max_num_queries(7):  # due mail, due jobs, rows of periodic jobs, and one for each periodic job
        worker.turn()


PROCESS = """
import sys
sys.path.insert(0, {root!r})
from django.conf import settings
settings.DATABASES["default"]["NAME"] = {database!r}
import django
django.setup()
from django.core.management import call_command
call_command("hub_work", loop=True)
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_loop_finishes_cleanly_when_told_to_stop(number):
    script = PROCESS.format(root=str(ROOT), database=str(connection.settings_dict["NAME"]))
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    child = subprocess.Popen([sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, **pipes)
    try:
        assert "working" in child.stdout.readline()
        child.send_signal(number)
        out, err = child.communicate(timeout=30)
    finally:
        child.kill()
    assert out.endswith("stopped\n")
    assert err == ""
    assert child.returncode == 0
