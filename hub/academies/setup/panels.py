"""How the form of an academy is laid out: one section for each thing somebody has to think of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TitleFieldPanel

from hub.academies.names import NamesWidget
from hub.academies.page_form import SuperuserPanel
from hub.academies.setup.forms import AcademyForm, NewAcademyForm
from hub.academies.setup.preview_panel import PreviewPanel

CONTACT = ("email", "phone", "people", "hashtag", "requires_approval")
BRAND = ("logo", "deep", "bright")
COLOURS = _("White text must be easy to read on the deep colour, dark text on the bright one. We measure both.")


def _section(heading: Any, *panels: Any, help_text: Any = "") -> MultiFieldPanel:
    return MultiFieldPanel(list(panels), heading=heading, help_text=help_text)


def _names(**options: Any) -> FieldPanel:
    return FieldPanel("names", widget=NamesWidget, **options)


def _fields(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


def _brand() -> MultiFieldPanel:
    return _section(_("Brand"), *_fields(*BRAND), PreviewPanel(), help_text=COLOURS)


NEW = ObjectList(
    [
        _section(
            _("Name"),
            TitleFieldPanel("name", classname="", placeholder=False),
            FieldPanel("short_name"),
            FieldPanel("slug"),
            _names(),
        ),
        _section(_("Areas"), SuperuserPanel("look_after")),
        _section(_("Contact"), *_fields(*CONTACT)),
        _brand(),
        _section(_("Languages"), FieldPanel("languages")),
        _section(_("Review and retention"), *_fields("review_months", "retention_months")),
    ],
    base_form_class=NewAcademyForm,
)

EDIT = ObjectList(
    [
        _section(
            _("The hub decides"),
            FieldPanel("short_name", permission="superuser"),
            _names(permission="superuser"),
            FieldPanel("languages", permission="superuser"),
        ),
        _section(_("Contact"), *_fields(*CONTACT)),
        _brand(),
        _section(_("Review and retention"), *_fields("review_months", "retention_months")),
    ],
    base_form_class=AcademyForm,
)
