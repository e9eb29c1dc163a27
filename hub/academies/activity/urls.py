"""Addresses below Wagtail's admin, and the entry of its menu of reports."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from hub.academies.activity.views import ActivityView, ChooseAcademyView, readable_by

_views = (
    [
        path("", ChooseAcademyView.as_view(), name="choose"),
        path("<int:academy>/", ActivityView.as_view(), name="list"),
        path("<int:academy>/results/", ActivityView.as_view(results_only=True), name="list_results"),
    ],
    "hub_activity",
)


def admin_urls() -> list[URLPattern | URLResolver]:
    """Return the addresses, for Wagtail's ``register_admin_urls`` hook."""
    return [path("activity/", include(_views))]


class ActivityMenuItem(MenuItem):
    """Shown to those who manage an academy."""

    def is_shown(self, request: HttpRequest) -> bool:
        return readable_by(request.user).exists()


def activity_item() -> ActivityMenuItem:
    """Return the entry, for Wagtail's ``register_reports_menu_item`` hook."""
    return ActivityMenuItem(_("Who did what"), reverse_lazy("hub_activity:choose"), name="activity", icon_name="history", order=100)
