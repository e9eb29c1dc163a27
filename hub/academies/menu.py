"""Keeps the admin's menus to what leads somewhere: what the guard closes, nobody is offered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from wagtail.admin.menu import MenuItem, SubmenuMenuItem
from wagtail.permissions import policy_registry

from hub.academies.guard import DENIED

ANY = ("add", "change", "publish", "delete", "lock", "unlock")


def is_closed(url: str) -> bool:
    """Return whether the guard keeps an address of this project to superusers."""
    try:
        return resolve(url).view_name in DENIED
    except Resolver404:
        return False  # an address outside, or none


def drop_closed(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out of a menu what would answer 404 to this person."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if not is_closed(str(item.url))]


def drop_news(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out of the help menu what is new in Wagtail: only those who install it need to know."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if not item.name.startswith("whats-new")]


class SubmenuOrItem(SubmenuMenuItem):
    """A submenu that becomes its one entry where a person sees only one."""

    def render_component(self, request: HttpRequest) -> Any:
        shown = self.menu.menu_items_for_request(request)
        return shown[0].render_component(request) if len(shown) == 1 else super().render_component(request)


class PagesMenuItem(MenuItem):
    """Shown to people who work with pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        from wagtail.models import Page

        return bool(policy_registry.get_by_type(Page).user_has_any_permission(request.user, ANY))
