"""Asking for long work, and doing it."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from hub.jobs.models import Job
from hub.jobs.registry import Kind, kind_for, kinds
from hub.leases import LeaseLost, backoff, clock, scrub

logger = logging.getLogger("hub.jobs")

MAX_ATTEMPTS = 6  # in a row without a finished step: the waits add up to about an hour
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
Say = Callable[[str], None]


def enqueue(*, kind: str, key: str, payload: dict[str, Any] | None = None, delay: timedelta | None = None) -> Job:
    """Ask for a job, inside the caller's transaction: it is done if and only if the caller's changes are kept.

    Asking for a (kind, key) that is not finished yet gives the job there is. If that one is at work already, it starts
    over when it is through, because it may have passed what has changed since.

    Args:
        kind: a registered kind.
        key: what it is about, at most 120 characters.
        payload: ids only; the newest one counts.
        delay: how long to wait at least.

    Raises:
        UnknownJob: nobody has registered the kind.
    """
    kind_for(kind)
    changes = {"rerun": True} if payload is None else {"rerun": True, "payload": payload}
    open_jobs = Job.objects.unfinished().filter(kind=kind, key=key)
    for _attempt in range(3):
        if open_jobs.update(**changes) and (found := open_jobs.first()):
            return found
        with contextlib.suppress(IntegrityError), transaction.atomic():
            made = Job.objects.create(kind=kind, key=key, payload=payload or {}, next_at=clock() + (delay or timedelta()))
            made.refresh_from_db(fields=["next_at"])  # by the database's clock
            return made
    return Job.objects.filter(kind=kind, key=key).latest("pk")


def run_due(*, owner: str, seconds: float = 5.0, say: Say = lambda line: None, stop: Callable[[], bool] = lambda: False) -> int:
    """Work on due jobs for about so many seconds, and return how many steps were tried.

    A job that is not through by then goes to the end of the queue, so that mail and other jobs get their turn.

    Args:
        owner: a name no other worker has, see ``hub.leases.worker_name``.
        say: called with one line for each job that finished, failed or will be tried again.
        stop: asked before each step; true ends the pass early.
    """
    end = time.monotonic() + seconds
    steps = 0

    def enough() -> bool:
        return stop() or time.monotonic() >= end

    while not enough():
        job = _claim_next(owner)
        if job is None:
            break
        steps += _work(job, kind_for(job.kind), say, enough)
    return steps


def _claim_next(owner: str) -> Job | None:
    due = Job.objects.due().filter(kind__in=kinds()).order_by("next_at", "pk")
    for pk, kind in list(due.values_list("pk", "kind")[:10]):
        job = Job.objects.claim(pk, owner=owner, lease=kind_for(kind).lease)
        if job is not None:
            return job
    return None


def _work(job: Job, kind: Kind, say: Say, enough: Callable[[], bool]) -> int:
    steps, more = 0, True
    try:
        if job.attempts > MAX_ATTEMPTS:
            raise RuntimeError(job.last_error or "every worker that took it was stopped")
        while more and (steps == 0 or not enough()):
            steps += 1
            more = _step(job, kind)
        if more:
            _let_go(job, state=Job.State.QUEUED, next_at=clock())
        else:
            _finish(job)
            say(f"job {job}: done{f', {job.done} of {job.total}' if job.total else ''}")
    except LeaseLost:
        say(f"job {job}: taken over by another worker")
    except Exception as error:
        logger.exception("Job %s failed.", job)
        say(f"job {job}: {_put_off(job, error)}")
    return steps


def _step(job: Job, kind: Kind) -> bool:
    with transaction.atomic() if kind.atomic else contextlib.nullcontext():
        more = bool(kind.step(job))
        kept = Job.objects.held(job).update(
            cursor=job.cursor, done=job.done, total=job.total, attempts=1, last_error="", lease_until=clock() + kind.lease
        )
        if kept != 1:
            raise LeaseLost
    job.attempts = 1
    return more


def _finish(job: Job) -> None:
    closed = {"lease_owner": "", "lease_until": None, "attempts": 0}
    held = Job.objects.held(job)
    if held.filter(rerun=False).update(state=Job.State.DONE, finished_at=clock(), **closed):
        return
    if not held.update(state=Job.State.QUEUED, rerun=False, cursor={}, done=0, total=0, next_at=clock(), **closed):
        raise LeaseLost


def _put_off(job: Job, error: Exception) -> str:
    text = scrub(error)
    with contextlib.suppress(LeaseLost):
        if job.attempts >= MAX_ATTEMPTS:
            _let_go(job, state=Job.State.FAILED, finished_at=clock(), last_error=text)
            return f"failed for good, {text}"
        wait = backoff(job.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
        _let_go(job, state=Job.State.QUEUED, next_at=clock() + wait, last_error=text)
        return f"{text}; again in {wait.total_seconds():.0f} s"
    return f"{text}; taken over by another worker"


def _let_go(job: Job, **changes: Any) -> None:
    attempts = 0 if changes["state"] == Job.State.QUEUED and "last_error" not in changes else job.attempts
    if Job.objects.held(job).update(lease_owner="", lease_until=None, attempts=attempts, **changes) != 1:
        raise LeaseLost
