"""The short code by which people talk about an order. It names an order and opens nothing."""

from __future__ import annotations

import secrets

from hub import conf

#: Twenty signs that are not taken for each other when read aloud or written by hand: no vowels, so no words either.
ALPHABET = "BCDFGHJKMPQRTVWXY347"
LENGTH = 10  # 20 ** 10: about 43 bits


def new_reference() -> str:
    """Return ten random signs, as stored."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(reference: str) -> str:
    """Return a reference as people see it: ``CLH-XXXXX-XXXXX``."""
    half = LENGTH // 2
    return f"{conf.get('REFERENCE_PREFIX')}-{reference[:half]}-{reference[half:]}"


def stored(typed: str) -> str:
    """Return what is stored for a reference that somebody typed, in whatever spacing; "" if it cannot be one."""
    prefix = str(conf.get("REFERENCE_PREFIX")).upper()
    text = typed.strip().upper()
    letters = "".join(sign for sign in text if sign.isalnum())
    has_prefix = letters.startswith(prefix) and (len(letters) > LENGTH or not text[len(prefix) : len(prefix) + 1].isalnum())
    if has_prefix:
        letters = letters.removeprefix(prefix)
    return letters if letters and len(letters) <= LENGTH and set(letters) <= set(ALPHABET) else ""
