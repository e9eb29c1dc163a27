"""Leases: how several workers share one table without doing anything twice, and without losing what a dead one held.

A worker takes a row with one guarded ``UPDATE``; only one can win. Should it die, the lease runs out and the next worker
takes the row over. Everything a worker writes afterwards is guarded by its own name, so a worker that lost its lease
changes nothing any more.
"""

from __future__ import annotations

import os
import random
import re
import secrets
import socket
from datetime import timedelta
from typing import Any

from django.db import connection, models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]]+@[^\s@<>\"',;:()\[\]]+")
ERROR_LENGTH = 500


class LeaseLost(Exception):
    """Another worker has taken the row over; whatever this one was about to write must not be written."""


class Leased(models.Model):
    """A row that workers take in turns."""

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    lease_owner = models.CharField(_("held by"), max_length=80, blank=True, editable=False)
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True, editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)

    class Meta:
        abstract = True


def clock() -> Any:
    """Return "now" by the one clock all workers share: the database server's on PostgreSQL, the machine's on SQLite.

    A worker whose own clock is an hour ahead would otherwise take every lease for expired. For use in queries and updates
    only: it may be an expression.
    """
    return Now() if connection.vendor == "postgresql" else timezone.now()


def worker_name() -> str:
    """Return a name no other worker has, at most 80 characters: machine, process, and a random part."""
    return f"{socket.gethostname()[:50]}:{os.getpid()}:{secrets.token_hex(4)}"


def backoff(attempts: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """Return how long to wait after so many failures: doubling, capped, and blurred by a quarter.

    The blur keeps a thousand rows that failed together from coming back together.
    """
    seconds = min(first.total_seconds() * 2 ** min(max(attempts - 1, 0), 30), longest.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  not a secret


def scrub(error: object) -> str:
    """Return an error as text fit to be stored: no e-mail address, no NUL, at most 500 characters."""
    text = f"{type(error).__name__}: {error}" if isinstance(error, BaseException) else str(error)
    text = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return ADDRESS.sub("(address)", text)[:ERROR_LENGTH]
