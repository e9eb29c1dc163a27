"""The form of an academy's home page: a superuser says whose home it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from hub.academies.models import Academy
from hub.academies.provisioning import link_home
from hub.mixins import HubPageForm


class SuperuserPanel(FieldPanel):
    """A field of the form that is no field of the model, shown to superusers only."""

    def get_form_options(self) -> dict[str, Any]:
        """Claim the field, which the form declares itself: Wagtail draws what no panel claims once more below the form."""
        return {"fields": [self.field_name]}

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            """Return whether this person's form has the field; a comparison of revisions has no form at all."""
            return self.form is not None and self.field_name in self.form.fields

        def get_comparison(self) -> list[Any]:
            """Return nothing: no revision holds the field."""
            return []


class AcademyPageForm(HubPageForm):
    """Adds the choice of the academy, from those that have no home page yet. Once made, the choice stands."""

    for_academy = forms.ModelChoiceField(queryset=Academy.objects.none(), label=_("Home page of"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is None or not user.is_superuser:
            self.fields.pop("for_academy")
            return
        field = self.fields["for_academy"]
        own = Academy.objects.filter(home_key=self.instance.translation_key)
        chosen = own.first()
        field.queryset = own if chosen else Academy.objects.regional().filter(home_key=None)
        field.disabled = chosen is not None
        if chosen:
            self.initial["for_academy"] = chosen.pk

    def _post_clean(self) -> None:
        super()._post_clean()
        chosen = self.cleaned_data.get("for_academy")
        if chosen:
            self.instance.for_academy = self.instance.academy = chosen

    def save(self, commit: bool = True) -> Any:
        # A page that exists is not saved here but stored as a revision, which knows nothing of the choice.
        if self.instance.for_academy and self.instance.pk:
            link_home(academy=self.instance.for_academy, key=self.instance.translation_key)
        return super().save(commit=commit)
