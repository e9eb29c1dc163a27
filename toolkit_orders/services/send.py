"""Send an order: make its link at the last moment, hand over the mail, and note that it went out.

The outbox calls these: ``fulfil`` to build the mail, ``fulfilled`` once it is out.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from hub import conf
from hub.outbox.models import OutboxMessage
from hub.outbox.services import enqueue
from toolkit_orders import emails
from toolkit_orders.enums import OrderStatus
from toolkit_orders.exceptions import NothingToSend
from toolkit_orders.models import Asset, Grant, GrantFile, Order, ToolkitPage
from toolkit_orders.models.grants import digest_of, new_token
from toolkit_orders.page_forms import foreign_files
from toolkit_orders.services.moves import may_answer, move, note
from toolkit_orders.signals import order_fulfilled


def order_of(message: OutboxMessage) -> Order | None:
    """Return the order a message is about; ``None`` if it is gone."""
    return (
        Order.objects.select_related("academy", "toolkit", "request_page", "decided_by")
        .filter(pk=message.payload.get("order"))
        .first()
    )


def fulfil(message: OutboxMessage) -> EmailMessage | None:
    """Return the mail with the link, or ``None`` where the order may no longer be sent.

    A link is made for each attempt; the one of an attempt that failed is revoked, as its token is known to nobody.

    Raises:
        NothingToSend: the toolkit is gone or empty; the outbox tries again later.
    """
    order = order_of(message)
    if order is None:
        return None
    is_again = message.kind == "order-resend" and order.status == OrderStatus.FULFILLED
    if not (order.can_be_sent or is_again):
        return None
    if order.status == OrderStatus.APPROVED and not may_answer(order.decided_by, order):
        _back_to_awaiting(order)
        return None
    token, grant = _new_grant(order, message)
    return emails.pack_mail(order=order, grant=grant, token=token)


def fulfilled(message: OutboxMessage) -> None:
    """Note that the mail of ``fulfil`` is out."""
    order = order_of(message)
    if order is None:
        return
    now = timezone.now()
    Grant.objects.filter(order=order, message=_mark(message)).unsent().update(sent_at=now)
    Order.objects.filter(pk=order.pk, mailed_at=None).update(mailed_at=now)
    if not order.can_be_sent:
        return
    move(order, OrderStatus.FULFILLED)
    note(order, "fulfil")
    if order.decided_at is None:  # who decided knows already
        enqueue(kind="order-notify", key=order.reference, payload={"order": order.pk})
    transaction.on_commit(lambda: order_fulfilled.send_robust(Order, order=order, user=None))


def _mark(message: OutboxMessage) -> str:
    return f"{message.kind}:{message.key}"


def _back_to_awaiting(order: Order) -> None:
    """Whoever approved it may no longer do so: somebody else decides."""
    approved_at = order.decided_at
    move(order, OrderStatus.AWAITING, decided_at=None, decided_by=None)
    note(order, "reopen")
    key = f"{order.reference}:{approved_at.timestamp():.0f}" if approved_at else order.reference
    enqueue(kind="order-notify", key=key, payload={"order": order.pk})


def _files_of(order: Order) -> list[Any]:
    toolkit = order.toolkit
    if toolkit is None:  # deleted since; another language's page may still have the files
        toolkit = ToolkitPage.objects.live().filter(translation_key=order.toolkit_key).first()
    assets = toolkit.assets() if toolkit else []
    if toolkit and foreign_files(assets, toolkit.shown_academy):
        # put there by no form: a page moved from another academy, or a row changed by hand
        assets = list(Asset.objects.of([toolkit.shown_academy]).filter(pk__in=[asset.pk for asset in assets]))
    if not assets:
        raise NothingToSend
    return list(assets)


def _end_of_life() -> datetime:
    """The end of the last day: “until 21 December” includes all of it, on the days the clocks change too."""
    after = timezone.localdate() + timedelta(days=conf.get("LINK_DAYS") + 1)
    return timezone.make_aware(datetime.combine(after, time.min))


def _new_grant(order: Order, message: OutboxMessage) -> tuple[str, Grant]:
    assets = _files_of(order)
    now = timezone.now()
    Grant.objects.filter(order=order, message=_mark(message)).unsent().update(revoked_at=now)
    token = new_token()
    grant = Grant.objects.create(
        order=order,
        digest=digest_of(token),
        message=_mark(message),
        expires_at=_end_of_life(),
        max_downloads=conf.get("LINK_MAX_DOWNLOADS"),
    )
    GrantFile.objects.bulk_create(
        GrantFile(
            grant=grant, asset=asset, title=asset.title, kind=asset.kind, size=asset.size, pages=asset.pages, sort_order=place
        )
        for place, asset in enumerate(assets, 1)
    )
    return token, grant
