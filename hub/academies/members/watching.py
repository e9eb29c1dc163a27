"""Writes down who tries Wagtail's own screens for accounts, groups and tokens, which the guard or their rights refuse."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse

from hub.academies.guard import BULK, AdminGuard
from hub.academies.guard.middleware import in_admin
from hub.academies.members.history import note_refused

#: How the names of these screens begin; only superusers change anything there.
WATCHED = ("wagtailusers_users:", "wagtailusers_groups:", "wagtailusers_api_tokens:", "hub_roles:")
SAFE = ("GET", "HEAD", "OPTIONS")


class WatchedGuard(AdminGuard):
    """The guard of the admin; it also leaves a line in the log of the person's academy when they post where only superusers may."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Note an attempt to change accounts, groups, roles or tokens; then do as the guard does, 404 included."""
        if request.method not in SAFE and in_admin(request):
            user: Any = getattr(request, "user", None)
            name = request.resolver_match.view_name if request.resolver_match else ""
            if user is not None and user.is_authenticated and not user.is_superuser and is_watched(name, kwargs):
                note_refused(user=user, what=name)
        return super().process_view(request, view, args, kwargs)


def is_watched(name: str, kwargs: dict[str, Any]) -> bool:
    """Return whether a view changes accounts, groups, roles or tokens."""
    if name == BULK:
        models = {(model._meta.app_label, model._meta.model_name) for model in (get_user_model(), Group)}
        return (kwargs.get("app_label"), kwargs.get("model_name")) in models
    return name.startswith(WATCHED)
