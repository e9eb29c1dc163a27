"""Keeps tokens out of logs: whoever reads a log must not be able to open a link from it."""

from __future__ import annotations

import logging
import re
from typing import Any

TOKEN_IN_PATH = re.compile(r"(/d/|/invitation/|%2Finvitation%2F)[^/%\s\"'?#]{16,}")
DONE_IN_PATH = re.compile(r"(/done/)[^\s\"'?#]{16,}")


def without_tokens(text: str) -> str:
    """Return text with the token of every link and confirmation address taken out."""
    return DONE_IN_PATH.sub(r"\1(sealed)", TOKEN_IN_PATH.sub(r"\1(token)", text))


class TokenFilter(logging.Filter):
    """Put it on the handlers of request and server logs: ``"filters": {"tokens": {"()": "toolkit_orders.logs.TokenFilter"}}``.

    It changes the message and its arguments; it drops no record.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg = without_tokens(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_clean(value) for value in record.args)
        elif isinstance(record.args, dict):
            record.args = {name: _clean(value) for name, value in record.args.items()}
        return True


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return without_tokens(value)
    if isinstance(value, int | float | bool | type(None)):
        return value  # a number must stay one: the message may say %d
    text = str(value)
    clean = without_tokens(text)
    return value if clean == text else clean
