"""A real server, a real worker, a real SMTP server and a real Chromium, all on this machine, with the demo loaded.

To work on these tests without loading the demo every time (CI never does this), load it once and name its folder; each
run works on a copy. Load it anew when migrations or the demo change::

    HUB_DATA=/tmp/demo DJANGO_SETTINGS_MODULE=hub.site.settings.dev sh -c "python manage.py migrate; python manage.py load_demo"
    HUB_BROWSER_DATA=/tmp/demo pytest --browser chromium tests/browser

Screenshots for people to look at are kept in ``HUB_ARTEFACTS`` (``var/artefacts`` if not set).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.browser.page_types import PAGE_TYPES, Places
from tests.browser.running import NODE_MODULES, ROOT, Demo, Postbox, free_port
from tests.browser.visitors import IN_URDU, NORTH_WEST, Visitor

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
    """Somebody asked four times from different addresses: one link works, one has expired, one was revoked, one is in Urdu."""
    links = {}
    for fate in ("works", "expired", "revoked", "urdu"):
        address = f"link-{fate}@example.org"
        Visitor(demo.url, address, path=IN_URDU if fate == "urdu" else NORTH_WEST).order()
        links[fate] = urlsplit(demo.link_for(address)).path
    change = "UPDATE toolkit_orders_grant SET {} WHERE order_id = (SELECT id FROM toolkit_orders_order WHERE email = ?)"
    demo.sql(change.format("expires_at = '2026-01-01 00:00:00'"), "link-expired@example.org")
    demo.sql(change.format("revoked_at = '2026-01-01 00:00:00'"), "link-revoked@example.org")
    (demo.data / "mail").mkdir(exist_ok=True)
    (demo.data / "mail/20260101-120000-a-mail.eml").write_bytes(demo.postbox.kept["link-works@example.org"][0])
    return Places(links["works"], links["expired"], links["revoked"], links["urdu"], "/dev/mail/20260101-120000-a-mail/")


@dataclass(frozen=True)
class Saved:
    """The answers of the server, by type of page, and the files they are in."""

    folder: Path
    pages: dict[str, BeautifulSoup]


@pytest.fixture(scope="session")
def saved(demo, browser, places, tmp_path_factory) -> Saved:
    folder = tmp_path_factory.mktemp("markup")
    context = browser.new_context(base_url=demo.url, java_script_enabled=False)
    pages = {}
    for page_type in PAGE_TYPES:
        page = context.new_page()
        html = page_type.open(page, places).text()
        (folder / f"{page_type.name.replace(' ', '-')}.html").write_text(html)
        pages[page_type.name] = BeautifulSoup(html, "html.parser")
        page.close()
    context.close()
    return Saved(folder, pages)


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
