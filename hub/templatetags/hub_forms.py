"""Filters that turn Django's form fields into the markup of nhsuk-frontend 10.6. ``{% load hub_forms %}``."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.utils.safestring import SafeString

register = template.Library()

_CLASSES = {"textarea": "nhsuk-textarea", "select": "nhsuk-select", "input": "nhsuk-input", "checkbox": "nhsuk-checkboxes__input"}


@dataclass(frozen=True)
class ErrorLink:
    """One line of the error summary: the words shown at the field, and the field's address ("" for the whole form)."""

    text: str
    url: str = ""


@register.filter
def field_kind(field: BoundField) -> str:
    """Say which markup a field needs: radios, checkboxes, checkbox, select, textarea or input."""
    widget = field.field.widget
    kinds = [
        (CheckboxSelectMultiple, "checkboxes"),  # before RadioSelect, whose subclass it is
        (RadioSelect, "radios"),
        (CheckboxInput, "checkbox"),
        (Textarea, "textarea"),
        (Select, "select"),
    ]
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "input")


@register.filter
def field_widget(field: BoundField) -> SafeString:
    """Render the widget with its class; Django itself adds ``aria-invalid`` and ``aria-describedby``, with our ids."""
    kind = field_kind(field)
    name = _CLASSES[kind]
    classes = [field.field.widget.attrs.get("class", ""), name, f"{name}--error" if field.errors and kind != "checkbox" else ""]
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if kind == "textarea":
        asked = str(field.field.widget.attrs.get("rows", "10"))
        attrs["rows"] = "5" if asked == "10" else asked  # 10 is Django's default, which nobody chose
    return field.as_widget(attrs=attrs)


@register.filter
def field_target(field: BoundField) -> str:
    """Return the id an error links to: the control, or the first choice of a group."""
    return f"{field.auto_id}_0" if field_kind(field) in ("radios", "checkboxes") else field.auto_id


@register.filter
def error_links(form: BaseForm) -> list[ErrorLink]:
    """Return every error of a form in the order of its fields, those of the whole form first."""
    found = [ErrorLink(str(text)) for text in form.non_field_errors()]
    for field in form:
        url = "" if field.is_hidden else f"#{field_target(field)}"
        found.extend(ErrorLink(str(text), url) for text in field.errors)
    return found
