"""Text that visitors type, made safe to keep, compare and mail. What cannot be kept is refused in words."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Embeddings, overrides and isolates turn the rest of a line around (a name must not rewrite the page beside it);
# zero-width spaces and marks make an empty name look filled in. Joiners stay: emoji, Urdu and Bengali need them.
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\u00ad]")
LONGEST_ADDRESS = 254  # RFC 5321, counted as mail servers write it: foreign letters of a domain take more room there
MAX_MARKS = 4  # combining marks on one letter; no living script stacks more


def tidy(text: str) -> str:
    """Return text in NFC without invisible signs that change how the rest is read, and without space around it."""
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()


def refuse_unprintable(text: str, *, lines: bool = False) -> None:
    """Refuse control characters, halves of a character, and towers of accents.

    Args:
        lines: whether line breaks are welcome, as in a long answer.

    Raises:
        ValidationError: PostgreSQL cannot keep NUL, UTF-8 cannot write lone surrogates, and a line break in a name
            could add a header to a mail.
    """
    allowed = "\n\r\t" if lines else ""
    marks = 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind == "Cs" or (kind == "Cc" and sign not in allowed):
            raise ValidationError(
                _("Take out the characters that cannot be printed, and write it on one line."), code="unprintable"
            )
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > MAX_MARKS:
            raise ValidationError(_("Take out some of the accents: there are too many on one letter."), code="marks")


def email_key(address: str) -> str:
    """Return an address as it is compared: without case, its domain in ASCII. Plus tags stay: they are addresses of their own."""
    local, _at, domain = unicodedata.normalize("NFC", address.strip()).casefold().rpartition("@")
    with suppress(UnicodeError):  # kept as typed; the form has already accepted it
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}" if local else domain


class ShownAgain:
    """A field that shows what was typed into it again, without NUL: no page may hold that."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        shown = super().bound_data(data, initial)  # type: ignore[misc]
        return shown.replace("\x00", "") if isinstance(shown, str) else shown


class LineField(ShownAgain, forms.CharField):
    """One line of text."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        refuse_unprintable(text)
        return tidy(text)


class TextField(ShownAgain, forms.CharField):
    """Several lines of text."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        refuse_unprintable(text, lines=True)
        return tidy(text.replace("\r\n", "\n").replace("\r", "\n"))


class AddressField(ShownAgain, forms.EmailField):
    """An email address, with words that say what is missing from it."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        refuse_unprintable(text)
        return tidy(text)

    def run_validators(self, value: str) -> None:
        if value and "@" not in value:
            raise ValidationError(_("Write an address with an @, like name@example.org"), code="no-at")
        if value.endswith("@"):
            raise ValidationError(_("Add the part after the @, like name@example.org"), code="no-domain")
        if value and ("," in value or ";" in value):
            raise ValidationError(_("Write one address only, like name@example.org"), code="many")
        super().run_validators(value)
        if len(email_key(value)) > LONGEST_ADDRESS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
