"""Headers that tell browsers what a page of the hub may do."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from hub import conf
from hub.academies.members.watching import WatchedGuard as AdminGuard

__all__ = ["AdminGuard", "SecurityHeaders"]

Policy = dict[str, list[str]]

PUBLIC: Policy = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
}
# Wagtail 8 puts scripts into its editor, filters and history without a nonce; wagtail-localize puts a <style> into its own.
ADMIN: Policy = {
    **PUBLIC,
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "frame-src": ["'self'"],
}
OTHERS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Adds the headers to every response that has not set them itself: a view always knows better."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", content_policy(admin=is_admin(request.path)))
        for name, value in OTHERS.items():
            response.setdefault(name, value)
        return response


def is_admin(path: str) -> bool:
    """Return whether a path is in Wagtail's admin, wherever the project has put it."""
    try:
        home = reverse("wagtailadmin_home")
    except NoReverseMatch:
        return False
    return home != "/" and (path.startswith(home) or path == home.rstrip("/"))


def content_policy(*, admin: bool) -> str:
    """Return the Content-Security-Policy of a page.

    Files served from elsewhere (an absolute ``STATIC_URL`` or ``MEDIA_URL``) are allowed, and so is what the project adds
    in ``CL_HUB["CSP_ADDED"]``: {directive: [sources]}.
    """
    policy = {directive: list(sources) for directive, sources in (ADMIN if admin else PUBLIC).items()}
    static, media = _origin(settings.STATIC_URL), _origin(settings.MEDIA_URL)
    for directive in ("script-src", "style-src", "font-src", "img-src"):
        if static:
            policy.setdefault(directive, ["'self'"]).append(static)
    for directive in ("img-src", "media-src"):
        if media:
            policy.setdefault(directive, ["'self'"]).append(media)
    for directive, sources in conf.get("CSP_ADDED").items():
        kept = [source for source in policy.get(directive, ["'self'"]) if source != "'none'"]
        policy[directive] = [*kept, *(source for source in sources if source not in kept)]
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())


def _origin(address: str | None) -> str:
    parts = urlsplit(str(address or ""))
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""
