"""What the first page of the admin says about requests."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permissions import policy_registry

from hub.academies.policy import visible
from hub.dashboard.sections import Action, Figure, Row, Section, Table
from hub.outbox.models import OutboxMessage
from toolkit_orders.admin.needs import order_needs
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Order

NEWEST = 5


def order_section(request: HttpRequest) -> Section | None:
    """Return the requests that wait and the newest ones with their state in words, for people who answer them.

    Eight queries of its own, and those by which the policy finds out what somebody may do.
    """
    policy = policy_registry.get_by_type(Order)
    if not policy.user_has_any_permission(request.user, ["view", "change"]):
        return None
    orders = visible(Order, request.user)
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    waiting, sent = Q(status=OrderStatus.AWAITING), Q(mailed_at__gte=month)
    number = orders.aggregate(waiting=Count("pk", filter=waiting), sent=Count("pk", filter=sent), all=Count("pk"))
    return Section(
        needs=order_needs(orders),
        actions=(_waiting(number["waiting"]),),
        figures=(_sent(number["sent"]),),
        tables=(_table(orders, number["all"]),),
    )


def _waiting(number: int) -> Action:
    address = reverse("toolkit_orders:index")
    if not number:
        return Action(_("See toolkit requests"), address, "mail")
    text = ngettext("%(n)s toolkit request waiting", "%(n)s toolkit requests waiting", number) % {"n": number}
    return Action(text, f"{address}?status={OrderStatus.AWAITING}", "mail", is_main=True)


def _sent(number: int) -> Figure:
    text = ngettext("%(n)s toolkit sent this month", "%(n)s toolkits sent this month", number) % {"n": number}
    return Figure(text, f"{reverse('toolkit_orders:index')}?status={OrderStatus.FULFILLED}", "mail")


def _table(orders: QuerySet[Order], number: int) -> Table:
    newest = list(orders.order_by("-created_at", "-pk")[:NEWEST])
    lost = _undelivered([order.pk for order in newest])
    more = Action(_("See all %(n)s") % {"n": number}, reverse("toolkit_orders:index")) if number > NEWEST else None
    return Table(
        key="toolkit-requests",
        heading=_("Newest toolkit requests"),
        columns=(_("Reference"), _("For"), _("Area"), _("Asked on"), _("State")),
        rows=tuple(_row(order, is_lost=order.pk in lost) for order in newest),
        empty=_("Nobody has asked for a toolkit yet."),
        more=more,
    )


def _row(order: Order, *, is_lost: bool) -> Row:
    return Row(
        text=order.shown_reference,
        url=reverse("toolkit_orders:inspect", args=[order.pk]),
        facts=(
            order.organisation or _("Not given"),
            order.area_name or _("Not given"),
            date(timezone.localtime(order.created_at), "j F"),
        ),
        state=_("Email not delivered") if is_lost else _state(order),
        is_loud=is_lost or order.status == OrderStatus.AWAITING,
    )


def _state(order: Order) -> str:
    is_opened = order.status == OrderStatus.FULFILLED and order.first_download_at
    return _("Downloaded") if is_opened else str(order.get_status_display())


def _undelivered(pks: list[int]) -> set[int]:
    """Return the orders among these whose mail with the link was given up, the first or one sent again."""
    dead = OutboxMessage.objects.dead().filter(kind__in=["order-fulfil", "order-resend"], payload__order__in=pks)
    return {payload["order"] for payload in dead.values_list("payload", flat=True)}
