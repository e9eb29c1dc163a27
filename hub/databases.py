"""Whether the database can take orders from several processes at once.

SQLite can, in IMMEDIATE mode with a write-ahead log: 60 of 60 parallel orders were accepted so, 4 of 20 with Django's defaults.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

SAFE_MODES = ("IMMEDIATE", "EXCLUSIVE")
ADVICE = (
    'Set in DATABASES["default"]["OPTIONS"]: "transaction_mode": "IMMEDIATE", "timeout": 20, '
    '"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"'
)


def configured_faults(alias: str = "default") -> list[str]:
    """Return what is wrong with the settings of a SQLite database, without opening it; nothing for other databases."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return []
    options: dict[str, Any] = connection.settings_dict.get("OPTIONS", {})
    faults = []
    if str(options.get("transaction_mode", "")).upper() not in SAFE_MODES:
        faults.append("SQLite's transaction_mode is not IMMEDIATE")
    if "journal_mode=wal" not in str(options.get("init_command", "")).lower().replace(" ", ""):
        faults.append("SQLite's journal_mode is not WAL")
    return faults


def running_fault(alias: str = "default") -> str:
    """Return one sentence on why a worker must not start on this database, with what to do; "" if all is well.

    Asks the database itself about its journal, since the mode is kept in the file.
    """
    faults = [fault for fault in configured_faults(alias) if "journal" not in fault]
    connection = connections[alias]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = str(cursor.fetchone()[0]).lower()
        if mode not in ("wal", "memory"):  # a database in memory belongs to one process anyway
            faults.append("SQLite's journal_mode is not WAL")
    return f"{' and '.join(faults)}: the worker and the web server would lock each other out. {ADVICE}" if faults else ""
