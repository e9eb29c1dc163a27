"""Which database the tests run on: SQLite in a file, or the PostgreSQL that ``HUB_TEST_DATABASE`` names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


def chosen(folder: Path) -> dict[str, Any]:
    """Return the entry of ``DATABASES`` that ``HUB_TEST_DATABASE`` asks for.

    "" or "sqlite": a file in ``folder``. "postgres": where libpq's own variables say (PGHOST, PGPORT, PGUSER, …).
    An address (postgresql://person@host/name): there. Another word is an error, not a silent SQLite.
    """
    wish = os.environ.get("HUB_TEST_DATABASE", "")
    if wish in ("", "sqlite"):
        return in_a_file(folder)
    if wish == "postgres" or wish.startswith(("postgres://", "postgresql://")):
        return on_a_server("" if wish == "postgres" else wish)
    raise ValueError(f"HUB_TEST_DATABASE must be sqlite, postgres or postgresql://…, not {wish!r}.")


def in_a_file(folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "db.sqlite3",
        "TEST": {"NAME": str(folder / "test.sqlite3")},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def on_a_server(address: str) -> dict[str, Any]:
    from psycopg.conninfo import conninfo_to_dict

    parts = {key: str(value) for key, value in conninfo_to_dict(address).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "postgres"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
    }
