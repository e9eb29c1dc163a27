"""Whether a POST without a CSRF token comes from a page of ours: for pages whose address holds a token of its own."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Return whether browser headers say that a page of this site posted.

    ``Sec-Fetch-Site`` decides where it is sent. Older browsers, and all of them over plain HTTP, send ``Origin`` only; it
    is "null" from a page with ``Referrer-Policy: no-referrer``, as ours is. What sends neither is no browser, and nobody's
    cookies are at stake: the token in the address is what allows it.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if not origin or origin == "null":
        return True
    try:
        return urlsplit(origin).netloc.lower() == request.get_host().lower()
    except ValueError:
        return False
