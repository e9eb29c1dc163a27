"""What the database says of A's rows, before a request and after it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models

Keys = dict[type[models.Model], set[Any]]
State = dict[tuple[type[models.Model], Any], dict[str, Any]]

#: Written by the machine at any request, and about no row of an academy.
IGNORED = frozenset(
    {"sessions.session", "wagtailsearch.indexentry", "wagtailcore.referenceindex", "wagtailadmin.editingsession", "hub.ratelimit"}
)


def watched() -> list[type[models.Model]]:
    """Return every model with a table of its own, those between two models too."""
    found = apps.get_models(include_auto_created=True)
    return [m for m in found if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in IGNORED]


def all_keys() -> Keys:
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in watched()}


def state() -> State:
    """Return every row of every watched model, by model and key."""
    found: State = {}
    for model in watched():
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._base_manager.values_list("pk", *names):
            found[model, row[0]] = dict(zip(names, row[1:], strict=True))
    return found


def changes(before: State, after: State, of_a: Keys) -> list[str]:
    """Return what happened to A: rows changed or gone, and rows of others that point to A and did not before."""
    found = []
    for (model, key), values in before.items():
        if key in of_a.get(model, ()):
            now = after.get((model, key))
            if now is None:
                found.append(f"{model.__name__} is gone")
            elif now != values:
                found.append(f"{model.__name__} changed: {', '.join(name for name in values if values[name] != now[name])}")
    for (model, key), values in after.items():
        if key in of_a.get(model, ()):
            continue
        was = before.get((model, key), {})
        for field in model._meta.concrete_fields:
            value = values[field.attname]
            target = field.related_model._meta.concrete_model if field.is_relation and field.related_model else None
            if target and value is not None and value in of_a.get(target, ()) and was.get(field.attname) != value:
                found.append(f"{model.__name__}.{field.name} points to A's {target.__name__}")
    return found
