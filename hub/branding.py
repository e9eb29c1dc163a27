"""An academy's two colours as a stylesheet of its own: a strict content security policy allows no style in the page."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hub.academies.models import Academy
from hub.patchwork import HUB, NotAColour
from hub.patchwork.palette import mix

YEAR = 365 * 24 * 3600
# Quieter than the mist of the drawings (14%): bands carry text.
_BAND_MIST = 0.10


def stylesheet(academy: Academy) -> str:
    """Return the CSS that gives a page an academy's mood: deep, bright, and the three shades derived from them.

    A row whose colours are not colours (written past ``clean()``) gets the hub's, never what it says.
    """
    try:
        palette = academy.palette
    except NotAColour:
        palette = HUB
    shades = {name: getattr(palette, name) for name in ("deep", "bright", "tint", "mid")}
    shades["mist"] = mix(palette.deep, _BAND_MIST)
    return ":root{" + ";".join(f"--hub-{name}:{value}" for name, value in shades.items()) + "}\n"


def digest(academy: Academy) -> str:
    """Return what changes in the address when the colours do, so that the file may be kept for a year."""
    return hashlib.sha256(stylesheet(academy).encode()).hexdigest()[:10]


def stylesheet_url(academy: Academy) -> str:
    """Return the address of an academy's stylesheet."""
    return reverse("hub_academy_css", kwargs={"slug": academy.slug, "digest": digest(academy)})


@require_safe
def academy_stylesheet(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """Serve an academy's stylesheet.

    The address of other colours than today's, as a kept page may still name it, answers with today's for a minute.
    """
    academy = Academy.objects.filter(slug=slug).first()
    if academy is None:
        raise Http404("No academy has that name.")
    css = stylesheet(academy)
    fresh = hashlib.sha256(css.encode()).hexdigest()[:10] == digest
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fresh else "public, max-age=60"
    return response
