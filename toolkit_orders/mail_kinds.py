"""Which mails this app promises, and who builds them. Registered with the outbox in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage

from hub.outbox.models import OutboxMessage
from hub.outbox.registry import register
from toolkit_orders import emails
from toolkit_orders.enums import OrderStatus
from toolkit_orders.services.send import fulfil, fulfilled, order_of


class PackMail:
    """The mail with the link, first or again."""

    def __call__(self, message: OutboxMessage) -> EmailMessage | None:
        return fulfil(message)

    def on_sent(self, message: OutboxMessage) -> None:
        """Note that it is out."""
        fulfilled(message)


def notify(message: OutboxMessage) -> Sequence[EmailMessage] | None:
    """Build the mails to those who answer an order."""
    order = order_of(message)
    return None if order is None or order.status == OrderStatus.ERASED else emails.notify_mails(order=order)


def declined(message: OutboxMessage) -> EmailMessage | None:
    """Build the mail that says no."""
    order = order_of(message)
    return None if order is None or order.status != OrderStatus.DECLINED else emails.declined_mail(order=order)


def register_all() -> None:
    """Tell the outbox about every kind of mail of this app."""
    register("order-fulfil", PackMail())
    register("order-resend", PackMail())
    register("order-notify", notify)
    register("order-declined", declined)
