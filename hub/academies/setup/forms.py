"""The form of an academy, for setting one up and for changing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import SlugInput
from wagtail.models import Locale

from hub import conf
from hub.academies.models import Area
from hub.academies.setup.checks import retention_errors, slug_errors
from hub.academies.setup.dependents import live_pages_in
from hub.academies.setup.details import AcademyDetails, short_name_of
from hub.academies.setup.exceptions import BadDetails
from hub.academies.setup.logos import LogoField, put_logo
from hub.exceptions import Refused
from hub.translation.active import default_code
from hub.typed import LineField

LINES = {"name": 120, "short_name": 60, "phone": 30, "people": 120, "hashtag": 60}


class Languages(forms.ModelMultipleChoiceField):
    """Names a language alone, without words about it."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_display_name() or obj.language_code)


class AcademyForm(WagtailAdminModelForm):
    """What managers and administrators write about an academy. Lines of text refuse what cannot be stored or printed."""

    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, 2 MB and 4000 pixels a side at the most. We keep a smaller copy, without hidden details."),
    )
    retention_months = forms.IntegerField(label=_("Details of requests are kept for"), required=False, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in LINES.items():
            if old := self.fields.get(name):
                self.fields[name] = LineField(label=old.label, help_text=old.help_text, required=old.required, max_length=most)
        self.fields["review_months"].required = False
        if "retention_months" in self.fields:
            text = _("Months. Empty means as long as the hub keeps them, which is %(most)s.") % {
                "most": conf.get("RETENTION_MONTHS")
            }
            self.fields["retention_months"].help_text = text
        if old := self.fields.get("languages"):
            self.fields["languages"] = Languages(
                Locale.objects.all(), label=old.label, help_text=old.help_text, required=False, widget=forms.CheckboxSelectMultiple
            )

    def clean_review_months(self) -> int:
        """Leave it as it is where nothing was written."""
        months: int = self.cleaned_data["review_months"] or self.instance.review_months
        return months

    def clean_retention_months(self) -> int | None:
        """Refuse to keep details longer than the hub promises."""
        months: int | None = self.cleaned_data["retention_months"]
        if errors := retention_errors(months):
            raise ValidationError(errors)
        return months

    def clean_languages(self) -> Any:
        """Refuse to take away a language in which something can be read."""
        chosen = self.cleaned_data["languages"]
        if self.instance.pk and chosen:
            live = live_pages_in(self.instance, Locale.objects.exclude(pk__in=[locale.pk for locale in chosen]))
            if live:
                titles = ", ".join(f"“{page.title}”" for page in live)
                words = _("These pages are online in a language you took away: %(pages)s. Unpublish them first.")
                raise ValidationError(words % {"pages": titles})
        return chosen

    def _post_clean(self) -> None:
        """Keep the picture out of the row until it is saved: a file is stored by a name that follows from what is in it."""
        self.chosen_logo = self.cleaned_data.pop("logo", None)
        super()._post_clean()
        if self.chosen_logo is not None:
            self.cleaned_data["logo"] = self.chosen_logo

    def save(self, commit: bool = True) -> Any:
        """Save the row; a new logo replaces the old one.

        Raises:
            OSError: storage did not take the logo.
        """
        if isinstance(self.chosen_logo, ContentFile):
            put_logo(self.instance, self.chosen_logo)
        elif self.chosen_logo is False:  # "Clear" was ticked
            put_logo(self.instance, None)
        return super().save(commit=commit)


class NewAcademyForm(AcademyForm):
    """One form for all that an academy starts with."""

    look_after = forms.ModelMultipleChoiceField(
        queryset=Area.objects.none(),
        label=_("Areas it looks after"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Requests from there come to this academy. Areas that another academy looks after are not offered."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = self.fields["look_after"]
        areas.queryset = Area.objects.filter(academy=None, locale__language_code=default_code())
        for name in ("slug", "short_name"):
            self.fields[name].required = False
        self.fields["short_name"].help_text = _("As used in filters: “North West”. Empty: the name without “Academy”.")
        self.fields["slug"].widget = SlugInput()
        self.fields["slug"].help_text = _("Stands in addresses, like north-west. Empty: made from the name.")

    def clean_slug(self) -> str:
        """Make the slug from the name where nobody wrote one, and refuse what cannot be an address."""
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name", ""))[:60].strip("-")
        if errors := slug_errors(slug):
            raise ValidationError(errors)
        return slug

    def clean(self) -> Any:
        """Fill in the short name from the name."""
        cleaned = super().clean()
        if not cleaned.get("short_name") and cleaned.get("name"):
            cleaned["short_name"] = short_name_of(cleaned["name"])
        return cleaned

    def details(self) -> AcademyDetails:
        """Return what was written, for the service; the form must be valid."""
        data = self.cleaned_data
        plain = (
            "name", "slug", "short_name", "names", "email", "phone", "people", "hashtag", "requires_approval", "deep", "bright",
            "review_months", "retention_months",
        )  # fmt: skip
        return AcademyDetails(
            **{name: data[name] for name in plain},
            areas=[area.slug for area in data["look_after"]],
            languages=[locale.language_code for locale in data["languages"]],
            logo=self.chosen_logo or None,
        )

    def show_refusal(self, refused: Refused) -> None:
        """Put what the service refused beside its fields."""
        by_field = refused.errors if isinstance(refused, BadDetails) else {refused.field: [str(refused)]}
        for name, texts in by_field.items():
            own = {"areas": "look_after"}.get(name, name)
            self.add_error(own if own in self.fields else None, texts)
