"""The one writer of an order's status, and the two questions every verb asks first."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from toolkit_orders.enums import MOVES
from toolkit_orders.exceptions import MoveRefused, NotYourOrder
from toolkit_orders.models import Order


def may_answer(user: Any, order: Order) -> bool:
    """Return whether somebody handles the orders of this order's academy, today."""
    return bool(user and user.is_active) and policy_registry.get_by_type(Order).user_has_permission_for_instance(
        user, "change", order
    )


def require_handler(user: Any, order: Order) -> None:
    """Raise ``NotYourOrder`` unless this person handles the orders of this order's academy."""
    if not may_answer(user, order):
        raise NotYourOrder


def move(order: Order, to: str, **changes: Any) -> None:
    """Bring an order into another status with one guarded update, and ``order`` up to date.

    Args:
        changes: further fields that change with it.

    Raises:
        MoveRefused: the table does not allow it, or somebody else moved the order first.
    """
    if to not in MOVES[order.status]:
        raise MoveRefused
    if Order.objects.filter(pk=order.pk, status=order.status).update(status=to, **changes) != 1:
        raise MoveRefused
    for name, value in {"status": to, **changes}.items():
        setattr(order, name, value)


def note(order: Order, action: str, *, user: Any = None, **data: Any) -> None:
    """Write one line into the history of an order. ``data`` holds ids and numbers only: the log outlives the person's data."""
    log(instance=order, action=f"toolkit_orders.{action}", user=user, data={"reference": order.reference, **data})
