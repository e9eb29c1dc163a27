"""Which roles a person may be given where, asked by every form that gives one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Locale

from hub.academies.models import Academy
from hub.academies.roles import BY_LANGUAGE, roles_for
from hub.exceptions import Refused


class RoleDoesNotFit(Refused):
    """The hub's own team has other roles than an academy."""

    message = _("This role is not for this academy. Some roles are for the hub's own national team only, others for academies.")


class LanguagesMissing(Refused):
    """Translators and second readers work in languages that are named."""

    message = _("Choose the languages: translators and second readers have rights only where a language is chosen.")


class SourceLanguage(Refused):
    """What is translated is written in this language; nobody translates into it."""

    message = _("Leave out the language pages are first written in: nothing is translated into it.")


def check_role(*, academy: Academy, role: str, locales: Collection[Locale]) -> None:
    """Refuse a role that would give nothing, or not what it says.

    Args:
        role: a value of ``AcademyRole.Role``; any other text is refused as well.
        locales: the languages chosen; empty for all of them.

    Raises:
        RoleDoesNotFit: this kind of academy does not have the role.
        LanguagesMissing: the role is held in some languages, and none is chosen.
        SourceLanguage: so is this one, and the language pages are first written in is among those chosen.
    """
    if role not in roles_for(is_national=academy.is_national):
        raise RoleDoesNotFit(field="role")
    if role not in BY_LANGUAGE:
        return
    if not locales:
        raise LanguagesMissing(field="locales")
    if Locale.get_default() in locales:
        raise SourceLanguage(field="locales")


class RoleForm(WagtailAdminModelForm):
    """Gives a role; says beside the field what keeps it from being given."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("academy") and data.get("role"):
            try:
                check_role(academy=data["academy"], role=data["role"], locales=data.get("locales", ()))
            except Refused as refusal:
                raise ValidationError({refusal.field: str(refusal)}) from refusal
        return data
