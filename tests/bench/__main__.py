"""``make bench``: prepare, serve, measure, report. What may be set stands in docs/performance.md."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench.measure import measured
from tests.bench.report import report, write
from tests.bench.server import Databases, Failed, run, serving
from tests.bench.targets import FLOOR, Target

FEW, MIDDLE, MANY = 40, 100, 10_000
ROUNDS = 15
#: between the two sizes that are compared page by page, one more for the gallery's growth
AT_MIDDLE = {FLOOR, "gallery"}


def say(line: str) -> None:
    """Say what happens: on a terminal in place, elsewhere line by line."""
    end = "\r" if sys.stdout.isatty() else "\n"
    print(f"{line:<60}", end=end, flush=True)


def main(folder: Path, *, rounds: int, many: int) -> None:
    """Run the bench in a folder; databases that are there already are used as they are.

    Raises:
        Failed: a step ended badly.
    """
    started = time.monotonic()
    databases = Databases(folder, chosen_server())
    smaller: int | None = None
    for stories in (FEW, MIDDLE, many):
        say(f"{databases.kind}: making {stories:,} stories")
        databases.prepare(stories, like=smaller)
        smaller = stories
    targets = {stories: inspected(databases, stories) for stories in (FEW, MIDDLE, many)}
    with ExitStack() as servers:
        ports = {
            stories: servers.enter_context(serving(databases.environment(stories), folder / f"server-{stories}.log"))
            for stories in targets
        }
        costs = measured(ports, targets, rounds=rounds, say=say)
    text = report(costs, databases=databases, rounds=rounds, seconds=time.monotonic() - started)
    print(text)
    if rounds >= ROUNDS and many == MANY:
        write(text, databases.kind)
    else:
        print("\nThis was a quick look: docs/performance.md stays as it is.")


def inspected(databases: Databases, stories: int) -> list[Target]:
    """Return the targets of one database, their queries counted."""
    say(f"{databases.kind}: counting queries with {stories:,} stories")
    file = databases.folder / f"targets-{stories}.json"
    run("inspection", str(stories), str(file), environment=databases.environment(stories))
    found = [Target(**row) for row in json.loads(file.read_text())]
    return [target for target in found if stories != MIDDLE or target.name in AT_MIDDLE]


def chosen_server() -> str:
    """Return the address of the PostgreSQL to measure, or "" for SQLite.

    Raises:
        Failed: ``BENCH_DATABASE`` names neither, or there is no server.
    """
    wish = os.environ.get("BENCH_DATABASE") or "sqlite"
    if wish not in ("sqlite", "postgres"):
        raise Failed(f"BENCH_DATABASE must be sqlite or postgres, not {wish!r}.")
    server = os.environ.get("HUB_TEST_DATABASE", "") if wish == "postgres" else ""
    if wish == "postgres" and not server.startswith("postgres"):
        raise Failed("There is no PostgreSQL: start the bench with “make bench”, which brings its own.")
    return server


def asked(name: str, default: int) -> int:
    """Return a number from the environment.

    Raises:
        Failed: it is no number.
    """
    text = os.environ.get(name) or str(default)
    if not text.isdigit() or not int(text):
        raise Failed(f"{name} must be a whole number above 0, not {text!r}.")
    return int(text)


if __name__ == "__main__":
    try:
        with tempfile.TemporaryDirectory(prefix="hub-bench-") as temporary:
            place = Path(os.environ.get("BENCH_FOLDER") or temporary)
            place.mkdir(parents=True, exist_ok=True)
            main(place, rounds=asked("BENCH_ROUNDS", ROUNDS), many=asked("BENCH_STORIES", MANY))
    except Failed as failure:
        sys.exit(f"The bench failed. {failure}")
