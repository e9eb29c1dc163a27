"""The demo as it runs during these tests: server, worker, SMTP server, database."""

from __future__ import annotations

import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "hub/theme/node_modules"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(check, *, seconds: float = 30, every: float = 0.2, what: str = "it"):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := check():
            return found
        time.sleep(every)
    raise AssertionError(f"Waited {seconds} s for {what}")


def link_in(mail: EmailMessage) -> str:
    """Return the one download link of a mail."""
    found = set(re.findall(r"http://\S+?/d/[A-Za-z0-9_-]{43}/", mail.get_body(("plain",)).get_content()))
    assert len(found) == 1, mail.get_body(("plain",)).get_content()
    return found.pop()


class Postbox:
    """The real SMTP server's handler: keeps what it accepted, by the address it was for."""

    def __init__(self) -> None:
        self.kept: dict[str, list[bytes]] = {}

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd's name
        for address in envelope.rcpt_tos:
            self.kept.setdefault(address.lower(), []).append(envelope.content)
        return "250 OK"

    def count(self, address: str) -> int:
        return len(self.kept.get(address.lower(), []))

    def to(self, address: str) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=policy.default) for content in self.kept.get(address.lower(), [])]


@dataclass
class Demo:
    """The running demo."""

    url: str
    data: Path
    env: dict[str, str]
    postbox: Postbox
    port: int
    smtp_port: int
    processes: list[subprocess.Popen] = field(default_factory=list)
    mail_server: Controller | None = None

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def query(self, code: str) -> str:
        """Run Python against the demo's database and return what it prints; ``sql`` is a hundred times faster."""
        return self.manage("shell", "--no-imports", "-v", "0", "-c", code).strip()

    def sql(self, statement: str, *values) -> list[tuple]:
        """Run one statement against the demo's database, from outside, and return its rows."""
        with closing(sqlite3.connect(self.data / "db.sqlite3", timeout=20)) as connection, connection:
            return connection.execute(statement, values).fetchall()

    def stand_here(self) -> None:
        """Tell the site its address: mails are written by the worker, which has no request to read it from."""
        self.sql("UPDATE wagtailcore_site SET hostname = ?, port = ? WHERE is_default_site", "127.0.0.1", self.port)

    def start_mail(self) -> None:
        self.mail_server = Controller(self.postbox, hostname="127.0.0.1", port=self.smtp_port)
        self.mail_server.start()

    def stop_mail(self) -> None:
        self.mail_server.stop()

    def link_for(self, address: str) -> str:
        """Wait for the mail to ``address`` and return the link in it."""
        mail = wait_until(lambda: self.postbox.to(address), seconds=60, what=f"the mail to {address}")[0]
        return link_in(mail)

    def start(self, *, worker: bool = True) -> None:
        # no limit of its own for addresses: what the hub does with 10 kB of quotes is what we want to see
        server = [sys.executable, "-m", "gunicorn", "hub.site.wsgi:application", "--threads", "16", "--limit-request-line", "0"]
        log = (self.data / "server.log").open("a")
        self.processes = [
            subprocess.Popen(
                [*server, "--bind", f"127.0.0.1:{self.port}", "--log-level", "warning"],
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
            ),
        ]
        if worker:
            command = [sys.executable, "manage.py", "hub_work", "--loop"]
            self.processes.append(subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log))
        wait_until(self.is_up, what="the server")

    def is_up(self) -> bool:
        try:
            urlopen(f"{self.url}/health/live", timeout=2).close()
        except (URLError, OSError):
            return False
        return True

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=30)
