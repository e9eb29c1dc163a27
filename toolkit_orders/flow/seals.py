"""What travels through the visitor's browser, signed: the ticket of a form, the checked answers, the way to the confirmation."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from time import time
from typing import Any

from django.core import signing

from hub import conf

CONFIRMATION_AGE = timedelta(hours=2)
MAX_SEALED = 400_000  # twelve long answers fit many times over; anything longer is not ours and is not worth a digest


@dataclass(frozen=True)
class Ticket:
    """One opening of the form: the key under which its order is placed once only, and when it was opened.

    Attributes:
        opened_at: seconds since 1970.
    """

    key: uuid.UUID
    opened_at: float

    @property
    def is_too_quick(self) -> bool:
        """Whether less time has passed than anybody needs to fill in a form."""
        return time() - self.opened_at < conf.get("FORM_MIN_SECONDS")


@dataclass(frozen=True)
class Opened:
    """What was found under a seal.

    Attributes:
        data: the fields as they were typed; empty where there were none, or the seal was broken.
        ticket: ``None`` where the seal was broken or is too old: the visitor gets a new one.
        expired: the seal is ours, but too old.
    """

    ticket: Ticket | None = None
    data: dict[str, list[str]] | None = None
    expired: bool = False


def new_ticket() -> Ticket:
    """Return the ticket of a form that is opened now."""
    return Ticket(uuid.uuid4(), time())


def _salt(page_pk: int) -> str:
    return f"toolkit_orders.request.{page_pk}"


def seal(ticket: Ticket, page_pk: int, data: dict[str, list[str]] | None = None) -> str:
    """Return a ticket, with the answers of a checked form if given, as text for a hidden field of that page."""
    content = {"k": ticket.key.hex, "t": ticket.opened_at, "d": data}
    return signing.dumps(content, salt=_salt(page_pk), compress=True)


def unseal(text: str, page_pk: int) -> Opened:
    """Return what ``seal`` put in; a broken or missing seal gives an empty result, never an error."""
    if not text or len(text) > MAX_SEALED:
        return Opened()
    try:
        content: dict[str, Any] = signing.loads(text, salt=_salt(page_pk))
        ticket = Ticket(uuid.UUID(content["k"]), float(content["t"]))
        data = content["d"]
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return Opened()
    if time() - ticket.opened_at > conf.get("FORM_MAX_HOURS") * 3600:
        return Opened(None, data, expired=True)
    return Opened(ticket, data)


def seal_confirmation(reference: str, page_pk: int, *, own: bool = True, again: bool = False) -> str:
    """Return the last part of a confirmation's address.

    Args:
        own: whether the person who is led there is the one who placed the order. Somebody else at the same computer
            who presses Send on a used form sees the reference only.
        again: whether the mail has just been sent again.
    """
    # Wagtail serves addresses of letters, digits, "-" and "_" only; the signature's colons become slashes.
    return signing.dumps([reference, own, again], salt=f"{_salt(page_pk)}.done").replace(":", "/")


def unseal_confirmation(text: str, page_pk: int) -> tuple[str, bool, bool]:
    """Return (reference, own, again).

    Raises:
        django.core.signing.SignatureExpired: the address is older than two hours.
        django.core.signing.BadSignature: the address is not ours.
    """
    try:
        reference, own, again = signing.loads(
            text[:2000].replace("/", ":"), salt=f"{_salt(page_pk)}.done", max_age=CONFIRMATION_AGE
        )
    except (ValueError, TypeError) as error:
        raise signing.BadSignature("not a confirmation") from error
    return str(reference), bool(own), bool(again)
