"""Pages for when something went wrong, in plain words. A host names these in its URL configuration and settings:

``handler404 = "hub.errors.page_not_found"`` and so on, ``CSRF_FAILURE_VIEW = "hub.errors.form_refused"``.
"""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from hub.elsewhere import elsewhere

logger = logging.getLogger(__name__)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: say in which languages there is such a page, or why a story may be gone, and offer ways on."""
    versions = elsewhere(request)
    if versions:
        return _answer(request, "hub/errors/not_in_your_language.html", 404, {"versions": versions})
    return _answer(request, "hub/errors/404.html", 404)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403."""
    return _answer(request, "hub/errors/403.html", 403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form came without the cookie that belongs to it; signature of ``CSRF_FAILURE_VIEW``."""
    return _answer(request, "hub/errors/form_refused.html", 403)


def too_many_requests(request: HttpRequest, exception: Exception | None = None, *, retry_after: int = 0) -> HttpResponse:
    """Answer 429.

    Args:
        retry_after: seconds until asking again makes sense, sent as ``Retry-After``; 0 for not known.
    """
    response = _answer(request, "hub/errors/429.html", 429, {"minutes": -(-retry_after // 60)})
    if retry_after > 0:
        response["Retry-After"] = str(retry_after)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database: it may be what broke."""
    return _answer(request, "hub/errors/500.html", 500)


def unavailable(request: HttpRequest, *, retry_after: int = 300) -> HttpResponse:
    """Answer 503 without touching the database, for planned work."""
    response = _answer(request, "hub/errors/503.html", 503)
    response["Retry-After"] = str(retry_after)
    return response


def _answer(request: HttpRequest, template: str, status: int, context: dict[str, object] | None = None) -> HttpResponse:
    """Render an error page; one that fails itself becomes two plain sentences, never a second error."""
    try:
        body: str = loader.render_to_string(template, {**(context or {}), "error_status": status}, request)
    except Exception:
        logger.exception("The page for error %s could not be shown", status)
        body = _("Something went wrong here. Please try again later.")
        response = HttpResponse(body, status=status, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(body, status=status)
    response["Cache-Control"] = "no-store"
    return response
