"""References: read aloud, typed back, never guessed from."""

from __future__ import annotations

import pytest

from toolkit_orders.enums import MOVES, STANDING, OrderStatus
from toolkit_orders.references import ALPHABET, LENGTH, new_reference, shown, stored


def test_reference_has_ten_of_twenty_signs_that_nobody_confuses():
    assert len(ALPHABET) == len(set(ALPHABET)) == 20
    assert not set(ALPHABET) & set("AEIOUL0125689SZN")
    assert all(len(new_reference()) == LENGTH and set(new_reference()) <= set(ALPHABET) for _n in range(50))
    assert len({new_reference() for _n in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CLH-BCDFG-HJKMP", "BCDFGHJKMP"),
        ("clh bcdfg hjkmp", "BCDFGHJKMP"),
        (" CLHBCDFGHJKMP ", "BCDFGHJKMP"),
        ("bcdfghjkmp", "BCDFGHJKMP"),
        ("CLH-BCD", "BCD"),
        ("BCD", "BCD"),
        ("CLH", ""),
        ("", ""),
        ("AEIOU", ""),
        ("B" * 11, ""),
        ("ada@harbour.example", ""),
        ("B'--", "B"),
        ("\x00", ""),
    ],
)
def test_typed_reference_is_found_in_whatever_spacing(typed, found):
    assert stored(typed) == found


def test_prefix_that_could_be_a_reference_is_not_taken_from_one(settings):
    settings.CL_HUB = {**settings.CL_HUB, "REFERENCE_PREFIX": "BC"}
    assert shown("BCDFGHJKMP") == "BC-BCDFG-HJKMP"
    assert stored("BCDFGHJKMP") == stored("BC-BCDFG-HJKMP") == stored("BCBCDFGHJKMP") == "BCDFGHJKMP"


def test_table_of_moves_knows_every_status_and_ends_in_erased():
    assert set(MOVES) == set(OrderStatus.values)
    assert MOVES[OrderStatus.ERASED] == frozenset()
    assert all(OrderStatus.ERASED in MOVES[status] for status in OrderStatus.values if status != OrderStatus.ERASED)
    assert all(status not in MOVES[status] for status in MOVES)
    assert OrderStatus.DECLINED not in STANDING and OrderStatus.REVOKED not in STANDING
