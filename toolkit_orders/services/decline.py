"""Decline an order that waits, and say why."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.outbox.services import enqueue
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Order
from toolkit_orders.services.moves import move, note, require_handler
from toolkit_orders.signals import order_declined


def decline(*, order: Order, user: Any, reason: str = "") -> None:
    """Decline an order and promise the mail that says so.

    Args:
        reason: for the person who asked; part of the mail.

    Raises:
        NotYourOrder: this person does not handle the academy's orders.
        MoveRefused: the order does not wait, or a colleague was quicker.
    """
    require_handler(user, order)
    with transaction.atomic():
        move(order, OrderStatus.DECLINED, decided_at=timezone.now(), decided_by=user, decline_reason=reason)
        enqueue(kind="order-declined", key=order.reference, payload={"order": order.pk})
        note(order, "decline", user=user)
        transaction.on_commit(lambda: order_declined.send_robust(Order, order=order, user=user))
