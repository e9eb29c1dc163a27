"""The report of one academy: paged, filtered by who, what and when, and as a spreadsheet."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, MultipleUserFilter, WagtailFilterSet
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, PageLogEntry

from hub.academies.activity.entries import owned, page_entries, row_entries
from hub.academies.activity.sentences import know_people, sentence
from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import counting
from hub.academies.views import safe_cell

PAGES = "pages"
EXPORTED = 10_000  # what a spreadsheet shows with comfort; the dates of the filter reach the rest


def readable_by(user: Any) -> QuerySet[Academy]:
    """Return the academies whose log a person may read: those they manage; all of them for a superuser."""
    if user.is_superuser:
        return Academy.objects.all()
    held = counting(AcademyRole.objects.filter(user=user, role=AcademyRole.Role.MANAGER, locales=None))
    return Academy.objects.filter(pk__in=held.values("academy"))


class ActivityFilterSet(WagtailFilterSet):
    """Who, what kind of thing, from when to when."""

    user = MultipleUserFilter(label=gettext_lazy("Who"))
    kind = django_filters.ChoiceFilter(label=gettext_lazy("What"), method="by_kind", choices=())
    timestamp = django_filters.DateFromToRangeFilter(label=gettext_lazy("From and to"), widget=DateRangePickerWidget)

    class Meta:
        model = PageLogEntry
        fields: list[str] = []

    def __init__(self, *args: Any, academy: Academy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {user for rows in (page_entries(academy), row_entries(academy)) for user in rows.get_user_ids()}
        self.filters["user"].extra["queryset"] = get_user_model()._default_manager.filter(pk__in=people)
        kinds = {str(ContentType.objects.get_for_model(model).pk): model._meta.verbose_name_plural for model in owned(academy)}
        self.filters["kind"].extra["choices"] = [(PAGES, _("Pages")), *((key, capfirst(name)) for key, name in kinds.items())]

    def by_kind(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep one kind of thing; all pages are one."""
        if issubclass(queryset.model, PageLogEntry):
            return queryset if value == PAGES else queryset.none()
        return queryset.none() if value == PAGES else queryset.filter(content_type=int(value))


class ChooseAcademyView(WagtailAdminTemplateMixin, TemplateView):
    """Who manages one academy is led to its report; who manages several chooses."""

    template_name = "hub/admin/activity_choose.html"
    page_title = gettext_lazy("Who did what")
    header_icon = "history"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        academies = list(readable_by(request.user))
        if not academies:
            raise Http404
        if len(academies) == 1:
            return redirect("hub_activity:list", academies[0].pk)
        return self.render_to_response(self.get_context_data(academies=academies))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class ActivityView(ReportView):
    """Who did what in one academy, newest first. Another's does not exist."""

    template_name = "wagtailadmin/reports/base_report.html"
    results_template_name = "hub/admin/activity_results.html"
    header_icon = "history"
    filterset_class = ActivityFilterSet
    paginate_by = 50
    list_export = ("timestamp", "user_display_name", "sentence")
    export_headings = {
        "timestamp": gettext_lazy("When"),
        "user_display_name": gettext_lazy("Who"),
        "sentence": gettext_lazy("What"),
    }
    custom_value_preprocess = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: safe_cell, ReportView.FORMAT_XLSX: safe_cell},
    }

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.academy = get_object_or_404(readable_by(request.user), pk=kwargs["academy"])
        super().setup(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Who did what in %(academy)s") % {"academy": self.academy}

    def get_index_url(self) -> str:
        return reverse("hub_activity:list", args=[self.academy.pk])

    def get_index_results_url(self) -> str:
        return reverse("hub_activity:list_results", args=[self.academy.pk])

    def get_filename(self) -> str:
        return f"activity-{self.academy.slug}-{date.today():%Y-%m-%d}"

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "academy": self.academy}

    def get_queryset(self) -> QuerySet[Any]:
        return page_entries(self.academy)

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """Return keys of both kinds of line, in one order; the lines themselves are looked up for one page of them."""
        parts = []
        for number, rows in enumerate((page_entries(self.academy), row_entries(self.academy))):
            kept = self.filter_queryset(rows)
            parts.append(kept.order_by().annotate(log=Value(number, output_field=IntegerField())).values("pk", "timestamp", "log"))
        found = parts[0].union(parts[1], all=True).order_by("-timestamp", "-pk")
        return found[:EXPORTED] if self.is_export else found

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """Return the lines, each with its sentence and, where there is one, the address of its page."""
        wanted: dict[int, list[int]] = defaultdict(list)
        rows = list(object_list)
        for row in rows:
            wanted[row["log"]].append(row["pk"])
        found = {}
        for number, entries in enumerate((page_entries(self.academy), row_entries(self.academy))):
            for entry in entries.filter(pk__in=wanted[number]).select_related("user", "content_type") if wanted[number] else ():
                found[number, entry.pk] = entry
        lines = [found[key] for row in rows if (key := (row["log"], row["pk"])) in found]
        self._complete(lines)
        return lines

    def _complete(self, lines: list[Any]) -> None:
        know_people(lines)
        there = set(Page.objects.filter(pk__in={getattr(line, "page_id", None) for line in lines}).values_list("pk", flat=True))
        for line in lines:
            page = getattr(line, "page_id", None)
            line.sentence = sentence(line)
            line.url = reverse("wagtailadmin_pages:edit", args=[page]) if page in there else ""
