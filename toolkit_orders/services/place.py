"""Place an order."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from wagtail.models import Page

from hub.academies.models import Academy, Area
from hub.outbox.services import enqueue
from hub.typed import email_key
from toolkit_orders.enums import OrderSource, OrderStatus
from toolkit_orders.questions import AnswerRow
from toolkit_orders.signals import order_placed

if TYPE_CHECKING:
    from toolkit_orders.models import Order, RequestPage, ToolkitPage


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for, as a valid form says it."""

    name: str
    email: str
    organisation_type: str
    organisation: str
    toolkit: ToolkitPage
    area: Area | None
    answers: list[AnswerRow]


@dataclass(frozen=True)
class Placed:
    """The order that stands for a request.

    Attributes:
        is_new: a row was made; otherwise the same form was sent before, or the same person asked again.
        is_own: the order belongs to the person who asks. Not so where a used form is sent again with another address.
    """

    order: Order
    is_new: bool
    is_own: bool = True


def place(*, page: RequestPage, wanted: Wanted, key: uuid.UUID) -> Placed:
    """Place an order, with the promise of its mail, in one transaction.

    The same key again gives the order there is, whatever else is different. The same person asking the same academy for
    the same toolkit within a day joins the standing order, and is sent the mail again as often as a day allows.

    Args:
        page: where it was asked; the area's academy gets the order, else the page's.
        key: of the form that was opened, see ``flow.seals.Ticket``.

    Raises:
        django.db.OperationalError: the database is busy; nothing was kept, and the same call may be made again.
    """
    try:
        with transaction.atomic():
            return _place(page, wanted, key)
    except IntegrityError:  # the same form, posted twice at once with different areas: two academies, two locks
        from toolkit_orders.models import Order

        return _joined(Order.objects.get(idempotency_key=key), wanted, key)


def _place(page: RequestPage, wanted: Wanted, key: uuid.UUID) -> Placed:
    from toolkit_orders.models import Order

    academy_pk = wanted.area.academy_id if wanted.area and wanted.area.academy_id else page.academy_id
    academy = _locked(academy_pk, wanted.toolkit)
    same = Q(email_key=email_key(wanted.email), toolkit_key=wanted.toolkit.translation_key, academy=academy)
    asked_before = Order.objects.standing().recent().filter(same)
    found = list(Order.objects.filter(Q(idempotency_key=key) | Q(pk__in=asked_before.values("pk"))).order_by("-created_at"))
    if found:
        return _joined(next((order for order in found if order.idempotency_key == key), found[0]), wanted, key)
    order = Order.objects.create(
        **_snapshot(page, wanted),
        idempotency_key=key,
        academy=academy,
        status=OrderStatus.AWAITING if academy and academy.requires_approval else OrderStatus.RECEIVED,
    )
    _promise(order)
    transaction.on_commit(lambda: order_placed.send_robust(Order, order=order, user=None))
    return Placed(order, is_new=True)


def _locked(academy_pk: int | None, toolkit: ToolkitPage) -> Academy | None:
    """Return the academy that answers, if any, and make two requests of one person wait for each other.

    Where no academy answers, requests for one toolkit wait, in whatever language. SQLite has one writer anyway.
    """
    if academy_pk:
        return Academy.objects.select_for_update().filter(pk=academy_pk).first()
    pages = Page.objects.filter(translation_key=toolkit.translation_key).order_by("pk")
    list(pages.select_for_update(no_key=True).values_list("pk"))
    return None


def _snapshot(page: RequestPage, wanted: Wanted) -> dict[str, Any]:
    return {
        "request_page": page,
        "request_page_title": page.title,
        "request_page_key": page.translation_key,
        "toolkit": wanted.toolkit,
        "toolkit_title": wanted.toolkit.title,
        "toolkit_key": wanted.toolkit.translation_key,
        "name": wanted.name,
        "email": wanted.email,
        "email_key": email_key(wanted.email),
        "organisation_type": wanted.organisation_type,
        "organisation": wanted.organisation,
        "area_slug": wanted.area.slug if wanted.area else "",
        "area_name": wanted.area.name if wanted.area else "",
        "answers": wanted.answers,
        "locale": page.locale.language_code,
    }


def _promise(order: Order) -> None:
    """One row of the outbox: the mail to the person or, where somebody reads the request first, the mail to them.

    Handlers of academies that do not approve hear of an order once its mail is out, see ``services.send``.
    """
    kind = "order-notify" if order.status == OrderStatus.AWAITING else "order-fulfil"
    enqueue(kind=kind, key=order.reference, payload={"order": order.pk})


def _joined(order: Order, wanted: Wanted, key: uuid.UUID) -> Placed:
    from toolkit_orders.services.resend import resend_if_allowed

    is_own = order.email_key == email_key(wanted.email)
    if order.idempotency_key != key and order.status == OrderStatus.FULFILLED:
        resend_if_allowed(order=order, source=OrderSource.FORM, key=key)
    return Placed(order, is_new=False, is_own=is_own)
