"""Nobody works in the admin without a second step, where the site requires one."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.middleware import is_admin


class RequireSecondStep:
    """Middleware, after authentication: with ``HUB_REQUIRE_MFA`` the admin opens only to people with a second step.

    It looks at addresses of the admin only, so that public pages read no session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.HUB_REQUIRE_MFA and is_admin(request.path) and not _is_open(request.path) and _lacks_it(request):
            messages.info(request, _("Set up a second step first: this site asks everybody for one."))
            return HttpResponseRedirect(f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.path})}")
        return self.get_response(request)


def _is_open(path: str) -> bool:
    """Return whether a page of the admin is needed to get in or out."""
    # texts and icons are asked for by the pages that set the second step up
    names = ("account_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite")
    return path.startswith(tuple(reverse(name) for name in names))


def _lacks_it(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not is_mfa_enabled(request.user)
