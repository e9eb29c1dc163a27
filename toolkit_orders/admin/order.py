"""The page of one request: who, what, the answers, its links with their downloads, its mails, its history."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import InspectView
from wagtail.models import ModelLogEntry

from hub.outbox.models import OutboxMessage
from toolkit_orders.enums import MOVES, OrderStatus
from toolkit_orders.models import Grant, Order
from toolkit_orders.services.moves import may_answer

Status = OrderStatus


def possible_decisions(order: Order) -> list[str]:
    """Return the names of the buttons that make sense for an order now, the likeliest first."""
    moves = MOVES[order.status]
    found = ["approve", "decline"] if order.status == Status.AWAITING else []
    if order.status == Status.FULFILLED or order.can_be_sent:
        found.append("resend")
    if Status.REVOKED in moves:
        found.append("revoke")
    return found


class OrderView(InspectView):
    """Everything that is known about one request."""

    template_name = "toolkit_orders/admin/order.html"
    page_title = _("Toolkit request")
    header_icon = "mail"

    def get_object(self, queryset: Any = None) -> Order:
        return super().get_object(Order.objects.select_related("academy", "toolkit", "request_page", "decided_by"))

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = self.object
        decisions = possible_decisions(order) if may_answer(self.request.user, order) else []
        words = {"approve": _("Approve"), "decline": _("Decline"), "resend": _("Send again"), "revoke": _("Revoke")}
        return {
            **super().get_context_data(**kwargs),
            "order": order,
            "details": self._details(order),
            "decisions": [
                {"text": words[name], "url": reverse(f"toolkit_orders:{name}", args=[order.pk]), "is_serious": name == "revoke"}
                for name in decisions
            ],
            "grants": Grant.objects.filter(order=order).prefetch_related("files__asset"),
            "mails": OutboxMessage.objects.filter(kind__startswith="order-", payload__order=order.pk).order_by("pk"),
            "history": ModelLogEntry.objects.for_instance(order).select_related("user").order_by("-timestamp"),
        }

    def _details(self, order: Order) -> list[tuple[Any, Any]]:
        """Return pairs of words and values, in the order of the form."""
        decided = [(_("Decided on"), order.decided_at), (_("Decided by"), order.decided_by)] if order.decided_at else []
        reason = [(_("Reason given"), order.decline_reason)] if order.decline_reason else []
        return [
            (_("Toolkit"), order.toolkit_title),
            (_("Name"), order.name),
            (_("Email"), order.email),
            (_("Asks for"), order.get_organisation_type_display()),
            (_("Organisation"), order.organisation),
            (_("Area"), order.area_name),
            (_("Academy"), order.academy),
            (_("Language"), order.locale),
            (_("Asked on page"), order.request_page_title),
            (_("Asked on"), order.created_at),
            *decided,
            *reason,
            (_("Mailed on"), order.mailed_at),
            (_("First download"), order.first_download_at),
            (_("Sent again"), order.resend_count),
        ]
