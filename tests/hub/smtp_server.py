"""A real SMTP server in a thread, for tests of what a mail server may do to us."""

from __future__ import annotations

import asyncio
import email
import socket
import threading
from contextlib import contextmanager

from aiosmtpd.controller import Controller


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Post:
    """What the server took in, and how it answers.

    ``rcpt`` and ``data`` map an address to the reply it gets; ``stall`` keeps the reply after DATA back.
    """

    def __init__(self) -> None:
        self.mails: list[email.message.Message] = []
        self.sessions: list[object] = []
        self.rcpt: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self.stall = False
        self.arrived = threading.Event()
        self.lock = threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0] in self.data:
            return self.data[envelope.rcpt_tos[0]]
        with self.lock:
            if session not in self.sessions:
                self.sessions.append(session)
            self.mails.append(email.message_from_bytes(envelope.content))
        self.arrived.set()
        while self.stall:
            await asyncio.sleep(0.05)
        return "250 accepted"

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]

    @property
    def recipients(self) -> list[str]:
        return [mail["To"] for mail in self.mails]


@contextmanager
def serving(post: Post, port: int):
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post
    finally:
        post.stall = False
        controller.stop()


@contextmanager
def silent(port: int):
    """A server that takes connections and never says a word."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(5)
    try:
        yield
    finally:
        listening.close()
