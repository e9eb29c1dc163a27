"""An upgrade that adds a view to the admin is noticed: somebody has to say how it keeps academies apart."""

from __future__ import annotations

from tests.crawl.addresses import names_in_admin
from tests.crawl.classes import CLASSES, guarded, known


def test_every_view_of_the_admin_has_been_looked_at():
    new = sorted(set(names_in_admin()) - set(known()))
    assert not new, "crawl them, look at what they show, and add them to tests/crawl/known_views.txt"


def test_no_view_is_known_that_is_gone():
    assert sorted(set(known()) - set(names_in_admin())) == []


def test_known_views_have_a_class_each():
    assert set(known().values()) == CLASSES


def test_guarded_views_are_those_the_guard_acts_on():
    assert {name for name, kind in known().items() if kind == "guarded"} == guarded()
