"""Anonymise orders: what remains is a count, and it cannot be traced to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hub.outbox.models import OutboxMessage
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Grant, GrantFile, Order
from toolkit_orders.models.grants import digest_of, new_token
from toolkit_orders.retention import start_of_month
from toolkit_orders.services.moves import move, note
from toolkit_orders.signals import order_erased

BATCH = 200


def anonymise(*, before: datetime, shorter: Mapping[int, datetime] | None = None, batch: int = BATCH) -> int:
    """Erase who asked from every order placed before a moment, and return how many orders that were.

    Kept are academy, toolkit, month, area, kind of organisation, language, and the answers that were chosen from a list.
    Each order is a transaction of its own: whoever stops this half way finds whole orders, and the next run goes on. An
    order that a colleague holds at this moment waits.

    Args:
        before: an aware datetime, see ``retention.kept_from``.
        shorter: a later moment for orders of some academies, by key; see ``retention.kept_shorter``.
        batch: how many orders are looked up at a time.
    """
    moments = (before, shorter or {})
    return sum(_erase(pk, moments) for pk in _due(moments, batch))


Moments = tuple[datetime, Mapping[int, datetime]]


def _due(moments: Moments, batch: int) -> Iterator[int]:
    """Walk through what is due in batches, each order once, whatever became of it."""
    done: tuple[datetime, int] | None = None
    while True:
        due = Order.objects.to_erase(*moments)
        if done:
            due = due.filter(Q(created_at__gt=done[0]) | Q(created_at=done[0], pk__gt=done[1]))
        rows = list(due.values_list("created_at", "pk")[:batch])
        if not rows:
            return
        for done in rows:
            yield done[1]


def _erase(pk: int, moments: Moments) -> bool:
    with transaction.atomic():
        order = Order.objects.to_erase(*moments).select_for_update(skip_locked=True).filter(pk=pk).first()
        if order is None:  # a colleague was quicker, or is at work on it
            return False
        _forget_links(order)
        # promises of mail are of no use any more, and they remember errors and, as a digest, who has had a mail already
        OutboxMessage.objects.filter(kind__startswith="order-", payload__order=order.pk).delete()
        move(order, OrderStatus.ERASED, **_what_remains(order))
        note(order, "erase")
        transaction.on_commit(lambda: order_erased.send_robust(Order, order=order, user=None))
    return True


def _what_remains(order: Order) -> dict[str, object]:
    """Return the fields that change: empty where they hold the person or anybody's own words, months where they hold days."""
    return {
        "name": "",
        "email": "",
        "email_key": "",
        "organisation": "",
        "answers": [row for row in order.answer_rows if row.get("value_key")],
        "decline_reason": "",
        "created_at": start_of_month(order.created_at),
        "decided_at": start_of_month(order.decided_at),
        "mailed_at": start_of_month(order.mailed_at),
        "first_download_at": start_of_month(order.first_download_at),
        "resent_on": None,
        "resent_that_day": 0,
    }


def _forget_links(order: Order) -> None:
    """Close every link for good: its digest becomes that of a token that nobody was ever given."""
    for grant in Grant.objects.filter(order=order):
        Grant.objects.filter(pk=grant.pk).update(
            digest=digest_of(new_token()),
            revoked_at=grant.revoked_at or timezone.now(),
            created_at=start_of_month(grant.created_at),
            sent_at=start_of_month(grant.sent_at),
            first_used_at=start_of_month(grant.first_used_at),
        )
    GrantFile.objects.filter(grant__order=order).update(last_counted_at=None)
