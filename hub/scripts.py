"""In which language a text is, as far as its script tells: an English title on an Urdu page has to be marked as English."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language_info
from wagtail.coreutils import get_content_languages

from hub.languages import own_name
from hub.translation.active import active_code, default_code


@dataclass(frozen=True)
class OtherLanguage:
    """The default language on a page in another one: its code, its name in the page's language, and ``ltr`` or ``rtl``."""

    code: str
    name: str
    direction: str


def default_language() -> OtherLanguage:
    """Return the language that pages are first written in, named in the language of the address."""
    code = default_code()
    return OtherLanguage(code, name_of(code), "rtl" if own_name(code)[1] else "ltr")


def other_language_of(text: str) -> OtherLanguage | None:
    """Return the default language where a text is written in its script, and not in the script of the page's language.

    ``None`` where it belongs to the page, and where the script cannot tell: an English title on a Welsh page.
    """
    active, default = active_code(), default_code()
    if active == default:
        return None
    found = scripts_in(text)
    is_foreign = bool(found & _scripts_of(default)) and not found & _scripts_of(active)
    return default_language() if is_foreign else None


def scripts_in(text: str) -> frozenset[str]:
    """Return the scripts of a text's letters in Unicode's words, such as ``LATIN`` and ``ARABIC``; digits have none."""
    return frozenset(unicodedata.name(letter, "").split(" ")[0] for letter in str(text) if letter.isalpha())


def name_of(code: str) -> str:
    """Return the name of a language in the language of the address, or as the settings have it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return str(get_content_languages().get(code, code))


@cache
def _scripts_of(code: str) -> frozenset[str]:
    """A language calls itself by a name in its own script."""
    return scripts_in(own_name(code)[0])
