"""Mail for people who try the hub out: each message is a file, readable at ``/dev/mail/``. Development only."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage as ParsedMessage
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def folder() -> Path:
    """Return the folder of messages, made when missing."""
    path = Path(settings.EMAIL_FILE_PATH)
    path.mkdir(parents=True, exist_ok=True)
    return path


class FolderBackend(BaseEmailBackend):
    """Writes each message to a file of its own; the name sorts by time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:6]}"
            partial = folder() / f"{name}.part"
            partial.write_bytes(message.message().as_bytes())
            partial.rename(folder() / f"{name}.eml")  # whole or not at all: the inbox may be reading
        return len(email_messages)


def names() -> list[str]:
    """Return the names of all messages, newest first."""
    return sorted((path.stem for path in folder().glob("*.eml")), reverse=True)


def read(name: str) -> ParsedMessage | None:
    """Return one message, or ``None`` where there is none of that name."""
    path = folder() / f"{name}.eml"
    if path.parent != folder() or not path.is_file():
        return None
    return message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[return-value]
