"""The forms of the screens. They offer only what the person who fills them in can give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.coreutils import get_content_languages

from hub.academies.members.accounts import name_of
from hub.academies.members.rights import givable
from hub.academies.members.services.cover import LONGEST
from hub.academies.members.wishes import Wish, offered_locales, title_of
from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import BY_LANGUAGE
from hub.typed import AddressField, LineField


def languages_field(role: str) -> str:
    """Return the name of the field with the languages of a role."""
    return f"{role}_locales"


class OfferingForm(forms.Form):
    """A form that offers what may be chosen."""

    @property
    def is_forged(self) -> bool:
        """Whether something came that the form did not offer: a browser does not send that by itself."""
        return any(error.code == "invalid_choice" for errors in self.errors.as_data().values() for error in errors)


class RolesForm(OfferingForm):
    """Which roles, and for those that are held in some languages, in which.

    Args:
        user: whose right to give roles decides what is on offer.
        held: the roles somebody has already; their languages stay on offer.
    """

    roles = forms.MultipleChoiceField(label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, user: Any, academy: Academy, held: Sequence[Wish] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = get_content_languages()
        offered = [locale.language_code for locale in offered_locales(academy)]
        has = {wish["role"]: wish["locales"] for wish in held}
        roles = [role for role in givable(user, academy) if role not in BY_LANGUAGE or offered or has.get(role)]
        self.fields["roles"].choices = [(role, str(AcademyRole.Role(role).label)) for role in roles]
        self.initial.setdefault("roles", list(has))
        for role in roles:
            if role in BY_LANGUAGE:
                codes = [*offered, *(code for code in has.get(role, []) if code not in offered)]
                self.fields[languages_field(role)] = forms.MultipleChoiceField(
                    label=_("Languages of the role “%(role)s”") % {"role": title_of(role)},
                    choices=[(code, known.get(code, code)) for code in codes],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                )
                self.initial.setdefault(languages_field(role), has.get(role, []))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for role in BY_LANGUAGE - set(cleaned.get("roles", [])):
            if cleaned.get(languages_field(role)) and "roles" in cleaned:
                text = _("You chose languages for the role “%(role)s”: tick it as well, or take them out.")
                self.add_error(languages_field(role), text % {"role": title_of(role)})
        return cleaned

    @property
    def wishes(self) -> list[Wish]:
        """What was asked for, in the shape the services take."""
        return [{"role": role, "locales": self.cleaned_data.get(languages_field(role), [])} for role in self.cleaned_data["roles"]]


class InviteForm(RolesForm):
    """An address, and what its owner will be able to do."""

    email = AddressField(
        label=gettext_lazy("Email address"),
        max_length=254,
        help_text=gettext_lazy("A mail with a link goes there. The person chooses their own name and password."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email", "roles")


class PersonField(forms.ModelChoiceField):
    """A choice among people, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class CoverForm(OfferingForm):
    """Who stands in, and to the end of which day."""

    stand_in = PersonField(label=gettext_lazy("Who stands in"), queryset=None, empty_label=gettext_lazy("Choose a colleague"))
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("To the end of this day. A year from now at the latest; you can end it before."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day as year, month and day: 2030-05-31.")},
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["stand_in"].queryset = colleagues
        self.fields["until"].widget.attrs.update(min=today.isoformat(), max=(today + LONGEST).isoformat())
        self.fields["until"].initial = today + timedelta(days=14)


class ReceiverForm(OfferingForm):
    """Who takes over."""

    receiver = PersonField(label=gettext_lazy("Who takes over"), queryset=None, empty_label=gettext_lazy("Choose a colleague"))

    def __init__(self, *args: Any, colleagues: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = colleagues


class NewAccountForm(forms.Form):
    """Name and password of somebody who accepts an invitation. The address is the one that was invited."""

    first_name = LineField(
        label=gettext_lazy("First name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = LineField(
        label=gettext_lazy("Last name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    password1 = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("Password again"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password1")
        if password is None:
            return cleaned
        if "password2" in cleaned and cleaned["password2"] != password:
            self.add_error("password2", _("The two passwords are not the same. Type them again."))
        for name in ("first_name", "last_name"):
            setattr(self.account, name, cleaned.get(name, ""))
        try:
            validate_password(password, self.account)
        except ValidationError as error:
            self.add_error("password1", error)
        return cleaned
