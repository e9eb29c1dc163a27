"""What the hub's pages show of other apps' content, without naming those apps.

An app that has stories registers a provider in its ``AppConfig.ready()``; without one the hub's pages leave the place
empty. This is the seam that keeps ``hub`` from importing its clients.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.http import HttpRequest
from wagtail.models import Locale

from hub.academies.models import Academy
from hub.cards import Badge, Card, Offer


class StoryProvider(Protocol):
    """Stories, as other pages need them: only such as a visitor may read.

    ``locale`` is always the language of the page that asks; ``academy`` limits to its section, ``None`` means the whole
    hub. What there is none of is an empty result, never an error.
    """

    def latest(
        self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None, limit: int = 3, first: int | None = None
    ) -> list[Card]:
        """Return cards of at most ``limit`` stories, newest first.

        ``first`` is the page key of a story that comes before them, in this language and whosever it is, if it is readable.
        """

    def chosen(self, request: HttpRequest, *, locale: Locale, pks: Sequence[int]) -> list[Card]:
        """Return cards of the stories an editor chose by page key, in that order; what is not readable is left out."""

    def count(self, *, locale: Locale, academy: Academy | None = None) -> int:
        """Return how many stories there are."""

    def counts_by_academy(self, *, locale: Locale) -> dict[int, int]:
        """Return how many stories each academy has, as {primary key of the academy: number}; none has no entry."""

    def principles(self, request: HttpRequest, *, locale: Locale) -> list[Badge]:
        """Return one badge for each principle in its own order, linked to the stories that show it."""

    def gallery_url(self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None) -> str:
        """Return the address of all stories, or of one academy's among them; "" where there is no gallery."""


class NoStories:
    """Stands in where no app has stories."""

    def latest(self, request: HttpRequest, **kwargs: object) -> list[Card]:
        return []

    def chosen(self, request: HttpRequest, **kwargs: object) -> list[Card]:
        return []

    def count(self, **kwargs: object) -> int:
        return 0

    def counts_by_academy(self, **kwargs: object) -> dict[int, int]:
        return {}

    def principles(self, request: HttpRequest, **kwargs: object) -> list[Badge]:
        return []

    def gallery_url(self, request: HttpRequest, **kwargs: object) -> str:
        return ""


class ToolkitProvider(Protocol):
    """Toolkits, as an academy's home page shows them: only such as a visitor can ask for."""

    def offered(self, request: HttpRequest, *, locale: Locale, academy: Academy) -> list[Offer]:
        """Return the toolkits that can be asked for from an academy, each with the way to its form; [] where there is none."""


class NoToolkits:
    """Stands in where no app has toolkits."""

    def offered(self, request: HttpRequest, **kwargs: object) -> list[Offer]:
        return []


_registered: dict[str, StoryProvider] = {}
_toolkits: dict[str, ToolkitProvider] = {}


def register_stories(provider: StoryProvider) -> None:
    """Make ``provider`` the one that answers for stories; the last one registered wins, so that a host may replace it."""
    _registered["stories"] = provider


def stories() -> StoryProvider:
    """Return the registered provider of stories, or one that has none."""
    return _registered.get("stories", NoStories())


def register_toolkits(provider: ToolkitProvider) -> None:
    """Make ``provider`` the one that answers for toolkits; the last one registered wins, so that a host may replace it."""
    _toolkits["toolkits"] = provider


def toolkits() -> ToolkitProvider:
    """Return the registered provider of toolkits, or one that has none."""
    return _toolkits.get("toolkits", NoToolkits())
