"""The middleware that closes what Wagtail's admin shows of other academies beside our own models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Page

from hub.academies.guard.keys import check_rows, explorable, may_review, require, require_all
from hub.academies.guard.names import (
    BULK,
    CHOOSER_KEYS,
    CHOOSER_LISTS,
    DENIED,
    PAGE_KEYS,
    PARENT_FIELDS,
    REVIEW_KEYS,
    TAG_LISTS,
)  # fmt: skip
from hub.academies.guard.tags import suggest_tags
from hub.academies.sight import linkable_pages
from hub.exceptions import PublishRefused


class AdminGuard:
    """Middleware, after authentication: 404 where the admin would show an editor what belongs to others.

    It looks at views under the configured admin address only, and lets superusers pass. A refusal to publish that
    reaches it becomes a message and the page before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Refuse a view of the admin that would show this person what belongs to others; Django calls it before the view.

        Args:
            view: not looked at; the name of the resolved address decides.
            kwargs: the view's arguments, which may hold keys of rows.

        Returns:
            ``None``: the view may answer; for suggestions of tags, the answer itself.

        Raises:
            Http404: the view is closed to all but superusers, or a row in its arguments is not one this person may see.
        """
        if not in_admin(request):
            return None  # before anything asks who it is: that would read the session and add "Vary: Cookie" to public pages
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated or user.is_superuser:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in DENIED:
            raise Http404
        if name in TAG_LISTS:
            return suggest_tags(user, request.GET.get("term", ""), **kwargs)
        self.check_keys(request, name, kwargs)
        return None

    def check_keys(self, request: HttpRequest, name: str, kwargs: dict[str, Any]) -> None:
        """Raise ``Http404`` unless this person may see every row that the address, the query or the form names."""
        user: Any = request.user
        for key in PAGE_KEYS.get(name, ()):
            require(Page.objects.filter(pk=kwargs[key], pk__in=explorable(user)).exists())
        for key in REVIEW_KEYS.get(name, ()):
            require(Page.objects.filter(pk=kwargs[key], pk__in=explorable(user)).exists() or may_review(user, kwargs[key]))
        for key in CHOOSER_KEYS.get(name, ()):
            require(linkable_pages(user).filter(pk=kwargs[key]).exists())
        if name in CHOOSER_LISTS:
            require_all(linkable_pages(user), request.GET.getlist("id"))
        if field := PARENT_FIELDS.get(name):
            require_all(linkable_pages(user), request.POST.getlist(field))
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
