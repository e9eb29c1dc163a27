"""Which rows a person may name in an address of Wagtail's admin; any other key answers 404."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import Http404
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.academies.policy import SEEING


def require(allowed: bool) -> None:
    """Raise ``Http404`` unless allowed: what one may not see does not exist."""
    if not allowed:
        raise Http404


def explorable(user: Any) -> Any:
    """Return the keys of the pages this person finds in the explorer."""
    return policy_registry.get_by_type(Page).explorable_instances(user).values("pk")


def may_review(user: Any, page: int) -> bool:
    """Return whether the page waits for somebody like this person, who need not find it in the explorer."""
    found = Page.objects.filter(pk=page).first()
    task = found.current_workflow_task if found else None
    return bool(task and task.user_can_access_editor(found, user))


def require_all(rows: Any, keys: list[str]) -> None:
    """Raise ``Http404`` unless every key is one of the rows."""
    wanted = {key for key in keys if key and key != "all"}
    try:
        require(rows.filter(pk__in=wanted).count() == len(wanted))
    except (ValueError, ValidationError, OverflowError) as error:
        raise Http404 from error


def check_rows(user: Any, app_label: str, model_name: str, keys: list[str]) -> None:
    """Raise ``Http404`` unless this person may see each of these rows of a model."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    require(model not in (get_user_model(), Group))
    if issubclass(model, Page):
        require_all(Page.objects.filter(pk__in=explorable(user)), keys)
        return
    rows = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, [*SEEING, "choose"])
    require_all(rows, keys)
