"""Sending what is due. Promise: nothing accepted is lost; at most one extra copy for each worker that is killed."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import DatabaseError, connection, transaction

from hub import conf
from hub.leases import LeaseLost, backoff, clock, scrub
from hub.outbox.models import OutboxMessage
from hub.outbox.notices import tell_contact
from hub.outbox.registry import handler_for, kinds
from hub.outbox.server import MailServer, is_permanent

logger = logging.getLogger("hub.outbox")

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=4)  # 12 attempts last about 12 hours; a server that is down altogether uses up none
Say = Callable[[str], None]


@dataclass
class Delivery:
    """What one pass did, in numbers of messages; ``unreachable`` says why it stopped, or is empty."""

    sent: int = 0
    retried: int = 0
    dead: int = 0
    unreachable: str = ""

    @property
    def touched(self) -> int:
        return self.sent + self.retried + self.dead


def deliver_due(
    *, owner: str, limit: int = 100, say: Say = lambda line: None, stop: Callable[[], bool] = lambda: False
) -> Delivery:
    """Send due messages, oldest first, over one connection; each is claimed just before it is sent.

    The connection is opened before anything is claimed: a mail server that is down costs no message an attempt.

    Args:
        owner: a name no other worker has, see ``hub.leases.worker_name``.
        limit: how many messages to look at, at most.
        say: called with one line for each message dealt with; lines hold no personal data.
        stop: asked before each message; true ends the pass early.
    """
    result = Delivery()
    due = OutboxMessage.objects.due().filter(kind__in=kinds()).order_by("next_at", "pk")
    pks = list(due.values_list("pk", flat=True)[:limit])
    with MailServer() as server:
        for pk in pks:
            if stop():
                break
            try:
                server.open()
            except Exception as error:
                result.unreachable = scrub(error)
                _note_unreachable(pks, result.unreachable)
                break
            message = OutboxMessage.objects.claim(pk, owner=owner)
            if message is not None:
                _deliver(message, server, result, say)
    return result


def _note_unreachable(pks: Sequence[int], error: str) -> None:
    waiting = OutboxMessage.objects.filter(pk__in=pks, state=OutboxMessage.State.PENDING)
    waiting.exclude(last_error=error).update(last_error=error)


def _deliver(message: OutboxMessage, server: MailServer, result: Delivery, say: Say) -> None:
    try:
        mails = _build(message)
        refusals = _send_all(message, mails, server)
    except LeaseLost:
        say(f"mail {message}: taken over by another worker")
    except _Exhausted as error:
        _settle_dead(message, str(error), result, say)
    except Exception as error:
        wait = _retry_later(message, error)
        result.retried += 1
        say(f"mail {message}: {scrub(error)}; again in {wait.total_seconds():.0f} s")
    else:
        if refusals:
            _settle_dead(message, "; ".join(refusals), result, say)
        else:
            _settle_sent(message, result, say, tell=bool(mails))


def _settle_dead(message: OutboxMessage, error: str, result: Delivery, say: Say) -> None:
    _give_up(message, error)
    result.dead += 1
    say(f"mail {message}: given up, {scrub(error)}")


def _settle_sent(message: OutboxMessage, result: Delivery, say: Say, *, tell: bool) -> None:
    """Write down that the mail has gone out; a database that is busy is asked again, because the mail must not be.

    Should it stay away, the error is the caller's and the lease runs out: then, and only then, there is a second copy.
    """
    for pause in (0.5, 2.0, None):
        try:
            _mark_sent(message, tell=tell)
        except LeaseLost:
            say(f"mail {message}: sent, but taken over by another worker meanwhile")
        except DatabaseError:
            if pause is None:
                raise
            logger.warning("Mail %s has gone out, but the database did not take it in; asking again.", message)
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            time.sleep(pause)
            continue
        else:
            result.sent += 1
            say(f"mail {message}: {'sent' if tell else 'nothing to send'}")
        return


class _Exhausted(Exception):
    """All attempts are used up."""


def _build(message: OutboxMessage) -> list[EmailMessage]:
    if message.attempts > conf.get("OUTBOX_MAX_ATTEMPTS"):
        raise _Exhausted(message.last_error or "every worker that took it was stopped")
    try:
        with transaction.atomic():
            built: Any = handler_for(message.kind)(message)
    except Exception as error:
        if message.attempts >= conf.get("OUTBOX_MAX_ATTEMPTS"):
            raise _Exhausted(scrub(error)) from error
        logger.exception("The handler of %s failed.", message)
        raise
    mails = [] if built is None else [built] if isinstance(built, EmailMessage) else list(built)
    for mail in mails:
        _stamp(mail, message, several=len(mails) > 1)
    return mails


def _stamp(mail: EmailMessage, message: OutboxMessage, *, several: bool) -> None:
    """Give a mail the Message-ID it has at every attempt; mail programs and servers fold copies by it."""
    domain = re.search(r"@([A-Za-z0-9.-]+)", str(mail.from_email or ""))
    part = f".{_mark(mail)[:12]}" if several else ""
    mail.extra_headers = {name: value for name, value in mail.extra_headers.items() if name.lower() != "message-id"}
    mail.extra_headers["Message-ID"] = f"<{message.uid}{part}@{domain[1] if domain else 'localhost'}>"


def _mark(mail: EmailMessage) -> str:
    """Return what tells one mail of a message from the others at every attempt, without naming anybody."""
    told = "\n".join([str(mail.subject), *sorted(mail.recipients())])
    return hashlib.sha256(told.lower().encode("utf-8", "replace")).hexdigest()[:24]


def _send_all(message: OutboxMessage, mails: list[EmailMessage], server: MailServer) -> list[str]:
    """Send the mails of one message that have not gone out yet, and return the final refusals.

    Raises:
        LeaseLost: another worker took over.
        Exception: the first trouble that may pass; what went out before is remembered and not sent again.
    """
    refusals: list[str] = []
    trouble: Exception | None = None
    for mail in mails:
        if _mark(mail) in message.delivered:
            continue
        server.open()
        try:
            server.send(mail)
        except Exception as error:
            if is_permanent(error):
                refusals.append(scrub(error))
            else:
                trouble = trouble or error
        else:
            if len(mails) > 1:
                _remember(message, mail)
    if trouble and message.attempts >= conf.get("OUTBOX_MAX_ATTEMPTS"):
        raise _Exhausted(scrub(trouble)) from trouble
    if trouble:
        raise trouble
    return refusals


def _remember(message: OutboxMessage, mail: EmailMessage) -> None:
    message.delivered = [*message.delivered, _mark(mail)]
    lease = clock() + timedelta(seconds=conf.get("OUTBOX_LEASE_SECONDS"))
    if OutboxMessage.objects.held(message).update(delivered=message.delivered, lease_until=lease) != 1:
        raise LeaseLost


def _mark_sent(message: OutboxMessage, *, tell: bool) -> None:
    with transaction.atomic():
        _let_go(message, state=OutboxMessage.State.SENT, sent_at=clock(), last_error="", delivered=[])
        if tell:
            _call(message, "on_sent")


def _give_up(message: OutboxMessage, error: str) -> None:
    try:
        with transaction.atomic():
            _let_go(message, state=OutboxMessage.State.DEAD, last_error=scrub(error))
            logger.error("Mail %s could not be delivered and was given up: %s", message, scrub(error))
            _call(message, "on_dead")
            tell_contact(message)
    except LeaseLost:
        logger.warning("Mail %s was taken over by another worker.", message)


def _retry_later(message: OutboxMessage, error: Exception) -> timedelta:
    wait = backoff(message.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    try:
        _let_go(message, state=OutboxMessage.State.PENDING, next_at=clock() + wait, last_error=scrub(error))
    except LeaseLost:
        logger.warning("Mail %s was taken over by another worker.", message)
    return wait


def _let_go(message: OutboxMessage, **changes: Any) -> None:
    if OutboxMessage.objects.held(message).update(lease_owner="", lease_until=None, **changes) != 1:
        raise LeaseLost
    message.refresh_from_db()


def _call(message: OutboxMessage, name: str) -> None:
    """Call a handler's ``on_sent`` or ``on_dead``; the mail has gone out (or not), so its crash must change nothing else."""
    function = getattr(handler_for(message.kind), name, None)
    if function is not None:
        try:
            with transaction.atomic():
                function(message)
        except Exception:
            logger.exception("%s of %s failed.", name, message)
