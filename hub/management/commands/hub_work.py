"""``manage.py hub_work``: sends promised mail, runs jobs and periodic jobs, publishes what is scheduled."""

from __future__ import annotations

import signal
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.databases import running_fault
from hub.jobs.worker import Worker
from hub.outbox.models import OutboxMessage
from hub.outbox.services import revive as put_back


class Command(BaseCommand):
    """The worker: mail, jobs and schedules, once or in a loop."""

    help = "Sends promised mail, runs jobs, and publishes what is scheduled. Several may run at the same time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="Go on until told to stop (SIGTERM or Ctrl-C), instead of once.")
        parser.add_argument(
            "--hold", action="store_true", help="Send no mail, show what would be sent. Use it after restoring a backup."
        )
        parser.add_argument("--revive", action="store_true", help="First put mail that was given up back into the queue.")

    def handle(self, *args: Any, loop: bool = False, hold: bool = False, revive: bool = False, **options: Any) -> None:
        """Run the worker.

        Raises:
            CommandError: SQLite is not set up for more than one writer.
        """
        fault = running_fault()
        if fault:
            raise CommandError(fault)
        worker = Worker(say=self.say, hold=hold)
        if revive:
            self.say(f"mail put back into the queue: {put_back(messages=OutboxMessage.objects.all())}")
        if not loop:
            worker.once()
            return
        before = self._listen(worker)
        self.say("working; stop with Ctrl-C")
        try:
            worker.loop()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        self.say("stopped")

    def say(self, line: str) -> None:
        """Print one line at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()

    def _listen(self, worker: Worker) -> dict[int, Any]:
        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        return {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
