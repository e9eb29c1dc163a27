"""Keeps Wagtail's own screens for accounts, which administrators use, from leaving an academy without a manager."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from hub.academies.members.accounts import name_of
from hub.academies.members.protection import academies_left_alone

CLOSING = ("delete", "set_active_state")


def before_delete_user(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Refuse to delete the last manager of an academy; hook of the same name."""
    return _refusal(request, [user]) if request.method == "POST" else None


def before_edit_user(request: HttpRequest, user: Any) -> HttpResponse | None:
    """Refuse to close the account of the last manager of an academy; hook of the same name."""
    closes = request.method == "POST" and "is_active" not in request.POST and user.pk != request.user.pk
    return _refusal(request, [user]) if closes else None


def before_bulk_action(request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any) -> HttpResponse | None:
    """Refuse the same for many accounts at once; hook of the same name."""
    if getattr(action, "model", None) is not get_user_model() or action_type not in CLOSING or request.method != "POST":
        return None
    if action_type == "set_active_state" and request.POST.get("mark_as_active") == "True":
        return None
    return _refusal(request, objects)


def _refusal(request: HttpRequest, people: Sequence[Any]) -> HttpResponse | None:
    for person in people:
        if academies := academies_left_alone(person):
            words = {"name": name_of(person), "academies": ", ".join(str(academy) for academy in academies)}
            text = _("%(name)s is the last manager of %(academies)s. Make somebody else a manager first.")
            messages.error(request, text % words)
            return redirect("wagtailusers_users:index")
    return None
