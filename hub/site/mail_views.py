"""The development inbox: what the hub has sent, as its readers would see it."""

from __future__ import annotations

from email.message import EmailMessage

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hub.site import mail

NEWEST = 100


def _read(name: str) -> EmailMessage:
    found = mail.read(name) if getattr(settings, "DEV_MAIL", False) else None
    if found is None:
        raise Http404("There is no such message.")
    return found


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the newest messages, newest first."""
    messages = [{"name": name, "mail": mail.read(name)} for name in mail.names()[:NEWEST]]
    return render(request, "hub_site/mail_inbox.html", {"mails": messages})


@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    """Show one message: its headers, its plain text, and the designed version in a frame."""
    found = _read(name)
    plain = found.get_body(preferencelist=("plain",))
    context = {
        "mail": found,
        "name": name,
        "plain": plain.get_content() if plain else "",
        "html": found.get_body(preferencelist=("html",)),
    }
    return render(request, "hub_site/mail_message.html", context)


@require_safe
def body(request: HttpRequest, name: str) -> HttpResponse:
    """Return the HTML of one message, with its pictures, under a policy of its own: mail needs inline styles."""
    found = _read(name)
    html = found.get_body(preferencelist=("html",))
    if html is None:
        raise Http404("This message has no designed version.")
    text = html.get_content()
    for number, piece in enumerate(found.walk()):
        if cid := piece.get("Content-ID"):
            text = text.replace(f"cid:{cid.strip('<>')}", reverse("dev_mail_part", args=[name, number]))
    text = text.replace("<head>", '<head><base target="_top">', 1)
    response = HttpResponse(text)
    response["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


@require_safe
def part(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Return one picture inside a message."""
    for index, piece in enumerate(_read(name).walk()):
        if index == number and piece.get_content_maintype() == "image":
            return HttpResponse(piece.get_content(), content_type=piece.get_content_type())
    raise Http404("There is no such picture.")
