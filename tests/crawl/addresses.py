"""Every address of the project, found by walking the URL resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize
from django.utils.translation import override

#: The addresses of the crawl: what the reference site has, without its pages for developers.
URLCONF = "tests.crawl.urls"


@dataclass(frozen=True)
class Address:
    """One pattern of an address, as ``format % values`` makes an address of it."""

    name: str
    format: str
    params: tuple[str, ...]
    model: type[Model] | None

    @property
    def in_admin(self) -> bool:
        return self.format.startswith("/admin/")

    @property
    def room(self) -> str:
        """Which test crawls it; the groups of the written matrix too."""
        if not self.in_admin:
            return "public"
        part = self.format.removeprefix("/admin/").split("/")[0]
        return next((room for room, starts in ROOMS.items() if part.startswith(starts)), "hub")


#: The first part of an address below the admin's; what is nowhere here belongs to "hub", the views of our own apps.
ROOMS: dict[str, tuple[str, ...]] = {
    "pages": ("pages", "choose-", "bulk", "editing-sessions", "block-preview"),
    "translation": ("localize", "locales"),
    "files": ("documents", "images", "collections", "tag-", "embeds"),
    "people": ("users", "groups", "account", "login", "logout", "password_reset"),
    "snippets": ("snippets",),
    "wagtail": ("api", "reports", "workflows", "redirects", "sites", "forms", "dismissibles", "sprite", "jsi18n", "failwhale", "^"),
}
NAMES_OF_ROOMS = [*ROOMS, "hub", "public"]


def addresses() -> list[Address]:
    """Return every address once: of two with the same pattern the one that is resolved first, by the name that either has."""
    found: dict[str, Address] = {}
    with override(settings.LANGUAGE_CODE):  # a request in Urdu leaves its language behind, and its prefix with it
        rows = list(_walk(get_resolver(URLCONF)))
    for regex, name, callback in rows:
        for pattern, params in normalize(regex):
            path = "/" + pattern
            first = found.setdefault(path, Address(name, path, tuple(params), _model_of(callback)))
            if name and not first.name:
                found[path] = replace(first, name=name)
    return [each if each.name else replace(each, name=f"(unnamed) {each.format}") for each in found.values()]


def names_in_admin() -> list[str]:
    """Return the name of every view of the admin, or the pattern of one without a name."""
    return sorted({address.name for address in addresses() if address.in_admin})


def _walk(resolver: URLResolver, before: str = "", namespace: str = "") -> Iterator[tuple[str, str, Any]]:
    for entry in resolver.url_patterns:
        regex = before + entry.pattern.regex.pattern.removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from _walk(entry, regex, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield regex, namespace + entry.name if entry.name else "", entry.callback


def _model_of(callback: Any) -> type[Model] | None:
    """Return the model a view is about, as far as the view says so."""
    view = getattr(callback, "view_class", None)
    given = getattr(callback, "view_initkwargs", {})
    model = given.get("model") or given.get("model_class") or getattr(view, "model", None) or getattr(view, "model_class", None)
    if isinstance(model, str):
        return apps.get_model(model)
    return model if isinstance(model, type) and issubclass(model, Model) else None


def without_names(pattern: str) -> str:
    """Return a pattern as people read it: ``/admin/pages/<page_id>/edit/``."""
    return re.sub(r"%\((\w+)\)s", r"<\1>", pattern)
