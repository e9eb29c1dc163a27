"""Roles as they are asked for: a list of {"role": …, "locales": [codes]}, the shape that invitations keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from hub.academies.members.exceptions import LanguagesMissing, NoRoles, RolesRefused
from hub.academies.members.rights import givable
from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import BY_LANGUAGE
from hub.translation.active import default_code

Wish = dict[str, Any]


def offered_locales(academy: Academy) -> list[Locale]:
    """Return the languages people can translate into for an academy: its own or all of the hub's, without the source."""
    chosen = list(academy.languages.all()) or list(Locale.objects.all())
    known = get_content_languages()
    return sorted(
        (locale for locale in chosen if locale.language_code in known and locale.language_code != default_code()),
        key=lambda locale: list(known).index(locale.language_code),
    )


def checked(*, user: Any, academy: Academy, wishes: Sequence[Wish], held: Sequence[Wish] = ()) -> list[Wish]:
    """Return the roles that were asked for, each once, in the order of the choices, if this person may give them here.

    Args:
        held: what somebody has already; its languages may stay, on offer or not.

    Raises:
        NoRoles: the list is empty.
        RolesRefused: a role, or a language, that is not on offer to this person in this academy.
        LanguagesMissing: a role that is held in some languages came without any; ``field`` names it.
    """
    if not wishes:
        raise NoRoles(field="roles")
    codes = {locale.language_code for locale in offered_locales(academy)}
    allowed = givable(user, academy)
    kept = {wish["role"]: set(wish["locales"]) for wish in held}
    found: dict[str, Wish] = {}
    for wish in wishes:
        role, locales = wish["role"], sorted(set(wish["locales"]))
        known = codes | kept.get(role, set()) if role in BY_LANGUAGE else set()
        if role not in allowed or not set(locales) <= known:
            raise RolesRefused(field="roles")
        if role in BY_LANGUAGE and not locales:
            raise LanguagesMissing(field=f"{role}_locales")
        found[role] = {"role": role, "locales": locales}
    return [found[role] for role in AcademyRole.Role.values if role in found]


def title_of(role: str) -> str:
    """Return the name of a role without what follows it: “Editor”, not “Editor: writes, cannot publish”."""
    return str(AcademyRole.Role(role).label).partition(":")[0] if role in AcademyRole.Role.values else role


def in_words(role: str, locales: Iterable[str]) -> str:
    """Return a role with its languages: “Translator (Urdu, Welsh)”.

    Args:
        locales: language codes; none means all languages, which goes without saying.
    """
    known = get_content_languages()
    names = [str(known.get(code, code)) for code in locales]
    return _("%(role)s (%(languages)s)") % {"role": title_of(role), "languages": ", ".join(names)} if names else title_of(role)


def wishes_in_words(wishes: Iterable[Wish]) -> list[str]:
    """Return each role of an invitation as a person reads it."""
    return [in_words(wish["role"], wish["locales"]) for wish in wishes]
