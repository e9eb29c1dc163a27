"""Small addresses every site has."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from hub.patchwork import mark, png


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines where the site map is, and to leave private addresses alone."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /d/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86_400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """Return the hub's mark, drawn: browsers ask for it on every site."""
    return HttpResponse(png(mark(), size=(64, 64)), content_type="image/png")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """Hand out uploaded pictures in development; elsewhere the web server in front does."""
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except SuspiciousFileOperation as error:
        raise Http404 from error
