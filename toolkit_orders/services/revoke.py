"""Revoke an order: its links stop working, mails that wait are not sent."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Grant, Order
from toolkit_orders.services.moves import move, note, require_handler
from toolkit_orders.signals import order_revoked


def revoke(*, order: Order, user: Any) -> int:
    """Close every link of an order and return how many were open.

    Raises:
        NotYourOrder: this person does not handle the academy's orders.
        MoveRefused: the order was never approved, or is revoked already.
    """
    require_handler(user, order)
    with transaction.atomic():
        move(order, OrderStatus.REVOKED)
        closed = Grant.objects.filter(order=order, revoked_at=None).update(revoked_at=timezone.now())
        note(order, "revoke", user=user, links=closed)
        transaction.on_commit(lambda: order_revoked.send_robust(Order, order=order, user=user))
    return closed
