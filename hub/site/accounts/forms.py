"""The forms of django-allauth, with labels instead of words inside the boxes: those go away as soon as one types."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.limits import allow


class PlainLabels:
    """Takes the placeholders out and gives fields our labels."""

    labels: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = ""


class SignInForm(PlainLabels, LoginForm):
    labels = {"login": _("Username or email")}


class PasswordAgainForm(PlainLabels, ReauthenticateForm):
    labels = {"password": _("Password")}


class FewTries:
    """Counts codes in the table that all processes share: six figures are guessed in no time otherwise."""

    def clean_code(self) -> Any:
        """Return the code.

        Raises:
            ValidationError: there were too many tries for this account.
        """
        if not allow("sign-in-code", str(self.user.pk)):  # type: ignore[attr-defined]
            raise ValidationError(_("Too many tries. Wait five minutes."))
        return super().clean_code()  # type: ignore[misc]


class CodeForm(FewTries, PlainLabels, AuthenticateForm):
    labels = {"code": _("Code")}


class CodeOnceMoreForm(FewTries, PlainLabels, CodeAgainForm):
    labels = {"code": _("Code")}


class FirstCodeForm(PlainLabels, ActivateTOTPForm):
    labels = {"code": _("Code")}
