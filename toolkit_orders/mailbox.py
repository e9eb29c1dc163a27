"""Who mail is from, and what of a stranger's words may go into it."""

from __future__ import annotations

import unicodedata

from django.conf import settings

from hub import conf


def one_line(text: str) -> str:
    """Return text fit for a header: no line break can start another header."""
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text).split())


def first_name(name: str) -> str:
    """Return the first word of a name if it looks like a name, else "".

    A mail to an address that a stranger typed must carry none of the stranger's words: no advertisement, no address.
    """
    word = (name.split() or [""])[0]
    plain = all(sign.isalpha() or sign in "'’-" or unicodedata.combining(sign) for sign in word)
    return word if plain and 1 < len(word) <= 30 else ""


def sender() -> str:
    """Return the From of every mail: the hub's name and the project's address."""
    address = settings.DEFAULT_FROM_EMAIL
    return address if "<" in address else f'"{one_line(str(conf.get("HUB_NAME"))).replace(chr(34), "")}" <{address}>'
