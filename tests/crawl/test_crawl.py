"""Nobody of one academy sees or changes what is another's, at any address there is.

In every run, as editor and manager of B; with ``HUB_CRAWL=all`` (``make matrix-all`` sets it), as every role.
"""

from __future__ import annotations

import os

import pytest

from tests.crawl.addresses import NAMES_OF_ROOMS, Address, without_names
from tests.crawl.crawler import Crawl
from tests.crawl.matrix import PAGE, asked, cell, read
from tests.crawl.params import UnknownParameter, cases
from tests.crawl.side import ROLES
from tests.crawl.world import EVERY_RUN, WRITTEN

MORE = [role for role in (*WRITTEN, *(f"A's {role}" for role in ROLES)) if role not in EVERY_RUN]
CRAWLED = [*EVERY_RUN, *(MORE if os.environ.get("HUB_CRAWL") == "all" else [])]
#: Views of the admin that may answer 200 to "foreign" keys: the framework is national, no academy has rows of it.
HARMLESS = ("wagtailsnippetchoosers_case_studies_",)
PAIRS = [
    pytest.param((role, room), id=f"{role}-{room}", marks=pytest.mark.xdist_group(f"crawl-{role}-{room}"))
    for role in CRAWLED
    for room in NAMES_OF_ROOMS
]


@pytest.fixture(scope="module", params=PAIRS)
def crawled(request, world, django_db_blocker):
    """One person's walk through one room, once for the tests that look at it."""
    role, room = request.param
    with django_db_blocker.unblock():
        return Crawl(world, role).room(room)


@pytest.fixture
def role(request):
    return request.node.callspec.params["crawled"][0]


def listed(rows: list[str]) -> str:
    return f"{len(rows)}\n" + "\n".join(rows[:40])


@pytest.mark.usefixtures("db")
class TestEveryAddress:
    def test_shows_nothing_of_another_academy(self, crawled):
        assert not crawled.seen, listed(crawled.seen)

    def test_changes_nothing_of_another_academy(self, crawled):
        assert not crawled.changed, listed(crawled.changed)

    def test_answers_without_breaking(self, crawled):
        assert crawled.requests > 10
        assert not crawled.broken, listed(crawled.broken)

    def test_opens_nothing_by_keys_of_another_academy(self, crawled, role):
        if role in ("superuser", "national_editor") or role.startswith("A's"):
            return  # they look after it: what they open is in the written matrix
        assert not {name for name in crawled.opened if not name.startswith(HARMLESS)}

    def test_answers_as_the_written_matrix_says(self, crawled, role):
        known = read(PAGE.read_text()).get(role)
        if known is None:
            return  # people of A: what they may do is in the column of their role
        fresh = {
            without_names(a.format): cell(crawled, a) or "–" for a in asked() if any(p == a.format for p, _ in crawled.statuses)
        }
        differs = {path: (known.get(path), now) for path, now in fresh.items() if known.get(path) != now}
        assert not differs, "run: python -m tests.crawl"


def test_written_matrix_lists_every_address():
    written = read(PAGE.read_text())
    assert set(written["superuser"]) == {without_names(address.format) for address in asked()}
    assert list(written) == list(WRITTEN)


@pytest.mark.parametrize("params", [("shoe_size",), ("page_id", "shoe_size")])
def test_parameter_nobody_knows_fails(world, db, params):
    path = "/admin/shoes/" + "".join(f"%({name})s/" for name in params)
    with pytest.raises(UnknownParameter, match="shoe_size"):
        cases(Address("shoes:edit", path, params, None), world)


def test_key_whose_model_nobody_knows_fails(world, db):
    with pytest.raises(UnknownParameter, match="whose key"):
        cases(Address("shoes:edit", "/admin/shoes/%(pk)s/", ("pk",), None), world)
