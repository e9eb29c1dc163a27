"""The form: a fixed core every academy reports on, then the page's own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hub.templatetags.hub_forms import field_target
from hub.typed import AddressField, LineField
from toolkit_orders.enums import OrganisationType
from toolkit_orders.questions import answers_to, question_fields
from toolkit_orders.services.place import Wanted

if TYPE_CHECKING:
    from hub.academies.models import Area
    from toolkit_orders.models import RequestPage, ToolkitPage

TRAP = "leave_empty"


class RequestForm(forms.Form):
    """What we ask everybody. ``page`` says which toolkits, areas and further questions there are.

    A toolkit's value is its translation key, an area's its slug: the same in every language.
    """

    use_required_attribute = False

    toolkit = forms.ChoiceField(
        label=_("Which toolkit would you like?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a toolkit"), "invalid_choice": _("Choose one of these toolkits")},
    )
    name = LineField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Write your name"), "max_length": _("Write your name in 120 characters or fewer")},
    )
    email = AddressField(
        label=_("Email address"),
        help_text=_("The link goes here. A work or home address is fine."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Write your email address, like name@example.org"),
            "invalid": _("Write an email address like name@example.org"),
            "max_length": _("Write an email address of 254 characters or fewer"),
        },
    )
    organisation_type = forms.ChoiceField(
        label=_("Who are you asking for?"),
        help_text=_("Choose the one that fits best."),
        choices=OrganisationType.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you are asking for"), "invalid_choice": _("Choose one of these answers")},
    )
    organisation = LineField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"max_length": _("Write the organisation’s name in 200 characters or fewer")},
    )
    area = forms.ChoiceField(
        label=_("Where are you?"),
        help_text=_("This decides which academy helps you."),
        error_messages={"required": _("Choose your area"), "invalid_choice": _("Choose one of these areas")},
    )

    def __init__(self, *args: Any, page: RequestPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self._offer_toolkits(page.toolkits)
        self._offer_areas(page.areas)
        self.fields.update(question_fields(page.questions))

    def _offer_toolkits(self, toolkits: list[ToolkitPage]) -> None:
        if len(toolkits) == 1:
            del self.fields["toolkit"]  # nothing to choose
        else:
            self.fields["toolkit"].choices = [(str(toolkit.translation_key), toolkit.title) for toolkit in toolkits]

    def _offer_areas(self, areas: list[Area]) -> None:
        if not areas:
            del self.fields["area"]  # a site that has set up no areas can still take requests
            return
        own = [area for area in areas if area.academy_id and area.academy_id == self.page.academy_id]
        rest = [area for area in areas if area not in own]
        offered: list[Any] = [("", _("Choose your area")), *((area.slug, area.name) for area in own)]
        others = [(area.slug, area.name) for area in rest]
        offered += [(_("Other areas"), others)] if own and others else others
        self.fields["area"].choices = offered
        if len(own) == 1:
            self.fields["area"].initial = own[0].slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data.get(TRAP):
            self.add_error(
                None,
                _("Something on your computer filled in a box that people cannot see. We have emptied it: press Continue again."),
            )
        return cleaned

    def wanted(self) -> Wanted:
        """Return what was asked for. Only for a valid form."""
        cleaned = self.cleaned_data
        toolkits = {str(toolkit.translation_key): toolkit for toolkit in self.page.toolkits}
        return Wanted(
            name=cleaned["name"],
            email=cleaned["email"],
            organisation_type=cleaned["organisation_type"],
            organisation=cleaned["organisation"],
            toolkit=toolkits[cleaned["toolkit"]] if "toolkit" in self.fields else self.page.toolkits[0],
            area=next((area for area in self.page.areas if area.slug == cleaned.get("area")), None),
            answers=answers_to(self.page.questions, cleaned),
        )

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed into the fields of this form and no others, to travel to the next step."""
        return {name: self.data.getlist(name) for name in self.fields if name in self.data}

    def summary(self) -> list[dict[str, Any]]:
        """Return the rows of “Check your answers”: ``id`` of the first control, ``label``, ``value`` in words ("" for none)."""
        wanted = self.wanted()
        core = {
            "toolkit": wanted.toolkit.title,
            "name": wanted.name,
            "email": wanted.email,
            "organisation_type": OrganisationType(wanted.organisation_type).label,
            "organisation": wanted.organisation,
            "area": wanted.area.name if wanted.area else "",
        }
        words = {**core, **{f"q-{row['key']}": row["value"] for row in wanted.answers}}
        first = (
            []
            if "toolkit" in self.fields
            else [{"name": "toolkit", "id": "", "label": _("Toolkit"), "value": wanted.toolkit.title}]
        )
        rows = [
            {"name": bound.name, "id": field_target(bound), "label": bound.label, "value": words.get(bound.name, "")}
            for bound in self
        ]
        return [*first, *rows]
