"""Asks each page once in this process, checks that it shows what it should, and counts its queries.

``python -m tests.bench.inspection 40 FILE`` writes the targets of the database with 40 stories.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.targets import FLOOR, Target

SENDS = 1000
GALLERIES = ("gallery", "filtered", "searched")
CSRF = "b" * 32
PERSON = {"name": "Ada Okafor", "organisation_type": "voluntary", "organisation": "Harbour Street Community House"}
_VALUES = re.compile(r"\((?:%s(?:, )?)+\)")


class Statements(Counter[str]):
    """Statements by their text, lists of values of any length counted as one."""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self[_VALUES.sub("(…)", sql)] += 1
        return execute(sql, params, many, context)

    @property
    def repeated(self) -> int:
        return sum(number - 1 for number in self.values())


def targets(stories: int) -> list[Target]:
    """Return what to measure, counted and checked.

    Raises:
        AssertionError: a page does not show what the bench says it measures.
    """
    from tests.bench.stories import MATCHED
    from tests.bench.world import FLOOR_HOST, measured_pages

    pages = measured_pages()
    paths = {name: urlsplit(page.url).path for name, page in pages.items()}  # two sites: addresses have a host
    found = [
        Target(FLOOR, "/bare/", FLOOR_HOST),
        Target("home", paths["home"]),
        Target("story", paths["story"]),
        Target("gallery", paths["gallery"]),
        Target("filtered", f"{paths['gallery']}?level=organisational&principle=7"),
        Target("searched", f"{paths['gallery']}?q={MATCHED}"),
        Target("form", paths["form"]),
    ]
    counted = [_counted(target) for target in found]
    _check_counts(found, stories)
    return [*counted, _counted_send(pages["form"])]


def _counted(target: Target) -> Target:
    client = Client(SERVER_NAME=target.host)
    for _warm in range(2):
        assert client.get(target.path).status_code == 200, target.path
    statements = Statements()
    with CaptureQueriesContext(connection) as captured, connection.execute_wrapper(statements):
        client.get(target.path)
    return replace(target, queries=len(captured), repeated=statements.repeated)


def _check_counts(found: list[Target], stories: int) -> None:
    """The story has its pictures; the galleries say the numbers they must, and two facets leave something."""
    html = {target.name: Client().get(target.path).content.decode() for target in found if target.host == "localhost"}
    said = {name: int(re.search(r"<title>\D*([\d,]+)", html[name])[1].replace(",", "")) for name in GALLERIES}  # type: ignore[index]
    assert html["story"].count("<picture") >= 3
    assert said["gallery"] == stories
    assert said["searched"] == stories // 2
    assert 0 < said["filtered"] < stories // 2


def _counted_send(page: Any) -> Target:
    from toolkit_orders.flow.seals import new_ticket, seal, unseal

    client, path = Client(), urlsplit(page.url).path
    opened = client.get(path).content.decode()
    required = {name: re.search(rf'name="{name}"[^>]* value="([^"]+)"', opened) for name in re.findall(r'name="(q-[^"]+)"', opened)}
    area = re.search(r'<option value="([^"]+)"', opened) or re.search(r'name="area"[^>]* value="([^"]+)"', opened)
    answers = {name: value[1] if value else "Words" for name, value in required.items()}
    form = {**PERSON, **answers, "area": area[1] if area else "", "email": "ada@harbour.example", "step": "check"}
    checked = client.post(path, {**form, "ticket": seal(new_ticket(), page.pk)}).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', checked)
    assert sealed, "the form was not accepted"
    data = unseal(sealed[1], page.pk).data or {}

    def body(number: int) -> dict[str, str]:
        own = {**data, "email": [f"person{number}@harbour.example"]}
        return {"step": "send", "sealed": seal(new_ticket(), page.pk, own), "csrfmiddlewaretoken": CSRF}

    for number in range(2):
        assert client.post(path, body(number)).status_code == 302
    statements = Statements()
    with CaptureQueriesContext(connection) as captured, connection.execute_wrapper(statements):
        client.post(path, body(2))
    bodies = [urlencode(body(number)) for number in range(3, SENDS)]
    headers = {"Cookie": f"csrftoken={CSRF}", "Content-Type": "application/x-www-form-urlencoded"}
    return Target("send", path, bodies=bodies, queries=len(captured), repeated=statements.repeated, headers=headers)


if __name__ == "__main__":
    django.setup()
    Path(sys.argv[2]).write_text(json.dumps([target.stored() for target in targets(int(sys.argv[1]))]))
