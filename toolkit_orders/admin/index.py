"""The list of requests."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.log_actions import log

from hub.academies.models import Academy
from hub.academies.scope import ScopedFilterSet
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Order, ToolkitPage
from toolkit_orders.references import stored

LOUD = (OrderStatus.AWAITING,)


class OrderFilterSet(ScopedFilterSet):
    """Filters of the list; academies are those somebody answers for."""

    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=OrderStatus.choices, widget=forms.CheckboxSelectMultiple
    )
    academy = django_filters.ModelChoiceFilter(label=_("Academy"), queryset=Academy.objects.all())
    toolkit = django_filters.ModelChoiceFilter(label=_("Toolkit"), queryset=ToolkitPage.objects.all())
    created_at = django_filters.DateFromToRangeFilter(label=_("Asked on"), widget=DateRangePickerWidget)

    class Meta:
        model = Order
        fields = ["status", "academy", "toolkit", "created_at"]


class OrderIndexView(IndexView):
    """Newest first; searched by reference, however it was typed, or by a part of the address."""

    default_ordering = "-created_at"

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("shown_reference", label=_("Reference"), get_url=self.get_inspect_url, sort_key="reference"),
            StatusTagColumn("get_status_display", label=_("Status"), primary=lambda order: order.status in LOUD, sort_key="status"),
            Column("toolkit_title", label=_("Toolkit"), sort_key="toolkit_title"),
            Column("email", label=_("Email")),
            Column("area_name", label=_("Area"), sort_key="area_name"),
            DateColumn("created_at", label=_("Asked on"), sort_key="created_at"),
            DateColumn("mailed_at", label=_("Mailed on"), sort_key="mailed_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Order]:
        return super().get_base_queryset().select_related("academy")

    def search_queryset(self, queryset: QuerySet[Order]) -> QuerySet[Order]:
        if not self.is_searching:
            return queryset
        found = Q(email__icontains=self.search_query.strip())
        if reference := stored(self.search_query):
            found |= Q(reference__startswith=reference)
        return queryset.filter(found)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.is_export:
            self._note_export()
        return super().render_to_response(context, **kwargs)

    def _note_export(self) -> None:
        """Leave a line in the log of every academy whose requests left the admin in a file."""
        rows = self.get_queryset().order_by()
        for academy in Academy.objects.filter(pk__in=rows.values("academy")):
            log(
                instance=academy,
                action="toolkit_orders.export",
                user=self.request.user,
                data={"rows": rows.filter(academy=academy).count()},
            )
