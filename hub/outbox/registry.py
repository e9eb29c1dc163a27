"""Which function builds which kind of mail. Apps register theirs in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from django.core.mail import EmailMessage

Handler: TypeAlias = Callable[[Any], EmailMessage | Sequence[EmailMessage] | None]

_handlers: dict[str, Handler] = {}


class UnknownKind(LookupError):
    """Nobody has registered this kind of mail."""


def register(kind: str, handler: Handler) -> Handler:
    """Make ``handler`` the one that builds mail of ``kind``; the last one registered wins, so that a host may replace it.

    Args:
        kind: a stable name with the app in front, such as ``"orders.fulfil"``: rows in the database carry it.
        handler: called with the ``OutboxMessage`` when it is about to be sent, inside a transaction. It returns the mail,
            several mails, or ``None`` when there is nothing left to send. It must fetch what it needs by the ids in
            ``message.payload``. Should it raise, the message waits and is tried again, and nothing it wrote is kept.
            It may have two attributes, both called with the message: ``on_sent`` in the transaction that marks the
            message sent, and ``on_dead`` in the one that gives it up.
    """
    _handlers[kind] = handler
    return handler


def handler_for(kind: str) -> Handler:
    """Return the handler of a kind.

    Raises:
        UnknownKind: nobody has registered it.
    """
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(
            f"No handler for outbox messages of kind {kind!r}: call hub.outbox.registry.register() in ready()."
        ) from None


def kinds() -> list[str]:
    """Return the kinds this process can build; messages of other kinds wait for a worker that knows them."""
    return sorted(_handlers)
