"""The site under gunicorn, which tells with each answer how much CPU the process has used so far."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
site = get_wsgi_application()
#: nanoseconds of user and system time of the whole process since it started
HEADER = "X-Bench-Cpu"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the site does; the difference between two answers is what lay between them: one request, server and all."""

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, (HEADER, str(time.process_time_ns()))], *rest)

    return site(environ, start)
