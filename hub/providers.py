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
from hub.cards import Badge, Card


class StoryProvider(Protocol):
    """Stories, as other pages need them. ``locale`` is always the language of the page that asks."""

    def latest(
        self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None, limit: int = 3, exclude: Sequence[int] = ()
    ) -> list[Card]: ...

    def chosen(self, request: HttpRequest, *, locale: Locale, pks: Sequence[int]) -> list[Card]: ...

    def count(self, *, locale: Locale, academy: Academy | None = None) -> int: ...

    def counts_by_academy(self, *, locale: Locale) -> dict[int, int]: ...

    def principles(self, request: HttpRequest, *, locale: Locale) -> list[Badge]: ...

    def gallery_url(self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None) -> str: ...


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


_registered: dict[str, StoryProvider] = {}


def register_stories(provider: StoryProvider) -> None:
    """Make ``provider`` the one that answers for stories; the last one registered wins, so that a host may replace it."""
    _registered["stories"] = provider


def stories() -> StoryProvider:
    """Return the registered provider of stories, or one that has none."""
    return _registered.get("stories", NoStories())
