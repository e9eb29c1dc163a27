"""The way from the home page to a page, as values."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from hub.navigation import labelled


@dataclass(frozen=True)
class Crumb:
    """One step of the way down."""

    url: str
    title: str


def crumbs(page: Page, request: HttpRequest) -> list[Crumb]:
    """Return the pages above ``page``, the home page first; one query.

    The page itself is left out: its name is the heading right below. What is not live is left out too, since a visitor
    could not follow it. A page outside the site's tree has none.
    """
    known = getattr(page, "found_above", None)  # left by routing
    above = [step for step in known if step.live] if known else labelled(page.get_ancestors().filter(depth__gt=1).live())
    found = [(step.get_url(request), getattr(step, "hub_label", "") or step.label) for step in above]
    return [Crumb(url, title) for url, title in found if url]
