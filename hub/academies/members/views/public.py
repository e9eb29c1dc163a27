"""What the link in an invitation shows. A GET changes nothing: mail scanners open links.

No cookie is set here. The token in the address, which only the mail holds, is what a forged form would lack; where a
browser says who posts, it must be this site. Django's own check cannot be used: from a page that sends no referrer,
browsers post with an ``Origin`` of "null".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hub.academies.members.accounts import accounts_with, name_of
from hub.academies.members.exceptions import InvitationClosed, InvitationUnknown, OtherAccount
from hub.academies.members.forms import NewAccountForm
from hub.academies.members.services.accept import TOKEN, find, join, register
from hub.academies.members.wishes import wishes_in_words
from hub.academies.models import Invitation
from hub.errors import permission_denied, too_many_requests
from hub.limits import allow, client_ip
from hub.middleware import content_policy
from hub.origin import is_from_here

MAIL_TAILS = ".,;:)>]'\""  # what mail programs take for a part of an address
HOUR = 3600
View = Callable[..., HttpResponseBase]


def unkept(view: View) -> View:
    """Make every answer of a view one that nobody keeps, indexes or passes on, and that looks as the admin's pages do."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        response.setdefault("Content-Security-Policy", content_policy(admin=True))
        return response

    return wrapped


@unkept
@sensitive_post_parameters("password1", "password2")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show an invitation to whoever was invited; a POST accepts it."""
    token = token.rstrip(MAIL_TAILS)
    if request.method == "POST" and not is_from_here(request):
        return permission_denied(request)
    # tokens tried out, and guesses at what a password may be: both cost the one who asks
    if TOKEN.fullmatch(token) and request.method == "POST" and not allow("token-ip", client_ip(request)):
        return too_many_requests(request, retry_after=HOUR)
    try:
        found = find(token=token)
    except InvitationUnknown as refusal:
        if TOKEN.fullmatch(token) and request.method != "POST" and not allow("token-ip", client_ip(request)):
            return too_many_requests(request, retry_after=HOUR)
        raise Http404(str(refusal)) from refusal
    except InvitationClosed as refusal:
        return _closed(request, refusal.reason)
    return _for_this_person(request, found, token)


@unkept
@require_safe
def accepted(request: HttpRequest) -> HttpResponse:
    """Say that there is an account now, and where to sign in. Tells nothing about anybody."""
    return _page(request, "done", {"sign_in_url": reverse("wagtailadmin_login")})


def _for_this_person(request: HttpRequest, found: Invitation, token: str) -> HttpResponseBase:
    accounts = {account.pk for account in accounts_with(found.email)}
    if request.user.is_authenticated and request.user.pk not in accounts:
        return _page(request, "other_account", _words(found), status=403)
    if not accounts:
        return _new_account(request, found, token)
    if not request.user.is_authenticated:
        back = urlencode({"next": reverse("hub_invitation", args=[token])})
        return _page(request, "sign_in", {**_words(found), "sign_in_url": f"{reverse('wagtailadmin_login')}?{back}"})
    if request.method != "POST":
        return _page(request, "accept", {**_words(found), "name": name_of(request.user)})
    try:
        join(token=token, user=request.user)
    except InvitationClosed as refusal:
        return _closed(request, refusal.reason)
    except OtherAccount:
        return _page(request, "other_account", _words(found), status=403)
    return redirect("wagtailadmin_home")


def _new_account(request: HttpRequest, found: Invitation, token: str) -> HttpResponseBase:
    model = get_user_model()
    account = model(**{model.get_email_field_name(): found.email})
    form = NewAccountForm(request.POST if request.method == "POST" else None, account=account)
    if request.method == "POST" and form.is_valid():
        try:
            register(
                token=token,
                first_name=form.cleaned_data["first_name"],
                last_name=form.cleaned_data["last_name"],
                password=form.cleaned_data["password1"],
            )
        except InvitationClosed as refusal:
            return _closed(request, refusal.reason)
        except OtherAccount:  # made meanwhile: the same page says now to sign in
            return redirect("hub_invitation", token=token)
        return redirect("hub_invitation_accepted")
    return _page(request, "register", {**_words(found), "form": form})


def _closed(request: HttpRequest, reason: str) -> HttpResponse:
    sentences = {
        "used": _("It was accepted. If that was you, sign in; if not, tell the academy that invited you."),
        "revoked": _("It was taken back. If you think that is a mistake, ask the academy that invited you."),
        "expired": _("It was open for some days, and they are over. Ask the academy to send it again."),
        "void": _("What it offered is no longer on offer. Ask the academy to invite you again."),
    }
    context = {"sentence": sentences[reason], "sign_in_url": reverse("wagtailadmin_login") if reason == "used" else ""}
    return _page(request, "closed", context, status=410)


def _words(found: Invitation) -> dict[str, Any]:
    return {"academy": found.academy.shown_name, "email": found.email, "roles": wishes_in_words(found.roles)}


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Render at once, without what is about who is signed in: no cookie comes of it."""
    return TemplateResponse(request, f"hub/invitation/{name}.html", context, status=status).render()
