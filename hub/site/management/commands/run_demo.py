"""``make run``: prepare the demo if needed, then serve it and work through mail and jobs until Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from hub.site.demo.people import ACCOUNTS, PASSWORD

START_SECONDS = 60


class Command(BaseCommand):
    """Runs the demo in one process group: database, content, web server, worker."""

    help = "Serves the demo: database, content, web server and worker. Ctrl-C stops all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset-only", action="store_true", help="Empty the data folder, load the demo, and stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError("This command is for development: these settings do not allow the demo.")
        if options["reset_only"]:
            self.reset()
        self.prepare()
        if not options["reset_only"]:
            # addresses in mail are the site's: they must lead to this server
            Site.objects.filter(is_default_site=True).update(hostname="localhost", port=options["port"])
            self.serve(options["port"])

    def reset(self) -> None:
        """Remove what the demo made, and only that: the folder itself may be somebody's mount."""
        for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "media", "private", "mail", "demo.loaded"):
            path = settings.DATA / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def prepare(self) -> None:
        """Bring the database up to date, and load the demo the first time."""
        settings.DATA.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        loaded = settings.DATA / "demo.loaded"
        if not loaded.exists():
            call_command("load_demo", stdout=self.stdout)
            loaded.touch()

    def serve(self, port: int) -> None:
        """Run the web server and the worker until one ends or a signal comes, then stop both."""
        base_url = f"http://localhost:{port}"
        # the worker writes mails and has no request to read the address from: the site itself has to know its port
        Site.objects.filter(is_default_site=True, hostname="localhost").update(port=port)
        env = {**os.environ, "HUB_BASE_URL": base_url, "PYTHONUNBUFFERED": "1"}
        manage = [sys.executable, str(Path(sys.argv[0]).resolve())]
        commands = [[*manage, "runserver", "--noreload", "--skip-checks", f"127.0.0.1:{port}"], [*manage, "hub_work", "--loop"]]
        # each child gets Ctrl-C through us, so that the worker can finish what it has begun
        children = [subprocess.Popen(command, env=env, start_new_session=True) for command in commands]  # noqa: S603
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            self.announce(base_url, children)
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
        except KeyboardInterrupt:
            self.stdout.write("\nStopping…")
        finally:
            _stop(children)
        if any(child.returncode not in (0, -signal.SIGTERM, -signal.SIGINT) for child in children):
            raise CommandError("The web server or the worker ended by itself; its message is above.")

    def announce(self, base_url: str, children: list[subprocess.Popen[bytes]]) -> None:
        """Print where everything is, as soon as the server answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and all(child.poll() is None for child in children):
            try:
                urlopen(f"{base_url}/health/live", timeout=2).close()  # noqa: S310
                break
            except (URLError, OSError):
                time.sleep(0.2)
        lines = [
            "",
            f"  The hub:      {base_url}/",
            f"  Admin:        {base_url}/admin/",
            f"  Mail it sent: {base_url}/dev/mail/",
            "",
        ]
        lines += [f"  Sign in as (password for all: {PASSWORD})"]
        lines += [f"    {account.username:<14} {account.about}" for account in ACCOUNTS]
        self.stdout.write("\n".join([*lines, "", "  Ctrl-C stops everything.", ""]))


def _interrupt(*args: Any) -> None:
    raise KeyboardInterrupt


def _stop(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
