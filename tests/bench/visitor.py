"""An anonymous visitor without cookies, who asks again and again and notes what each answer took."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.bench.server import Failed
from tests.bench.targets import Target

CPU = "X-Bench-Cpu"
LONGEST = 120


@dataclass(frozen=True)
class Answer:
    """One answer.

    Attributes:
        wall: milliseconds from the request to the last byte.
        cpu: milliseconds the server's process has used since it started.
        size: bytes of the body as sent, which is compressed where it is worth it.
    """

    wall: float
    cpu: float
    size: int


class Visitor:
    """Asks one server for one target."""

    def __init__(self, port: int, target: Target) -> None:
        self.port, self.target = port, target
        self.bodies: Iterator[str] = iter(target.bodies)

    def ask(self) -> Answer:
        """Ask once, on a connection of its own: gunicorn's plain worker closes it anyway.

        Raises:
            Failed: another answer than the page, or the way on after a form.
        """
        target = self.target
        headers = {"Host": target.host, "Accept-Encoding": "gzip", "Accept": "text/html", "Connection": "close", **target.headers}
        body = next(self.bodies) if target.bodies else None
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        started = time.perf_counter()
        connection.request("POST" if body else "GET", target.path, body, headers)
        response = connection.getresponse()
        content = response.read()
        wall = (time.perf_counter() - started) * 1000
        connection.close()
        if response.status != (302 if body else 200):
            raise Failed(f"{target.name}: {target.path} answered {response.status}")
        return Answer(wall, int(response.headers[CPU]) / 1e6, len(content))

    def costs(self, number: int) -> list[tuple[float, Answer]]:
        """Return the CPU and the answer of ``number`` requests in a row; one more goes before, to count from."""
        answers = [self.ask() for _ in range(number + 1)]
        return [(after.cpu - before.cpu, after) for before, after in zip(answers, answers[1:], strict=False)]

    def rate(self, seconds: float, *, connections: int) -> float:
        """Return the requests answered a second, asked by so many at once."""
        end = time.perf_counter() + seconds

        def keep_asking(_number: int) -> int:
            count = 0
            while time.perf_counter() < end:
                self.ask()
                count += 1
            return count

        started = time.perf_counter()
        with ThreadPoolExecutor(connections) as pool:
            total = sum(pool.map(keep_asking, range(connections)))
        return total / (time.perf_counter() - started)
