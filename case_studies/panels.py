"""Panels of the story form that Wagtail does not have."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.admin.panels import FieldPanel, InlinePanel


class PlainSelectPanel(FieldPanel):
    """A drop-down list instead of the snippet chooser: the vocabularies are short, and one click is better than four."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, widget=kwargs.pop("widget", forms.Select), **kwargs)


class TermsPanel(InlinePanel):
    """Rows of vocabulary terms that offer only the terms of the page's own language."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.form is None:
                return  # two revisions are compared: nothing is chosen
            for form in [*self.formset.forms, self.empty_child.form]:
                offer_language(form, self.instance.locale_id)


def offer_language(form: forms.BaseForm, locale_id: int | None) -> None:
    """Leave out terms of other languages from the choices of every field of ``form`` that points to a vocabulary."""
    for field in form.fields.values():
        queryset = getattr(field, "queryset", None)
        if queryset is not None and hasattr(queryset.model, "locale_id") and locale_id:
            field.queryset = queryset.filter(locale_id=locale_id)
