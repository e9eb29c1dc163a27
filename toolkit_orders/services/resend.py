"""Send the mail of an order again, with a new link, to the same address."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub import conf
from hub.outbox.models import OutboxMessage
from hub.outbox.services import enqueue
from toolkit_orders.enums import OrderSource, OrderStatus
from toolkit_orders.exceptions import MoveRefused, ResendRefused
from toolkit_orders.models import Order
from toolkit_orders.services.moves import note, require_handler
from toolkit_orders.signals import order_resent


def resend(*, order: Order, source: str, user: Any = None) -> None:
    """Promise one more mail.

    Args:
        source: ``OrderSource``; a colleague in the admin may send as often as it takes, visitors as often as a day allows.
        user: who presses the button in the admin.

    Raises:
        NotYourOrder: the colleague does not handle this academy's orders.
        MoveRefused: the order is in no state to be sent.
        ResendRefused: it has been sent as often as a day allows.
    """
    if source == OrderSource.ADMIN:
        require_handler(user, order)
    with transaction.atomic():
        locked = Order.objects.select_for_update().get(pk=order.pk)
        if not (locked.status == OrderStatus.FULFILLED or (source == OrderSource.ADMIN and locked.can_be_sent)):
            raise MoveRefused
        if source != OrderSource.ADMIN and _sent_today(locked) >= conf.get("RESENDS_PER_DAY"):
            raise ResendRefused
        _promise(locked, source=source, user=user)


def resend_if_allowed(*, order: Order, source: str, key: uuid.UUID) -> bool:
    """Promise one more mail because somebody asked again; return whether one was promised now.

    ``key`` is that of the form: posting one form four times promises one mail. Called inside the transaction of ``place``.
    """
    locked = Order.objects.select_for_update().get(pk=order.pk)
    already = OutboxMessage.objects.filter(kind="order-resend", payload__form=key.hex, payload__order=order.pk).exists()
    if already or _sent_today(locked) >= conf.get("RESENDS_PER_DAY"):
        return False
    _promise(locked, source=source, form=key.hex)
    return True


def _sent_today(order: Order) -> int:
    return order.resent_that_day if order.resent_on == timezone.localdate() else 0


def _promise(order: Order, *, source: str, user: Any = None, form: str = "") -> None:
    today = _sent_today(order)
    order.resend_count += 1
    order.resent_on, order.resent_that_day = timezone.localdate(), today + 1
    order.save(update_fields=["resend_count", "resent_on", "resent_that_day"])
    enqueue(kind="order-resend", key=f"{order.reference}:{order.resend_count}", payload={"order": order.pk, "form": form})
    note(order, "resend", user=user, number=order.resend_count, source=str(source))
    transaction.on_commit(lambda: order_resent.send_robust(Order, order=order, user=user))
