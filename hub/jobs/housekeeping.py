"""Throws away what nobody needs any more."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hub.jobs.models import Heartbeat, Job
from hub.jobs.registry import periodic
from hub.limits import RateHit
from hub.outbox.models import OutboxMessage

KEEP_SENT = timedelta(days=90)  # long enough to answer "did you send it?"
KEEP_JOBS = timedelta(days=30)
KEEP_HEARTBEATS = timedelta(days=30)


@periodic("hub.tidy", every=timedelta(days=1))
def tidy() -> str | None:
    """Delete mail sent and jobs finished long ago, and counts of requests that no limit looks at any more."""
    now = timezone.now()
    gone = [
        (OutboxMessage.objects.sent_before(now - KEEP_SENT).delete()[0], "sent messages"),
        (Job.objects.finished_before(now - KEEP_JOBS).delete()[0], "finished jobs"),
        (RateHit.objects.stale().delete()[0], "old request counts"),
        (Heartbeat.objects.filter(seen_at__lt=now - KEEP_HEARTBEATS).delete()[0], "old signs of life"),
    ]
    words = [f"{number} {what}" for number, what in gone if number]
    return f"deleted {', '.join(words)}" if words else None
