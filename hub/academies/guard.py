"""Closes what Wagtail's admin shows of other academies beside our own models.

Measured on Wagtail 8.0.1: reports, choosers and confirmation pages below print titles and names of everything on the
site to any editor. A test asserts that every name still resolves, so that an upgrade which renames one is noticed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.academies.policy import SEEING
from hub.academies.sight import linkable_pages
from hub.exceptions import PublishRefused

#: Views that show every academy's rows; nobody but a superuser needs them.
DENIED = frozenset(
    {
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:site_history_results",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_results",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:workflow_tasks_results",
        "wagtailadmin_pages:type_use",
        "wagtailadmin_pages:type_use_results",
        "wagtailadmin_workflows:task_chooser",
        "wagtailadmin_workflows:task_chooser_results",
        "wagtailadmin_workflows:task_chosen",
        "wagtailadmin_api:images:listing",
        "wagtailadmin_api:images:detail",
        "wagtailadmin_api:images:find",
        "wagtailadmin_api:documents:listing",
        "wagtailadmin_api:documents:detail",
        "wagtailadmin_api:documents:find",
        "wagtailusers_users:copy",
        "wagtailsites:copy",
        "wagtail_localize:snippets_api_listing",
        "wagtail_localize:snippets_api_detail",
        *(
            f"wagtailusers_{what}:{view}"
            for what in ("users", "groups")
            for view in ("index", "index_results", "add", "edit", "delete", "history", "history_results", "usage")
        ),
    }
)

#: Views that name a page before they ask whether one may see it, and the arguments that hold its key.
PAGE_KEYS: dict[str, tuple[str, ...]] = {
    "wagtailadmin_pages:move_confirm": ("page_to_move_id", "destination_id"),
    "wagtailadmin_pages:confirm_workflow_cancellation": ("page_id",),
}

#: Views of a page that waits for approval. They name it before they ask whether one may act on it.
REVIEW_KEYS: dict[str, tuple[str, ...]] = {
    "wagtailadmin_pages:workflow_action": ("page_id",),
    "wagtailadmin_pages:collect_workflow_action_data": ("page_id",),
    "wagtailadmin_pages:workflow_preview": ("page_id",),
}

#: The page chooser, which may also show what every academy links to.
CHOOSER_KEYS: dict[str, tuple[str, ...]] = {"wagtailadmin_choose_page_child": ("parent_page_id",)}
CHOOSER_LISTS = frozenset({"wagtailadmin_choose_page_chosen_multiple"})

BULK = "wagtail_bulk_action"


class AdminGuard:
    """Middleware, after authentication: 404 where the admin would show an editor what belongs to others.

    It looks at views under the configured admin address only, and lets superusers pass. A refusal to publish that
    reaches it becomes a message and the page before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Refuse a view of the admin that would show this person what belongs to others; Django calls it before the view.

        Args:
            view: not looked at; the name of the resolved address decides.
            kwargs: the view's arguments, which may hold keys of rows.

        Raises:
            Http404: the view is closed to all but superusers, or a row in its arguments is not one this person may see.
        """
        if not in_admin(request):
            return  # before anything asks who it is: that would read the session and add "Vary: Cookie" to public pages
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated or user.is_superuser:
            return
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in DENIED:
            raise Http404
        for key in PAGE_KEYS.get(name, ()):
            require(Page.objects.filter(pk=kwargs[key], pk__in=explorable(user)).exists())
        for key in REVIEW_KEYS.get(name, ()):
            require(Page.objects.filter(pk=kwargs[key], pk__in=explorable(user)).exists() or may_review(user, kwargs[key]))
        for key in CHOOSER_KEYS.get(name, ()):
            require(linkable_pages(user).filter(pk=kwargs[key]).exists())
        if name in CHOOSER_LISTS:
            require_all(linkable_pages(user), request.GET.getlist("id"))
        if name == BULK:
            check_rows(user, kwargs["app_label"], kwargs["model_name"], request.GET.getlist("id"))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal to publish that no form has caught into a message; Django calls it when a view has failed.

        Returns:
            A redirect to the page before, or to the admin's first page where the browser does not name one of ours; what
            Wagtail's dialog expects, if that asked. ``None`` for any other error and outside the admin: not ours to answer.
        """
        if not isinstance(exception, PublishRefused) or not in_admin(request):
            return None
        messages.error(request, str(exception))
        back = request.META.get("HTTP_REFERER", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
        url = back if safe else reverse("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # "Approve with comment" is sent by a dialog
            return JsonResponse({"step": "success", "redirect": url})
        return HttpResponseRedirect(url)


def in_admin(request: HttpRequest) -> bool:
    """Return whether the request is for Wagtail's admin, wherever the project has put it."""
    try:
        return request.path.startswith(reverse("wagtailadmin_home"))
    except NoReverseMatch:
        return False


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
    wanted = {key for key in keys if key != "all"}
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
