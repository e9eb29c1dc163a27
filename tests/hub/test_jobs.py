"""Long work in steps: kept progress, one worker at a time, nothing swallowed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Collection

from hub.jobs import registry
from hub.jobs.housekeeping import tidy
from hub.jobs.models import Heartbeat, Job, PeriodicRun
from hub.jobs.periodic import run_periodic
from hub.jobs.registry import UnknownJob, job, periodic
from hub.jobs.services import MAX_ATTEMPTS, enqueue, run_due
from hub.limits import RateHit
from hub.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db
State = Job.State


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(registry, "_periodic", {})


@pytest.fixture
def counted():
    """A job of three steps that notes the step it did."""
    done = []

    @job("test.count")
    def count(work):
        done.append(work.cursor.get("at", 0))
        work.cursor, work.total = {"at": done[-1] + 1}, 3
        work.done += 1
        return work.done < 3

    return done


def past(seconds=1):
    return timezone.now() - timedelta(seconds=seconds)


def test_job_is_done_step_by_step_and_keeps_its_progress(counted):
    row = enqueue(kind="test.count", key="1")
    lines = []
    assert run_due(owner="a", say=lines.append) == 3
    row.refresh_from_db()
    assert counted == [0, 1, 2]
    assert (row.state, row.done, row.total, row.lease_owner) == (State.DONE, 3, 3, "")
    assert row.finished_at
    assert lines == ["job test.count 1: done, 3 of 3"]
    assert run_due(owner="a") == 0


def test_job_asked_for_twice_is_one_row_until_it_is_finished(counted):
    assert enqueue(kind="test.count", key="1").pk == enqueue(kind="test.count", key="1", payload={"new": 1}).pk
    assert Job.objects.get().payload == {"new": 1}
    run_due(owner="a")
    assert counted == [0, 1, 2]
    enqueue(kind="test.count", key="1")
    assert Job.objects.count() == 2


def test_database_itself_refuses_a_second_unfinished_row(counted):
    enqueue(kind="test.count", key="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="test.count", key="1")


def test_job_asked_for_while_it_is_at_work_starts_over_when_it_is_through():
    runs = []

    @job("test.again")
    def again(work):
        runs.append(work.payload)
        if len(runs) == 1:
            enqueue(kind="test.again", key="1", payload={"image": 2})
        return False

    enqueue(kind="test.again", key="1", payload={"image": 1})
    run_due(owner="a")
    assert runs == [{"image": 1}, {"image": 2}]
    assert Job.objects.get().state == State.DONE


def test_unknown_job_is_refused_when_asked_for_and_waits_when_found():
    with pytest.raises(UnknownJob, match=r"test\.nobody"):
        enqueue(kind="test.nobody", key="1")
    Job.objects.create(kind="test.nobody", key="1")
    assert run_due(owner="a") == 0
    assert Job.objects.get().attempts == 0


def test_job_of_a_worker_that_died_goes_on_after_its_last_finished_step(counted):
    row = enqueue(kind="test.count", key="1")
    taken = Job.objects.claim(row.pk, owner="dead", lease=timedelta(minutes=2))
    Job.objects.held(taken).update(cursor={"at": 2}, done=2)
    assert run_due(owner="b") == 0
    Job.objects.update(lease_until=past())
    assert run_due(owner="b") == 1
    assert counted == [2]


def test_worker_that_lost_its_job_keeps_nothing(counted):
    @job("test.lost", atomic=True)
    def lost(work):
        Heartbeat.objects.create(name="written by a worker that lost its lease")
        Job.objects.update(lease_owner="another")
        return False

    enqueue(kind="test.lost", key="1")
    lines = []
    run_due(owner="a", say=lines.append)
    assert lines == ["job test.lost 1: taken over by another worker"]
    assert not Heartbeat.objects.exists()


def test_job_that_fails_waits_longer_each_time_and_then_fails_for_good():
    @job("test.broken")
    def broken(work):
        raise RuntimeError("no disk, says root@localhost.example")

    row = enqueue(kind="test.broken", key="1")
    waits = []
    for _turn in range(MAX_ATTEMPTS + 2):
        Job.objects.unfinished().update(next_at=past())
        run_due(owner="a")
        row.refresh_from_db()
        waits.append(row.next_at - timezone.now())
    assert (row.state, row.attempts) == (State.FAILED, MAX_ATTEMPTS)
    assert "no disk" in row.last_error
    assert "@" not in row.last_error
    assert waits[1] > waits[0] > timedelta(seconds=30)


def test_failing_job_stops_no_other(counted):
    @job("test.broken")
    def broken(work):
        raise RuntimeError

    enqueue(kind="test.broken", key="1")
    enqueue(kind="test.count", key="1")
    run_due(owner="a")
    assert counted == [0, 1, 2]


def test_long_job_lets_others_have_their_turn(counted):
    @job("test.endless")
    def endless(work):
        work.done += 1
        return True

    enqueue(kind="test.endless", key="1")
    enqueue(kind="test.count", key="1")
    assert run_due(owner="a", seconds=0.05) >= 1
    assert not counted
    run_due(owner="a", seconds=0.05)
    assert counted
    assert Job.objects.get(kind="test.endless").state == State.QUEUED


def test_looking_for_work_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):  # which jobs are due
        run_due(owner="a")


def test_job_of_one_step_takes_six_queries(django_assert_num_queries):
    @job("test.short")
    def short(work):
        return False

    enqueue(kind="test.short", key="1")
    with django_assert_num_queries(6):  # due, claim, read, keep progress, finish, due again
        run_due(owner="a")


def test_periodic_job_runs_once_in_its_time_however_many_workers_there_are():
    runs = []

    @periodic("test.hourly", every=timedelta(hours=1))
    def hourly():
        runs.append(1)
        run_periodic(owner="another worker meanwhile")

    run_periodic(owner="a")
    run_periodic(owner="b")
    assert len(runs) == 1
    PeriodicRun.objects.update(last_run=past(3601))
    run_periodic(owner="b")
    assert len(runs) == 2


def test_periodic_job_that_fails_is_tried_again_soon_and_stops_no_other():
    runs = []

    @periodic("test.a", every=timedelta(days=1))
    def broken():
        runs.append("a")
        raise RuntimeError("disk full")

    @periodic("test.b", every=timedelta(days=1))
    def fine():
        runs.append("b")
        return "did it"

    lines = []
    run_periodic(owner="a", say=lines.append)
    run_periodic(owner="a", say=lines.append)
    assert runs == ["a", "b"]
    assert lines == ["test.a: RuntimeError: disk full", "test.b: did it"]
    PeriodicRun.objects.update(lease_until=past())
    run_periodic(owner="b")
    assert runs == ["a", "b", "a"]


def test_periodic_job_of_a_worker_that_died_is_taken_over():
    runs = []
    periodic("test.hourly", every=timedelta(hours=1))(lambda: runs.append(1))
    PeriodicRun.objects.create(name="test.hourly", lease_owner="dead", lease_until=timezone.now() + timedelta(minutes=1))
    run_periodic(owner="b")
    assert not runs
    PeriodicRun.objects.update(lease_until=past())
    run_periodic(owner="b")
    assert runs


def test_tidying_deletes_what_is_old_and_nothing_else():
    long_ago, lately = timezone.now() - timedelta(days=100), timezone.now() - timedelta(days=20)
    for key, moment in (("old", long_ago), ("new", lately)):
        OutboxMessage.objects.create(kind="t", key=key, state="sent", sent_at=moment)
        OutboxMessage.objects.create(kind="t", key=f"{key} unsent", state="pending", created_at=moment, next_at=moment)
        OutboxMessage.objects.create(kind="t", key=f"{key} dead", state="dead", created_at=moment)
        Job.objects.create(kind="t", key=key, state="done", finished_at=moment)
        Job.objects.create(kind="t", key=f"{key} unfinished", created_at=moment)
    RateHit.objects.create(scope="s", digest="d", window=long_ago)
    RateHit.objects.create(scope="s", digest="d", window=timezone.now())
    assert tidy() == "deleted 1 sent messages, 1 finished jobs, 1 old request counts"
    assert tidy() is None
    assert OutboxMessage.objects.count() == 5
    assert Job.objects.count() == 3
    assert RateHit.objects.count() == 1


def make_image(title="A hall"):
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    file = ContentFile(b"", name="hall.png")
    Picture.new("RGB", (8, 8), "#173f3a").save(file, "PNG")
    return get_image_model().objects.create(title=title, file=file, width=8, height=8)


def test_saving_an_image_asks_for_its_renditions_once(monkeypatch, settings, tmp_path):
    from cl_blocks import pictures

    settings.MEDIA_ROOT = tmp_path
    made = []
    monkeypatch.setattr(pictures, "make", made.append)
    image = make_image()
    image.title = "Another title"
    image.save()
    assert Job.objects.filter(kind="hub.renditions", key=str(image.pk)).count() == 1
    run_due(owner="a")
    assert made == [image]


def test_renditions_of_an_image_deleted_meanwhile_are_no_error(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_image().delete()
    run_due(owner="a")
    assert Job.objects.get().state == State.DONE
