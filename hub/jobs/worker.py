"""The one worker: mail, scheduled pages, jobs and periodic jobs, in turns, until told to stop."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

from hub import conf
from hub.jobs.models import Heartbeat
from hub.jobs.periodic import run_periodic
from hub.jobs.scheduled import publish_scheduled
from hub.jobs.services import run_due
from hub.leases import scrub, worker_name
from hub.outbox.delivery import deliver_due
from hub.outbox.models import OutboxMessage

logger = logging.getLogger("hub.worker")

NAME = "hub_work"
SCHEDULE_EVERY = 10.0  # seconds between two looks at scheduled pages, in a loop
BEAT_EVERY = 15.0
PAUSES = (5.0, 10.0, 20.0, 30.0, 60.0)  # seconds between two tries of a mail server that is down, in a loop


class Worker:
    """Works through everything that is due.

    Args:
        say: called with one line for each thing done.
        hold: send no mail; for the time after a restore, when the outbox may hold what has long been sent.
    """

    def __init__(self, *, say: Callable[[str], None] = lambda line: None, hold: bool = False) -> None:
        self.owner = worker_name()
        self.say = say
        self.hold = hold
        self.stopping = threading.Event()
        self.trouble = ""
        self._failures = 0
        self._mail_at = self._schedule_at = self._beat_at = 0.0

    def stop(self) -> None:
        """Ask the worker to finish what it is doing and then stop. Safe to call from a signal handler."""
        self.stopping.set()

    def once(self) -> None:
        """Do everything that is due, and return."""
        if self.hold:
            self.show_held()
        while not self.stopping.is_set():
            self._mail_at = float("inf") if self.trouble else 0.0  # one try of a server that is down is enough
            self._schedule_at = 0.0
            if not self.turn():
                break
        self.beat()

    def loop(self) -> None:
        """Work until ``stop`` is called, looking for work every ``CL_HUB["WORK_INTERVAL_SECONDS"]``.

        Survives the absence of the database: it says so and tries again.
        """
        if self.hold:
            self.show_held()
        while not self.stopping.is_set():
            busy = False
            try:
                close_old_connections()
                busy = self.turn()
            except Exception as error:
                logger.exception("The worker met trouble and goes on.")
                self.say(f"worker: {scrub(error)}")
                close_old_connections()
            if not busy:
                self.stopping.wait(conf.get("WORK_INTERVAL_SECONDS"))

    def turn(self) -> bool:
        """Do one round of everything and return whether there may be more to do at once."""
        now = time.monotonic()
        stop = self.stopping.is_set
        if now >= self._beat_at:
            self.beat()
            self._beat_at = now + BEAT_EVERY
        did = 0 if self.hold or now < self._mail_at else self._mail()
        if now >= self._schedule_at:
            did += publish_scheduled(say=self.say, stop=stop)
            self._schedule_at = now + SCHEDULE_EVERY
        did += run_due(owner=self.owner, say=self.say, stop=stop)
        did += run_periodic(owner=self.owner, say=self.say, stop=stop)
        return bool(did)

    def beat(self) -> None:
        """Leave a sign of life for ``/health/ready``."""
        Heartbeat.objects.beat(NAME, trouble=self.trouble)

    def show_held(self) -> None:
        """Say what would be sent."""
        for message in OutboxMessage.objects.unsent().order_by("created_at"):
            self.say(f"held back: mail {message}, promised {message.created_at:%Y-%m-%d %H:%M} UTC")

    def _mail(self) -> int:
        result = deliver_due(owner=self.owner, say=self.say, stop=self.stopping.is_set)
        if result.unreachable:
            self._mail_at = time.monotonic() + PAUSES[min(self._failures, len(PAUSES) - 1)]
            self._failures += 1
        else:
            self._failures = 0
        if result.unreachable != self.trouble:
            self.trouble = result.unreachable
            self.say(f"mail server cannot be reached, mail waits: {self.trouble}" if self.trouble else "mail server is back")
            self.beat()
        return result.touched
