"""The project's mail server, over one connection, and what its refusals mean."""

from __future__ import annotations

import contextlib
import smtplib
import warnings
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage

from hub import conf

LONGEST_TIMEOUT = 10


class NotSent(Exception):
    """The mail backend took a mail and sent nothing."""


class NoRecipient(NotSent):
    """The mail is addressed to nobody."""


def configured_timeout() -> float | None:
    """Return the time-out the project set for its mail server in seconds, or ``None``; both ways to configure are read."""
    mailers = getattr(settings, "MAILERS", None)
    if mailers is not None:
        return mailers.get("default", {}).get("OPTIONS", {}).get("timeout")
    with warnings.catch_warnings():
        # Django 6.1 warns whoever reads it; a project on Django 5.2 has nothing else to set
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        return settings.EMAIL_TIMEOUT


class MailServer:
    """A context manager that keeps one connection open for many mails, and opens a fresh one after any trouble."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> MailServer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.drop()

    def open(self) -> None:
        """Make sure that the server answers.

        Raises:
            Exception: whatever the mail backend raises when it does not; no message is to blame.
        """
        if self._connection is not None:
            return
        # Django 6.1 deprecates get_connection(); Django 5.2 has nothing else.
        connection = mail.mailers.default if hasattr(mail, "mailers") else mail.get_connection()
        if hasattr(connection, "timeout") and connection.timeout is None:
            # Django's default is to wait for ever: one silent server would stop all mail.
            connection.timeout = min(LONGEST_TIMEOUT, conf.get("OUTBOX_LEASE_SECONDS") / 3)
        self._connection = connection
        try:
            connection.open()
        except BaseException:
            self.drop()
            raise

    def send(self, message: EmailMessage) -> None:
        """Send one mail.

        Raises:
            NoRecipient: it is addressed to nobody.
            Exception: whatever the mail backend raises; see ``is_permanent``. The connection is dropped.
        """
        if not message.recipients():
            raise NoRecipient("The mail is addressed to nobody.")
        try:
            if self._connection.send_messages([message]) == 0:
                raise NotSent("The mail backend sent nothing.")
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Close the connection, whatever state it is in."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.close()


def is_permanent(error: Exception) -> bool:
    """Return whether sending this very mail again would meet the same refusal.

    RFC 5321 §4.2.1: replies 500 to 599 are final. A sender that is refused is a fault of the configuration that would
    meet every mail, so that one is not held against the message.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return bool(error.recipients) and all(_is_final(code) for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return _is_final(error.smtp_code)
    # A line break in a header or an address nobody can write to: BadHeaderError is a ValueError in every Django.
    return isinstance(error, NoRecipient | ValueError)


def _is_final(code: int) -> bool:
    return 500 <= code < 600
