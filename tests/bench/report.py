"""The tables: on the console, and between their markers in ``docs/performance.md``."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.aims import aims
from tests.bench.measure import Cost, Key
from tests.bench.server import Databases
from tests.bench.targets import LABELS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
PACKAGES = ("Django", "wagtail", "wagtail-localize", "gunicorn", "Pillow")


def report(costs: Mapping[Key, Cost], *, databases: Databases, rounds: int, seconds: float) -> str:
    """Return one database's part of the page: where it was measured, a table for each number of stories, the aims."""
    database = databases.kind
    parts = [_where(databases, rounds, seconds)]
    for stories in sorted({stories for stories, _name in costs}):
        rows = [_row(cost) for (number, _name), cost in costs.items() if number == stories]
        headings = ["Page", "Queries", "repeated", "× floor", "CPU ms", "p50 ms", "a second", "4 at once", "HTML kB"]
        parts += [f"### {database}, {stories:,} stories", _table(headings, rows)]
    rows = [[aim.what, aim.unit, _number(aim.most), _number(aim.measured), aim.verdict] for aim in aims(costs)]
    parts += [f"### {database}, aims", _table(["What", "in", "aim", "measured", ""], rows)]
    return "\n\n".join(parts)


def write(text: str, database: str, page: Path = PAGE) -> None:
    """Put one database's part in its place in the page.

    Raises:
        ValueError: the page has no such place.
    """
    begin, end = f"<!-- {database} -->", f"<!-- end of {database} -->"
    before, found, rest = page.read_text().partition(begin)
    _old, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{page} has no place between “{begin}” and “{end}”.")
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}")


def _where(databases: Databases, rounds: int, seconds: float) -> str:
    day = datetime.now(tz=UTC).strftime("%-d %B %Y")
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = os.getloadavg()[0]
    return (
        f"Measured on {day}: {databases.kind} {_version(databases)}, Python {platform.python_version()}, {packages}; "
        f"{os.cpu_count()} cores, {platform.machine()}, load {load:.1f} at the end; {rounds} rounds in {seconds / 60:.0f} minutes."
    )


def _version(databases: Databases) -> str:
    if not databases.server:
        import sqlite3

        return sqlite3.sqlite_version
    import psycopg

    with psycopg.connect(databases.server) as connection:
        number = connection.info.server_version
    return f"{number // 10000}.{number % 10000}"


def _row(cost: Cost) -> Sequence[str]:
    target = cost.target
    measured = [_number(cost.ratio), f"{cost.cpu:.1f}", f"{cost.p50:.1f}"]
    rates = [f"{rate:.0f}" if rate else "" for rate in (cost.rate, cost.rate_of_4)]
    return [LABELS[target.name], str(target.queries), str(target.repeated), *measured, *rates, f"{cost.size / 1000:.1f}"]


def _number(value: float) -> str:
    return f"{value:g}" if value == int(value) else f"{value:.2f}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
