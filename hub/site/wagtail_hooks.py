"""Registration only: what the reference site adds to Wagtail."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_log_actions")
def register_second_step(actions: Any) -> None:
    from hub.site.accounts.history import ACTIONS

    for action, label, message in ACTIONS.values():
        actions.register_action(action, label, message)


@hooks.register("register_account_menu_item")
def second_step_item(request: Any) -> dict[str, Any]:
    return {"url": reverse("mfa_index"), "label": _("Second step"), "help_text": _("A code from your phone when you sign in.")}


@hooks.register("register_help_menu_item")
def second_step_menu() -> MenuItem:
    return MenuItem(_("Second step"), reverse("mfa_index"), icon_name="lock", order=900)
