"""Approve an order that waits."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.outbox.services import enqueue
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Order
from toolkit_orders.services.moves import move, note, require_handler
from toolkit_orders.signals import order_approved


def approve(*, order: Order, user: Any) -> None:
    """Approve an order and promise its mail.

    Raises:
        NotYourOrder: this person does not handle the academy's orders.
        MoveRefused: the order does not wait, or a colleague was quicker; nothing is sent twice.
    """
    require_handler(user, order)
    with transaction.atomic():
        now = timezone.now()
        move(order, OrderStatus.APPROVED, decided_at=now, decided_by=user)
        # an order can be approved again, after its approver lost the right: hence the moment in the key
        enqueue(kind="order-fulfil", key=f"{order.reference}:{now.timestamp():.0f}", payload={"order": order.pk})
        note(order, "approve", user=user)
        transaction.on_commit(lambda: order_approved.send_robust(Order, order=order, user=user))
