"""Asks for an address as somebody, and takes back what that did."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from tests.crawl.canaries import SEEN

IGNORED_TABLES = ("django_session", "wagtailsearch_", "wagtailcore_referenceindex", "wagtailadmin_editingsession", "hub_ratelimit")


@dataclass
class Answer:
    """What came back. ``kept`` is whatever was asked of the database before everything was taken back."""

    status: int
    text: str
    response: Any
    wrote: bool
    kept: Any = None

    @property
    def canaries(self) -> set[str]:
        return {found.upper() for found in SEEN.findall(self.text)}


def ask(
    cookie: str | None, method: str, path: str, data: Any = None, *, xhr: bool = False, look: Callable[[], Any] | None = None
) -> Answer:
    """Send one request with a client of its own, since messages of one request would be shown in the next; then undo it.

    Args:
        cookie: the session's; ``None`` for nobody.
        look: called before everything is taken back, if the request has written anything.
    """
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    headers = {"x-requested-with": "XMLHttpRequest"} if xhr else {}
    with transaction.atomic(), written() as wrote, quiet():
        response = getattr(client, method)(path, data, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        kept = look() if look and wrote else None
        transaction.set_rollback(True)
    return Answer(response.status_code, _text(response, body, path), response, bool(wrote), kept)


@contextmanager
def written() -> Iterator[list[str]]:
    """Collect the statements that change rows of any interest."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        start = sql[:60].upper()
        if start.startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in sql[:80] for table in IGNORED_TABLES):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@contextmanager
def quiet() -> Iterator[None]:
    """Answers of 404 are what is asked for here, and nothing to log."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _text(response: Any, body: bytes, path: str) -> str:
    """Return headers and body as one text, spreadsheets unpacked, without what only repeats the address."""
    if body[:4] == b"PK\x03\x04" and "sheet" in response.get("content-type", ""):
        with zipfile.ZipFile(io.BytesIO(body)) as opened:
            body = b"\n".join(opened.read(name) for name in opened.namelist())
    text = "\n".join(f"{name}: {unquote(value)}" for name, value in response.items()) + "\n\n" + body.decode(errors="replace")
    for repeated in {path, path.partition("?")[0], unquote(path), path.replace("/", "%2F")} - {"/"}:
        text = text.replace(repeated, "")
    return text
