"""What a form would send: the fields of a page as they stand, and the same with keys of the other academy in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.forms import BaseForm, ModelChoiceField

from tests.crawl.side import Side

Fields = dict[str, list[str]]


def typed(response: Any) -> Fields:
    """Return the fields of every form on a page that is sent by POST, with the values they have."""
    found: Fields = {}
    if "html" not in response.get("content-type", ""):
        return found
    for form in BeautifulSoup(response.content.decode(errors="replace"), "html.parser").find_all(
        "form", method=lambda value: (value or "").lower() == "post"
    ):
        for name, value in _values(form):
            if not name.startswith("csrf"):
                found.setdefault(name, []).append(value)
    return found


def _values(form: Any) -> Iterator[tuple[str, str]]:
    for field in form.find_all(["input", "select", "textarea"], attrs={"name": True}):
        if field.name == "textarea":
            yield field["name"], field.text.removeprefix("\n")
        elif field.name == "select":
            options = field.find_all("option")
            for option in [each for each in options if each.has_attr("selected")] or options[:1]:
                yield field["name"], option.get("value", "")
        elif field.get("type") not in ("checkbox", "radio", "submit", "file") or field.has_attr("checked"):
            yield field["name"], field.get("value", "")


def swapped(response: Any, fields: Fields, other: Side) -> Fields:
    """Return the fields with every choice of a row changed for a row of the other academy's; {} if there is none."""
    changed = {**fields}
    for name, field in _choices(response):
        keys = other.keys_of(field.queryset.model)[:2]
        if keys:
            changed[name] = [str(key) for key in keys]
    return changed if changed != fields else {}


def _choices(response: Any) -> Iterator[tuple[str, ModelChoiceField]]:
    for form in _forms(response):
        for name, field in form.fields.items():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                yield form.add_prefix(name), field


def _forms(response: Any) -> Iterator[BaseForm]:
    """Return the forms that a template was given, and those of their child rows."""
    seen: set[int] = set()
    for context in response.context or []:
        for layer in getattr(context, "dicts", [context]):
            for value in layer.values():
                if isinstance(value, BaseForm) and id(value) not in seen:
                    seen.add(id(value))
                    yield value
                    for formset in getattr(value, "formsets", {}).values():
                        yield from formset.forms
