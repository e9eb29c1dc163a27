"""The outbox: mail that has been promised, one row for each promise."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub import conf
from hub.leases import Leased, clock


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    """Which messages: by how far they have got on their way."""

    def due(self) -> OutboxQuerySet:
        """Return what may be sent now: waiting and its time has come, or held by a worker that is no more."""
        now = clock()
        return self.filter(
            Q(state=OutboxMessage.State.PENDING, next_at__lte=now) | Q(state=OutboxMessage.State.LEASED, lease_until__lt=now)
        )

    def unsent(self) -> OutboxQuerySet:
        """Return what is still on its way."""
        return self.filter(state__in=[OutboxMessage.State.PENDING, OutboxMessage.State.LEASED])

    def dead(self) -> OutboxQuerySet:
        """Return what has been given up."""
        return self.filter(state=OutboxMessage.State.DEAD)

    def sent_before(self, moment: Any) -> OutboxQuerySet:
        """Return what was sent before a moment (an aware datetime)."""
        return self.filter(state=OutboxMessage.State.SENT, sent_at__lt=moment)

    def claim(self, pk: int, *, owner: str) -> OutboxMessage | None:
        """Take one due message for ``owner`` and return it, or ``None`` when another worker was faster.

        One ``UPDATE`` decides; it also counts the attempt, so that a message that kills its worker is given up one day.
        """
        lease = timedelta(seconds=conf.get("OUTBOX_LEASE_SECONDS"))
        taken = (
            self.due()
            .filter(pk=pk)
            .update(state=OutboxMessage.State.LEASED, lease_owner=owner, lease_until=clock() + lease, attempts=F("attempts") + 1)
        )
        return self.get(pk=pk) if taken else None

    def held(self, message: OutboxMessage) -> OutboxQuerySet:
        """Return the row of ``message`` as long as the worker that took it still holds it."""
        return self.filter(pk=message.pk, state=OutboxMessage.State.LEASED, lease_owner=message.lease_owner)


class OutboxMessage(Leased):
    """One mail that must go out, once. It holds no text and no address: both are made when it is sent.

    ``kind`` names the handler that builds the mail, ``key`` what it is about; the two together are unique, which is what
    makes a promise made twice one mail. ``uid`` becomes the Message-ID, the same at every attempt.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        LEASED = "leased", _("being sent")
        SENT = "sent", _("sent")
        DEAD = "dead", _("given up")

    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(_("about"), max_length=120)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payload = models.JSONField(_("details"), default=dict, blank=True, editable=False)
    delivered = models.JSONField(default=list, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING, editable=False)
    next_at = models.DateTimeField(_("next attempt"), default=timezone.now, editable=False)
    created_at = models.DateTimeField(_("promised"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["next_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="hub_outbox_once")]
        indexes = [models.Index(fields=["state", "next_at"], name="hub_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
