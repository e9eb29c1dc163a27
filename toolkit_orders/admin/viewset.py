"""The admin's addresses for requests: list, export, one page each, and the four decisions. No adding, editing, deleting."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.viewsets.model import ModelViewSet

from hub.academies.views import TenantViewSetMixin
from toolkit_orders.admin.decisions import ApproveView, DeclineView, ResendView, RevokeView
from toolkit_orders.admin.index import OrderFilterSet, OrderIndexView
from toolkit_orders.admin.order import OrderView
from toolkit_orders.models import Order

MISSING_VIEWS = ("add_url_name", "edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")


class OrderViewSet(TenantViewSetMixin, ModelViewSet):
    """Requests of the academies somebody answers for; those of others answer 404 everywhere."""

    model = Order
    name = "toolkit_orders"
    url_prefix = "toolkit-requests"
    icon = "mail"
    menu_label = _("Toolkit requests")
    menu_order = 120
    add_to_admin_menu = True
    inspect_view_enabled = True
    index_view_class = OrderIndexView
    inspect_view_class = OrderView
    inspect_view_fields = ["reference"]
    filterset_class = OrderFilterSet
    list_per_page = 50
    search_fields = ["reference", "email"]
    search_backend_name = None
    add_to_reference_index = False
    export_filename = "toolkit-requests"
    list_export = [
        "shown_reference", "status", "created_at", "academy", "area_name", "toolkit_title", "name", "email", "organisation_type",
        "organisation", "locale", "answers_text", "decided_at", "mailed_at", "first_download_at", "resend_count",
    ]  # fmt: skip
    export_headings = {
        "shown_reference": _("Reference"), "status": _("Status"), "created_at": _("Asked on"), "area_name": _("Area"),
        "toolkit_title": _("Toolkit"), "answers_text": _("Answers"),
    }  # fmt: skip

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), **dict.fromkeys(MISSING_VIEWS)}

    def get_urlpatterns(self) -> list[URLPattern]:
        decisions = {"approve": ApproveView, "decline": DeclineView, "resend": ResendView, "revoke": RevokeView}
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            *(path(f"<int:pk>/{name}/", self.construct_view(view), name=name) for name, view in decisions.items()),
        ]

    def get_permissions_to_register(self) -> Any:
        return super().get_permissions_to_register().filter(codename__in=["view_order", "change_order"])

    @cached_property
    def _edit_handler(self) -> None:
        """No form: an order is a record of what somebody asked."""
        return None

    @property
    def url_finder_class(self) -> type[ModelAdminURLFinder]:
        return type("OrderURLFinder", (ModelAdminURLFinder,), {"edit_url_name": self.get_url_name("inspect")})


order_viewset = OrderViewSet()
