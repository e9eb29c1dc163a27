"""Long work in steps, the diary of periodic work, and the sign of life of the worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.leases import Leased, clock


class JobQuerySet(models.QuerySet["Job"]):
    """Which jobs: by what a worker may take up."""

    def due(self) -> JobQuerySet:
        """Return what may be worked on now: waiting and its time has come, or held by a worker that is no more."""
        now = clock()
        return self.filter(Q(state=Job.State.QUEUED, next_at__lte=now) | Q(state=Job.State.RUNNING, lease_until__lt=now))

    def unfinished(self) -> JobQuerySet:
        """Return what still has to be done."""
        return self.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING])

    def finished_before(self, moment: Any) -> JobQuerySet:
        """Return what was finished, well or not, before a moment (an aware datetime)."""
        return self.filter(state__in=[Job.State.DONE, Job.State.FAILED], finished_at__lt=moment)

    def claim(self, pk: int, *, owner: str, lease: timedelta) -> Job | None:
        """Take one due job for ``owner`` and return it, or ``None`` when another worker was faster."""
        taken = {
            "state": Job.State.RUNNING, "lease_owner": owner, "lease_until": clock() + lease, "attempts": F("attempts") + 1,
        }  # fmt: skip
        waiting, left_behind = (self.due().filter(pk=pk, state=state) for state in (Job.State.QUEUED, Job.State.RUNNING))
        # A job that starts afresh sees everything that asked for it; one that goes on half way may not.
        won = waiting.update(rerun=False, **taken) or left_behind.update(**taken)
        return self.get(pk=pk) if won else None

    def held(self, job: Job) -> JobQuerySet:
        """Return the row of ``job`` as long as the worker that took it still holds it."""
        return self.filter(pk=job.pk, state=Job.State.RUNNING, lease_owner=job.lease_owner)


class Job(Leased):
    """A piece of long work, done in steps and taken up where it stopped.

    A step may change ``cursor`` (where to go on), ``done`` and ``total`` (progress, in units of the job's choice); the
    worker keeps them after each step.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(_("about"), max_length=120)
    payload = models.JSONField(_("details"), default=dict, blank=True, editable=False)
    cursor = models.JSONField(_("where to go on"), default=dict, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED, editable=False)
    rerun = models.BooleanField(default=False, editable=False)
    done = models.PositiveIntegerField(_("done"), default=0, editable=False)
    total = models.PositiveIntegerField(_("of"), default=0, editable=False)
    next_at = models.DateTimeField(_("not before"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["next_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], condition=Q(state__in=["queued", "running"]), name="hub_job_once")
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="hub_job_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PeriodicRun(Leased):
    """When a periodic job ran last; the row is what keeps several workers from running it twice."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    last_run = models.DateTimeField(_("last run"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class HeartbeatManager(models.Manager["Heartbeat"]):
    def beat(self, name: str, *, trouble: str = "") -> None:
        """Note that a worker is alive, and what keeps it from delivering mail, if anything."""
        self.update_or_create(name=name, defaults={"seen_at": timezone.now(), "trouble": trouble})


class Heartbeat(models.Model):
    """When a kind of worker was last seen."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    trouble = models.TextField(_("trouble"), blank=True)

    objects = HeartbeatManager()

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.name
