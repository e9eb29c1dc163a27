"""Runs what is due again. A row for each periodic job keeps several workers from running it at the same time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F, Q, QuerySet

from hub.jobs.models import PeriodicRun
from hub.jobs.registry import Periodic, periodic_jobs
from hub.leases import backoff, clock, scrub

logger = logging.getLogger("hub.jobs")

LEASE = timedelta(minutes=15)
FIRST_WAIT = timedelta(minutes=1)


def run_periodic(*, owner: str, say: Callable[[str], None] = lambda line: None, stop: Callable[[], bool] = lambda: False) -> int:
    """Run each periodic job whose time has come, and return how many were tried. One that fails stops no other."""
    ran = 0
    jobs = periodic_jobs()
    _make_rows([job.name for job in jobs])
    for job in jobs:
        if stop():
            break
        if _due(job).update(lease_owner=owner, lease_until=clock() + LEASE, attempts=F("attempts") + 1):
            ran += 1
            _run(job, PeriodicRun.objects.get(name=job.name), say)
    return ran


def _make_rows(names: list[str]) -> None:
    known = set(PeriodicRun.objects.filter(name__in=names).values_list("name", flat=True))
    missing = [PeriodicRun(name=name) for name in names if name not in known]
    if missing:
        PeriodicRun.objects.bulk_create(missing, ignore_conflicts=True)


def _due(job: Periodic) -> QuerySet[PeriodicRun]:
    now = clock()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    return PeriodicRun.objects.filter(free, Q(last_run=None) | Q(last_run__lte=now - job.every), name=job.name)


def _run(job: Periodic, row: PeriodicRun, say: Callable[[str], None]) -> None:
    held = PeriodicRun.objects.filter(pk=row.pk, lease_owner=row.lease_owner)
    try:
        line = job.run()
    except Exception as error:
        logger.exception("Periodic job %s failed.", job.name)
        # The lease is kept as the waiting time, so no other worker tries again at once.
        wait = min(backoff(row.attempts, first=FIRST_WAIT, longest=timedelta(hours=1)), job.every)
        held.update(lease_until=clock() + wait, last_error=scrub(error))
        say(f"{job.name}: {scrub(error)}")
    else:
        held.update(lease_owner="", lease_until=None, attempts=0, last_run=clock(), last_error="")
        if line:
            say(f"{job.name}: {line}")
