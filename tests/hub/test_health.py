"""What a monitor is told, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from hub import health
from hub.jobs.models import Heartbeat
from hub.outbox.models import OutboxMessage


@pytest.fixture
def ready(client, db):
    Heartbeat.objects.beat("hub_work")
    return lambda: client.get("/health/ready")


class ago(timedelta):  # noqa: N801: reads as a phrase
    """A time before now, by the clock of the test and not of the moment its file was read: that can be minutes earlier."""


def at(fields):
    return {name: timezone.now() - value if isinstance(value, ago) else value for name, value in fields.items()}


def test_live_touches_nothing(client):
    response = client.get("/health/live")  # without the db mark, a query would fail
    assert (response.status_code, response.content) == (200, b"ok")


def test_all_is_well(ready):
    response = ready()
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "storage": "ok", "mail": "ok", "worker": "ok"}
    assert "no-cache" in response["Cache-Control"]


def test_asking_leaves_nothing_behind(ready, settings):
    ready()
    ready()
    assert Heartbeat.objects.count() == 1
    directory = settings.SCRATCH / "private" / ".health"
    assert list(directory.iterdir()) == []


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"next_at": ago(minutes=20)}, "degraded"),
        ({"attempts": 3, "created_at": ago(hours=1), "next_at": ago(hours=-1)}, "degraded"),
        ({"state": "dead"}, "degraded"),
        ({"state": "dead", "next_at": ago(days=3)}, "ok"),
        ({"state": "sent", "next_at": ago(days=3)}, "ok"),
        ({"next_at": ago(seconds=20)}, "ok"),
        ({"next_at": ago(days=-42), "created_at": ago(days=1)}, "ok"),
    ],
    ids=["late", "failing", "given up", "given up long ago", "sent", "waiting", "follow-up in six weeks"],
)
def test_mail_that_is_late_degrades_and_takes_nothing_down(ready, fields, word):
    OutboxMessage.objects.create(kind="t", key="1", **at(fields))
    response = ready()
    assert (response.status_code, response.json()["status"], response.json()["mail"]) == (200, word, word)


def test_worker_that_was_not_seen_degrades(ready):
    Heartbeat.objects.update(**at({"seen_at": ago(minutes=6)}))
    assert ready().json()["worker"] == "degraded"
    Heartbeat.objects.all().delete()
    assert ready().json()["worker"] == "degraded"


def test_worker_that_cannot_reach_the_mail_server_degrades_without_saying_why(ready):
    Heartbeat.objects.beat("hub_work", trouble="ConnectionRefusedError: smtp.internal:25")
    response = ready()
    assert (response.status_code, response.json()["worker"]) == (200, "degraded")
    assert b"internal" not in response.content


def fail(*args):
    raise OperationalError("could not connect to server at 10.0.0.5")


def test_database_that_is_away_is_down_without_saying_why(client, monkeypatch):
    monkeypatch.setattr(health.transaction, "atomic", fail)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "down", "database": "down", "storage": "ok"}


def test_storage_that_cannot_be_written_is_down(ready, monkeypatch):
    monkeypatch.setattr(health, "private_storage", fail)
    response = ready()
    assert (response.status_code, response.json()["storage"], response.json()["database"]) == (503, "down", "ok")


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_only_reading_is_allowed(client, path):
    assert client.post(path).status_code == 405
