"""Puts the parts together in Wagtail's own look. Wagtail's counts of the whole site and its notices are for superusers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from hub.dashboard.first_steps import unfinished
from hub.dashboard.sections import Action, Figure, needs_for, sections_for
from hub.dashboard.trouble import troubles
from hub.dashboard.welcome import greeting, sentences_for

NEEDS_SHOWN = 10


class TroublePanel(Component):
    """What keeps the hub from working, for those who can mend it."""

    name = "hub_trouble"
    order = 40
    template_name = "hub/admin/trouble.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"troubles": troubles()}


class WelcomePanel(Component):
    """What somebody looks after and may do, what waits for them, and the tables of the apps."""

    name = "hub_welcome"
    order = 50
    template_name = "hub/admin/welcome.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request = parent_context["request"]
        sections = sections_for(request)
        actions: list[Action] = [action for section in sections for action in section.actions]
        needs = needs_for(request)
        return {
            "greeting": greeting(request),
            "sentences": sentences_for(request),
            "needs": needs[:NEEDS_SHOWN],
            "more_needs": max(0, len(needs) - NEEDS_SHOWN),
            "today": timezone.localdate(),
            "beginnings": unfinished(request),
            "actions": sorted(actions, key=lambda action: not action.is_main),
            "tables": [table for section in sections for table in section.tables],
        }


class FigureItem(SummaryItem):
    """One number of the line below the site's name."""

    template_name = "hub/admin/figure.html"

    def __init__(self, request: HttpRequest, figure: Figure) -> None:
        super().__init__(request)
        self.figure = figure

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"figure": self.figure}


def add_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Add ours; Wagtail sorts them."""
    if request.user.is_superuser:
        panels.append(TroublePanel())
    panels.append(WelcomePanel())


def replace_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Leave Wagtail's counts to superusers: they count what an academy's people cannot see. Put the apps' numbers first."""
    sections = sections_for(request)
    figures = [FigureItem(request, figure) for figure in (_waiting(request), *(each for one in sections for each in one.figures))]
    if not sections:
        figures = []
    items[:] = [*figures, *items] if request.user.is_superuser else list(figures)
    for place, item in enumerate(figures):
        item.order = place


def _waiting(request: HttpRequest) -> Figure:
    number = len(needs_for(request))
    text = ngettext("%(n)s thing needs you today", "%(n)s things need you today", number) % {"n": number}
    return Figure(text, "#hub-needs", "warning")
