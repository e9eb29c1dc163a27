"""A real server, a real worker, a real SMTP server and a real Chromium, all on this machine, with the demo loaded.

To work on these tests without loading the demo every time (CI never does this), load it once and name its folder; each
run works on a copy. Load it anew when migrations or the demo change::

    HUB_DATA=/tmp/demo DJANGO_SETTINGS_MODULE=hub.site.settings.dev sh -c "python manage.py migrate; python manage.py load_demo"
    HUB_BROWSER_DATA=/tmp/demo pytest --browser chromium tests/browser

Screenshots for people to look at are kept in ``HUB_ARTEFACTS`` (``var/artefacts`` if not set).
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from aiosmtpd.controller import Controller

from tests.browser.page_types import Places
from tests.browser.visitors import Visitor

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "hub/theme/node_modules"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "chromium")
# playwright's sync interface runs an event loop in this thread; Django would refuse its database there
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            # a real browser on a busy machine: one more try, which the summary reports as a rerun
            item.add_marker(pytest.mark.flaky(reruns=1))


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

    def start(self) -> None:
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
            subprocess.Popen([sys.executable, "manage.py", "hub_work", "--loop"], cwd=ROOT, env=self.env, stdout=log, stderr=log),
        ]
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


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[Demo]:
    data = tmp_path_factory.mktemp("demo") / "data"
    port, smtp_port = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.site.settings.dev",
        "HUB_DATA": str(data),
        "HUB_BASE_URL": url,
        "HUB_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "HUB_SMTP_HOST": "127.0.0.1",
        "HUB_SMTP_PORT": str(smtp_port),
    }
    running = Demo(url, data, env, Postbox(), port, smtp_port)
    if loaded := os.environ.get("HUB_BROWSER_DATA"):
        shutil.copytree(loaded, data)
    else:
        data.mkdir()
        running.manage("migrate", "-v", "0")
        running.manage("load_demo")
    running.stand_here()
    running.start_mail()
    running.start()
    yield running
    running.stop()
    running.stop_mail()
    log = (data / "server.log").read_text()
    assert "Traceback" not in log, log[max(0, log.index("Traceback") - 500) :][:6000]


@pytest.fixture(scope="session")
def places(demo) -> Places:
    """Somebody asked three times from different addresses: one link works, one has expired, one was revoked."""
    links = {}
    for fate in ("works", "expired", "revoked"):
        address = f"link-{fate}@example.org"
        Visitor(demo.url, address).order()
        links[fate] = urlsplit(demo.link_for(address)).path
    change = "UPDATE toolkit_orders_grant SET {} WHERE order_id = (SELECT id FROM toolkit_orders_order WHERE email = ?)"
    demo.sql(change.format("expires_at = '2026-01-01 00:00:00'"), "link-expired@example.org")
    demo.sql(change.format("revoked_at = '2026-01-01 00:00:00'"), "link-revoked@example.org")
    (demo.data / "mail").mkdir(exist_ok=True)
    (demo.data / "mail/20260101-120000-a-mail.eml").write_bytes(demo.postbox.kept["link-works@example.org"][0])
    return Places(links["works"], links["expired"], links["revoked"], "/dev/mail/20260101-120000-a-mail/")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
    ]  # fmt: skip
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@dataclass
class Guard:
    """What a page did that it should not have; ``expected`` statuses are not faults."""

    url: str
    expected: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def watch(self, page) -> None:
        page.on("console", lambda message: self.on_console(message))
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("response", lambda response: self.on_response(response))
        page.on("request", lambda request: self.on_request(request))

    def on_console(self, message) -> None:
        if message.type == "error" and not (self.expected and "status of" in message.text):
            self.faults.append(f"console: {message.text}")

    def on_response(self, response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status} {response.url}")

    def on_request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.url).netloc:
            self.faults.append(f"off this machine: {request.url}")


@pytest.fixture
def guard(demo) -> Guard:
    return Guard(demo.url)


@pytest.fixture
def open_page(demo, browser, guard):
    """A factory of watched pages: ``open_page(width=320, javascript=False)``; fails the test for what they did wrong."""
    contexts = []

    def build(*, width: int = 1280, height: int = 900, javascript: bool = True, **options):
        context = browser.new_context(
            base_url=demo.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            accept_downloads=True,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        guard.watch(page)
        return page

    yield build
    for context in contexts:
        context.close()
    assert not guard.faults


@pytest.fixture(scope="session")
def axe_source() -> str:
    return (NODE_MODULES / "axe-core/axe.min.js").read_text()


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """The folder for pictures that people look at."""
    folder = Path(os.environ.get("HUB_ARTEFACTS") or ROOT / "var/artefacts")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
