"""Promising mail, and taking up again what was given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hub.leases import clock
from hub.outbox.models import OutboxMessage, OutboxQuerySet
from hub.outbox.registry import handler_for


def enqueue(*, kind: str, key: str, payload: dict[str, Any] | None = None, delay: timedelta | None = None) -> OutboxMessage:
    """Promise one mail, inside the caller's transaction: it goes out if and only if the caller's changes are kept.

    Promising the same (kind, key) again changes nothing and returns the message there is, so a retry of the whole request
    is safe. To send again on purpose, use another key, such as ``"<order>:2"``.

    Args:
        kind: a registered kind.
        key: what it is about, at most 120 characters; never an e-mail address.
        payload: ids only. Addresses, names and tokens are looked up or made when the mail is built.
        delay: how long to wait at least; none means the next worker takes it.

    Raises:
        UnknownKind: nobody has registered the kind.
        ValueError: key or payload hold an e-mail address.
    """
    handler_for(kind)
    if _has_address(key) or _has_address(payload):
        raise ValueError("An outbox message holds ids only; look the address up when the mail is built.")
    message = OutboxMessage(kind=kind, key=key, payload=payload or {}, next_at=clock() + (delay or timedelta()))
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)  # no savepoint, whoever promised it first
    return OutboxMessage.objects.get(kind=kind, key=key)


def revive(*, messages: OutboxQuerySet) -> int:
    """Put given-up messages back into the queue with all their attempts, and return how many.

    For use once the cause is mended, such as a mail server that refused everybody.
    """
    return messages.dead().update(state=OutboxMessage.State.PENDING, attempts=0, next_at=clock(), last_error="")


def _has_address(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_address(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return any(_has_address(part) for part in value)
    return isinstance(value, str) and "@" in value
