"""What the bench makes of its numbers: repeated statements, aims, tables in their place."""

from __future__ import annotations

import pytest
from django.db import connection

from case_studies.models import StoryPage
from tests.bench.aims import Aim, aims
from tests.bench.inspection import Statements
from tests.bench.measure import Cost
from tests.bench.report import PAGE, write
from tests.bench.targets import FLOOR, LABELS, Target

SIZES = (40, 100, 10_000)


def costs(**queries):
    """Every page at the floor's own cost, each with the number of queries given."""
    return {
        (stories, name): Cost(Target(name, "/", queries=queries.get(name, 1)), ratio=1.0, cpu=10.0, p50=10.0)
        for stories in SIZES
        for name in LABELS
    }


@pytest.mark.django_db
def test_a_statement_with_other_values_or_more_of_them_counts_as_repeated():
    counted = Statements()
    with connection.execute_wrapper(counted):
        for keys in ([1], [2], [1, 2, 3]):
            list(StoryPage.objects.filter(pk__in=keys))
        StoryPage.objects.count()
    assert counted.total() == 4
    assert counted.repeated == 2


def test_an_aim_says_by_how_much_it_was_missed():
    assert Aim("story", "queries", 16, 16).verdict == "met"
    assert Aim("story", "queries", 16, 19).verdict == "missed by 3"
    assert Aim("story", "× floor", 2.5, 5).verdict == "missed by 100 %"


def test_every_page_is_held_against_its_aim_at_the_size_where_it_costs_most():
    found = costs(home=17)
    found[(10_000, "story")].ratio = 4.0
    found[(10_000, "gallery")].cpu = 30.0
    missed = {(aim.what, aim.unit): aim.verdict for aim in aims(found) if not aim.is_met}
    assert missed == {
        ("home", "queries"): "missed by 1",
        ("story", "× floor"): "missed by 60 %",
        ("gallery, 10,000 stories to 100", "× CPU"): "missed by 50 %",
    }
    assert (40, FLOOR) in found


def test_a_part_of_the_page_is_replaced_and_the_rest_stays(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text("Before\n<!-- SQLite -->\nold\n<!-- end of SQLite -->\nAfter\n")
    write("new", "SQLite", page)
    write("newer", "SQLite", page)
    assert page.read_text() == "Before\n<!-- SQLite -->\n\nnewer\n\n<!-- end of SQLite -->\nAfter\n"
    with pytest.raises(ValueError, match="no place"):
        write("new", "PostgreSQL", page)


def test_the_page_has_a_place_for_each_database():
    text = PAGE.read_text()
    for name in ("SQLite", "PostgreSQL"):
        assert text.count(f"<!-- {name} -->") == text.count(f"<!-- end of {name} -->") == 1
