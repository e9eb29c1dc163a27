"""What a load balancer and a monitor ask. Answers are words, never details: anybody may ask."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hub.jobs.models import Heartbeat
from hub.jobs.worker import NAME
from hub.outbox.models import OutboxMessage, OutboxQuerySet
from hub.storage import private_storage

logger = logging.getLogger("hub.health")

OK, DEGRADED, DOWN = "ok", "degraded", "down"
MAIL_LATE = timedelta(minutes=5)
WORKER_LATE = timedelta(minutes=5)  # long enough for a cron job every minute
DEAD_COUNTS_FOR = timedelta(days=1)


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as this process runs at all; touches no database, no file, no network."""
    return HttpResponse(OK, content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer whether requests can be served: 200 for ``ok`` and ``degraded``, 503 for ``down``.

    ``database`` and ``storage`` are tried by writing; without them nothing works. ``mail`` and ``worker`` may lag: orders
    are accepted all the same and caught up with later.
    """
    parts = {"database": _word(database, DOWN), "storage": _word(storage, DOWN)}
    if parts["database"] == OK:
        parts |= {"mail": _word(mail, DEGRADED), "worker": _word(worker, DEGRADED)}
    words = parts.values()
    status = DOWN if DOWN in words else DEGRADED if DEGRADED in words else OK
    return JsonResponse({"status": status, **parts}, status=503 if status == DOWN else 200)


def _word(check: Callable[[], str], when_broken: str) -> str:
    try:
        return check()
    except Exception:
        logger.exception("Health check %s failed.", check.__name__)
        return when_broken


def database() -> str:
    """Return ``ok`` once a row was written; it is taken back at once. Raises what the database raises."""
    with transaction.atomic():
        Heartbeat.objects.create(name=f"probe {uuid.uuid4()}")
        transaction.set_rollback(True)
    return OK


def storage() -> str:
    """Return ``ok`` once a private file was written and deleted. Raises what the storage raises."""
    files = private_storage()
    files.delete(files.save(f".health/{uuid.uuid4()}", ContentFile(b"ok")))
    return OK


def mail() -> str:
    """Return ``degraded`` when mail is late or was given up within a day."""
    return DEGRADED if late_mail().exists() or lost_mail().exists() else OK


def late_mail() -> OutboxQuerySet:
    """Return the mail that should be out by now."""
    limit = timezone.now() - MAIL_LATE
    unsent = OutboxMessage.objects.unsent()
    return unsent.filter(next_at__lt=limit) | unsent.filter(attempts__gt=1, created_at__lt=limit)


def lost_mail() -> OutboxQuerySet:
    """Return the mail that was given up within a day."""
    return OutboxMessage.objects.dead().filter(next_at__gt=timezone.now() - DEAD_COUNTS_FOR)


def worker() -> str:
    """Return ``degraded`` when no worker was seen lately, or it says that it cannot reach the mail server."""
    seen = Heartbeat.objects.filter(name=NAME, seen_at__gt=timezone.now() - WORKER_LATE).first()
    return OK if seen and not seen.trouble else DEGRADED
