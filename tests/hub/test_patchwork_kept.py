"""Drawings that were drawn before are not drawn again, and are the same."""

from __future__ import annotations

from unittest import mock

import pytest

from hub.patchwork import HUB, Palette, ShapeOutOfRange, UnknownPrinciple, badge, cloth, cover, drawn, selvedge, svg

STORY = {"academy": "north-west", "story": "kept", "principles": (7, 5), "people": 3}


def test_a_kept_drawing_is_the_one_that_would_be_drawn():
    assert drawn(cover, palette=HUB, **STORY) == svg(cover(palette=HUB, **STORY))
    assert drawn(selvedge, fit="xMinYMid slice") == svg(selvedge(), fit="xMinYMid slice")


def test_a_drawing_is_drawn_once_for_the_same_arguments_and_again_for_others():
    maker = mock.Mock(side_effect=badge)
    for number in (1, 2, 1, 2, 1):
        drawn(maker, palette=HUB, principle=number)
    assert maker.call_count == 2
    drawn(maker, palette=Palette("#5a1f4b", "#f6b53c"), principle=1)
    assert maker.call_count == 3


@pytest.mark.parametrize(
    ("maker", "arguments", "error"),
    [(badge, {"principle": 9}, UnknownPrinciple), (cloth, {"key": "x", "cols": 0}, ShapeOutOfRange)],
)
def test_what_cannot_be_drawn_is_an_error_each_time(maker, arguments, error):
    for _twice in range(2):
        with pytest.raises(error):
            drawn(maker, palette=HUB, **arguments)
