"""The site behind gunicorn, one worker, as a child of this process; and the databases beside each other."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

START_SECONDS = 60
ROOT = Path(__file__).resolve().parents[2]


class Failed(Exception):
    """A step of the bench ended badly; what it said stands in the message."""


class Databases:
    """One database for each number of stories, in one folder or on one PostgreSQL.

    Args:
        folder: of the data; pictures and built files are shared by all.
        server: the address of a PostgreSQL, or "" for files.
    """

    def __init__(self, folder: Path, server: str) -> None:
        self.folder, self.server = folder, server

    @property
    def kind(self) -> str:
        return "PostgreSQL" if self.server else "SQLite"

    def name(self, stories: int) -> str:
        return f"bench_{stories}" if self.server else str(self.folder / f"bench_{stories}.sqlite3")

    def environment(self, stories: int) -> dict[str, str]:
        """Return the variables under which a process works on one of the databases."""
        own = {"BENCH_FOLDER": str(self.folder), "BENCH_NAME": self.name(stories), "HUB_TEST_DATABASE": self.server}
        return {**os.environ, **own, "PYTHONWARNINGS": "ignore", "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}

    def prepare(self, stories: int, *, like: int | None) -> None:
        """Make the database with this many stories, from the one with fewer where there is one. One that is there stays."""
        done = self.folder / f"{self.kind}-{stories}.done"
        if done.exists():
            return
        if self.server:
            self._make_on_server(self.name(stories), like=self.name(like) if like else "template0")
        elif like:
            shutil.copyfile(self.name(like), self.name(stories))
        run("prepare", str(stories), environment=self.environment(stories))
        done.touch()

    def _make_on_server(self, name: str, *, like: str) -> None:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


def run(module: str, *arguments: str, environment: dict[str, str]) -> None:
    """Run one module of the bench in a process of its own, since Django knows one database a process.

    Raises:
        Failed: with the last lines of what it said.
    """
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *arguments], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise Failed(f"{module} {' '.join(arguments)}:\n{done.stderr[-3000:]}")


@contextmanager
def serving(environment: dict[str, str], log: Path) -> Iterator[int]:
    """Serve the site while the block runs, and yield the port.

    Raises:
        Failed: the server did not answer within a minute.
    """
    port = _free_port()
    command = ["gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{port}", "--timeout", "120", "tests.bench.wsgi:application"]
    with log.open("wb") as output:
        process = subprocess.Popen([sys.executable, "-m", *command], env=environment, cwd=ROOT, stdout=output, stderr=output)
        try:
            _wait_for(port, process, log)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            return
        time.sleep(0.2)
    raise Failed(f"The server did not start:\n{log.read_text()[-3000:]}")
