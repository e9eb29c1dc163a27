"""The four buttons on a request. A GET asks whether you are sure; a POST does it and says what happened."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from hub.exceptions import Refused
from hub.typed import TextField
from toolkit_orders.enums import OrderSource
from toolkit_orders.models import Order
from toolkit_orders.services.approve import approve
from toolkit_orders.services.decline import decline
from toolkit_orders.services.resend import resend
from toolkit_orders.services.revoke import revoke


class ReasonForm(forms.Form):
    """Why a request is declined."""

    reason = TextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The person reads this in the mail. Leave it empty to give none."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DecisionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks, then does. A subclass names the words and the service."""

    model = Order
    pk_url_kwarg = "pk"
    permission_required = "change"
    template_name = "toolkit_orders/admin/decide.html"
    header_icon = "mail"
    index_url_name: str | None = None
    inspect_url_name: str | None = None
    form_class: ClassVar[type[forms.Form]] = forms.Form
    question: Any = ""
    button: Any = ""
    done: Any = ""
    is_serious = False

    @cached_property
    def order(self) -> Order:
        return get_object_or_404(Order, pk=self.kwargs[self.pk_url_kwarg])

    @abstractmethod
    def act(self, order: Order, user: Any, cleaned: dict[str, Any]) -> None:
        """Call the service; what it refuses is shown to the person."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            self.act(self.order, request.user, form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _(self.done) % {"reference": self.order.shown_reference})
        return redirect(self.order_url)

    @property
    def order_url(self) -> str:
        return reverse(str(self.inspect_url_name), args=[self.order.pk])

    def get_page_subtitle(self) -> str:
        return str(self.order)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            {"url": reverse(str(self.index_url_name)), "label": _("Toolkit requests")},
            {"url": self.order_url, "label": str(self.order)},
            {"url": "", "label": self.get_page_title()},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form_class())
        words = {"question": self.question, "button": self.button, "is_serious": self.is_serious}
        return {**super().get_context_data(**kwargs), **words, "order": self.order, "order_url": self.order_url}


class ApproveView(DecisionView):
    page_title = button = gettext_lazy("Approve")
    question = gettext_lazy("Approve this request? The mail with the link goes out in a few minutes.")
    done = gettext_lazy("%(reference)s is approved. The mail goes out in a few minutes.")

    def act(self, order: Order, user: Any, cleaned: dict[str, Any]) -> None:
        approve(order=order, user=user)


class DeclineView(DecisionView):
    page_title = button = gettext_lazy("Decline")
    question = gettext_lazy("Decline this request? The person gets a mail that says so.")
    done = gettext_lazy("%(reference)s is declined. The mail goes out in a few minutes.")
    form_class = ReasonForm
    is_serious = True

    def act(self, order: Order, user: Any, cleaned: dict[str, Any]) -> None:
        decline(order=order, user=user, reason=cleaned["reason"])


class ResendView(DecisionView):
    page_title = button = gettext_lazy("Send again")
    question = gettext_lazy("Send the mail again? It goes to the same address, with a new link.")
    done = gettext_lazy("%(reference)s is on its way again.")

    def act(self, order: Order, user: Any, cleaned: dict[str, Any]) -> None:
        resend(order=order, source=OrderSource.ADMIN, user=user)


class RevokeView(DecisionView):
    page_title = button = gettext_lazy("Revoke")
    question = gettext_lazy("Revoke this request? Its links stop working at once. This cannot be undone.")
    done = gettext_lazy("%(reference)s is revoked. Its links no longer work.")
    is_serious = True

    def act(self, order: Order, user: Any, cleaned: dict[str, Any]) -> None:
        revoke(order=order, user=user)
