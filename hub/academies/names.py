"""What an academy is called in other languages. One row stands for an academy in all of them, so its names are kept beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi, gettext_lazy, override
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from hub.translation.active import active_code, default_code

PARTS = {"name": 120, "short_name": 60, "people": 120}
LABELS = {"name": gettext_lazy("Name"), "short_name": gettext_lazy("Short name"), "people": gettext_lazy("Who answers")}


def name_in(names: Any, part: str, fallback: str) -> str:
    """Return one part of a name in the language of the address, or ``fallback`` where nobody has written it.

    Args:
        names: ``{"ur": {"name": …, "short_name": …, "people": …}}``; anything else counts as nothing.
        part: one of ``PARTS``.
    """
    own = names.get(active_code()) if isinstance(names, Mapping) else None
    return str(own.get(part) or fallback) if isinstance(own, Mapping) else fallback


def known_names(value: Any) -> None:
    """Refuse names that pages could not show: of another shape, or too long.

    Raises:
        ValidationError: with what is wrong, in words.
    """
    rows = list(value.values()) if isinstance(value, Mapping) else [None]
    known = [row for row in rows if isinstance(row, Mapping) and not set(row) - set(PARTS)]
    if len(known) != len(rows):
        raise ValidationError(_("Write a name and a short name for each language."))
    for row in known:
        for part, most in PARTS.items():
            if len(str(row.get(part, ""))) > most:
                raise ValidationError(_("Keep it to %(most)s characters.") % {"most": most})


@dataclass(frozen=True)
class NameInput:
    """One box to type in: a part of the name in one language."""

    name: str
    label: str
    language: str
    code: str
    rtl: bool
    value: str
    most: int


class NamesWidget(forms.Widget):
    """A box for each part of the name in each language but the default one."""

    template_name = "hub/admin/names_widget.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "inputs": list(self._inputs(name, _read(value)))}

    def _inputs(self, name: str, names: dict[str, Any]) -> Iterator[NameInput]:
        for code, language in _others().items():
            with override(code):
                rtl = get_language_bidi()
            for part, most in PARTS.items():
                own = names.get(code)
                value = str(own.get(part, "")) if isinstance(own, Mapping) else ""
                yield NameInput(f"{name}-{code}-{part}", str(LABELS[part]), str(language), code, rtl, value, most)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Render with the project's templates: Django's own renderer of forms does not know where they are."""
        return mark_safe(render_to_string(self.template_name, self.get_context(name, value, attrs)))  # noqa: S308

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """Return JSON, as the form field expects it: names that are empty are left out."""
        found: dict[str, dict[str, str]] = {}
        for code in _others():
            for part in PARTS:
                text = " ".join(str(data.get(f"{name}-{code}-{part}", "")).replace("\x00", "").split())
                if text:
                    found.setdefault(code, {})[part] = text
        return json.dumps(found)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(str(key).startswith(f"{name}-") for key in data)


def _others() -> dict[str, str]:
    return {code: name for code, name in get_content_languages().items() if code != default_code()}


def _read(value: Any) -> dict[str, Any]:
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return {}
    return dict(found) if isinstance(found, Mapping) else {}
