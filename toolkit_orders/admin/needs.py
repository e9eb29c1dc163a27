"""Which requests wait for somebody: to be answered, to be sent another way, to be asked after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from hub.academies.models import Academy
from hub.dashboard.sections import Need, Step
from hub.health import late_mail
from hub.outbox.models import OutboxMessage
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Order, RequestPage

MOST = 20  # of each kind
MOST_MAIL = 500  # more is a broken mail server, of which the administrators are told
#: What a visitor waits for; the mail to the team is not among them.
MAIL = ("order-fulfil", "order-resend", "order-declined")
ANSWERED_WITHIN = timedelta(days=3)
DOWNLOADED_WITHIN, ASKED_AFTER = timedelta(days=7), timedelta(days=60)


def order_needs(orders: QuerySet[Order]) -> tuple[Need, ...]:
    """Return what waits among the orders a person may see, oldest first of each kind; five queries at most."""
    return (*_to_answer(orders), *_not_sent(orders), *_not_downloaded(orders))


def _to_answer(orders: QuerySet[Order]) -> Iterable[Need]:
    for order in orders.filter(status=OrderStatus.AWAITING).order_by("created_at", "pk")[:MOST]:
        by = timezone.localdate(order.created_at) + ANSWERED_WITHIN
        yield _need(order, _("Waits for approval"), by=by, is_loud=True)


def _not_sent(orders: QuerySet[Order]) -> Iterable[Need]:
    mail = OutboxMessage.objects.filter(kind__in=MAIL).order_by("-created_at", "-pk")
    lost = set(mail.filter(state=OutboxMessage.State.DEAD).values_list("payload__order", flat=True)[:MOST_MAIL])
    late = set(mail.filter(pk__in=late_mail().values("pk")).values_list("payload__order", flat=True)[:MOST_MAIL])
    if not lost | late:
        return
    standing = orders.exclude(status__in=[OrderStatus.REVOKED, OrderStatus.ERASED])
    for order in standing.filter(pk__in=lost | late).order_by("created_at", "pk")[:MOST]:
        yield _need(order, _("Email not delivered") if order.pk in lost else _("Email not sent yet"), is_loud=True)


def _not_downloaded(orders: QuerySet[Order]) -> Iterable[Need]:
    now = timezone.now()
    sent = orders.filter(status=OrderStatus.FULFILLED, first_download_at=None)
    for order in sent.filter(mailed_at__range=(now - ASKED_AFTER, now - DOWNLOADED_WITHIN)).order_by("mailed_at", "pk")[:MOST]:
        day = timezone.localdate(order.mailed_at)
        detail = _("Sent %(days)d days ago") % {"days": (timezone.localdate() - day).days}
        yield _need(order, _("Never downloaded"), by=day + DOWNLOADED_WITHIN * 2, detail=detail)


def _need(order: Order, why: str, **more: object) -> Need:
    text = _("Request %(reference)s") % {"reference": order.shown_reference}
    return Need(text, reverse("toolkit_orders:inspect", args=[order.pk]), why, **more)  # type: ignore[arg-type]


def request_page_step(request: object, academy: Academy) -> Step:
    """Visitors can ask: the academy's request page is live. Two queries."""
    is_done = RequestPage.objects.live().filter(academy=academy).exists()
    home = Page.objects.filter(translation_key=academy.home_key).order_by("path").first() if academy.home_key else None
    address = reverse("wagtailadmin_explore", args=[home.pk]) if home else reverse("wagtailadmin_explore_root")
    return Step(_("Put your request page online"), address, is_done)
