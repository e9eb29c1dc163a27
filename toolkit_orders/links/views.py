"""The link page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from mimetypes import guess_type
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hub.errors import permission_denied, too_many_requests
from hub.limits import allow, client_ip
from hub.storage import FileMissing, send_private
from toolkit_orders.addresses import ask_again_page
from toolkit_orders.exceptions import LinkClosed, LinkUnknown
from toolkit_orders.files import kind_in_words
from toolkit_orders.links.origin import is_from_here
from toolkit_orders.models import Grant, GrantFile
from toolkit_orders.models.grants import TOKEN
from toolkit_orders.services.download import grant_for, take_file

HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
MAIL_TAILS = ".,;:)>]'\""  # what mail programs take for a part of an address

View = Callable[..., HttpResponseBase]


def unkept(view: View) -> View:
    """Make every answer of a view, errors too, one that nobody keeps, indexes or passes on."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return wrapped


@unkept
@require_safe
def link_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the files of a link: type, size, pages, until when. Counts nothing: mail scanners open links."""
    grant = _found(request, token)
    if not isinstance(grant, Grant):
        return grant
    if grant.closed_because:
        return _closed(request, grant, grant.closed_because)
    return _files(request, grant, token)


@unkept
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest, token: str, number: str) -> HttpResponseBase:
    """Hand out one file, counted. ``number`` is its place in the link, from 1. A GET leads back to the page, uncounted."""
    if request.method != "POST":
        return redirect("toolkit_orders_link", token=token)
    if not is_from_here(request):
        return permission_denied(request)
    grant = _found(request, token)
    if not isinstance(grant, Grant):
        return grant
    file = next((file for file in grant.files.select_related("asset") if str(file.sort_order) == number), None)
    if file is None:
        raise Http404
    try:
        take_file(grant=grant, file=file)
        name = file.asset.download_name
        return send_private(file.asset.file, filename=name, content_type=guess_type(name)[0] or "application/octet-stream")
    except LinkClosed as refusal:
        return _closed(request, grant, refusal.reason)
    except FileMissing:
        return _files(request, grant, token, missing=file)


def _found(request: HttpRequest, token: str) -> Grant | HttpResponse:
    """Return the grant of a token, or the answer 429 for somebody who tries tokens out.

    Raises:
        Http404: there is none.
    """
    token = token.rstrip(MAIL_TAILS)
    try:
        return grant_for(token=token)
    except LinkUnknown as refusal:
        if TOKEN.fullmatch(token) and not allow("token-ip", client_ip(request)):
            return too_many_requests(request, retry_after=3600)
        raise Http404(str(refusal)) from refusal


def _files(request: HttpRequest, grant: Grant, token: str, *, missing: GrantFile | None = None) -> HttpResponse:
    with translation.override(grant.order.locale):
        files = [
            {
                "title": file.title,
                "kind": kind_in_words(file.kind),
                "facts": file.facts,
                "is_there": file != missing and file.asset.exists(),
                "action": reverse("toolkit_orders_download", args=[token.rstrip(MAIL_TAILS), file.sort_order]),
            }
            for file in grant.files.select_related("asset")
        ]
    context = {**_frame(grant), "files": files, "until": grant.last_day, "missing": missing}
    return _answer(request, grant, "toolkit_orders/link_page.html", context, status=404 if missing else 200)


def _closed(request: HttpRequest, grant: Grant, reason: str) -> HttpResponse:
    page = ask_again_page(grant.order)
    context = {
        **_frame(grant),
        "reason": reason,
        "last_day": grant.last_day,
        "ask_again_url": page.get_url(request) if page else "",
    }
    return _answer(request, grant, "toolkit_orders/link_closed.html", context, status=410)


def _frame(grant: Grant) -> dict[str, Any]:
    academy = grant.order.academy
    return {"order": grant.order, "academy": academy if academy and not academy.is_national else None}


def _answer(request: HttpRequest, grant: Grant, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """Render at once, in the language the toolkit was asked for in: the address of a link has none."""
    with translation.override(grant.order.locale):
        return TemplateResponse(request, template, context, status=status).render()
