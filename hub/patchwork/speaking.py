"""The voice mark: its outline, and its place beside whoever speaks.

Source: docs/explanation/design.md §5, "Voice"; distances the text leaves open were measured by eye.
"""

from collections.abc import Sequence
from math import hypot

from .dice import Dice
from .shapes import Arc, Line, Outline
from .standing import Field, Person

_SIDE = 1.15
_ROUND = 0.42
# From the middle of the head to the sharp corner, in head radii: across, then upwards.
# The lower place is for heads that nearly touch the top.
_REACH = 1.2
_LIFTS = (0.32, 0.0)


def voice_outline(x: float, y: float, side: float, leftward: bool = False) -> Outline:
    """The voice mark: a square with three round corners and one that points down.

    Args: ``x``, ``y`` its first corner and ``side`` in drawing units; ``leftward``
    when it is left of who speaks, so that the sharp corner is at the right.
    """
    bend = side * _ROUND

    def across(share: float) -> float:
        return x + (side - share if leftward else share)

    low = y + side
    clockwise = not leftward
    return Outline(
        (across(0), low),
        (
            Line((across(0), y + bend)),
            Arc((across(bend), y), bend, clockwise),
            Line((across(side - bend), y)),
            Arc((across(side), y + bend), bend, clockwise),
            Line((across(side), low - bend)),
            Arc((across(side - bend), low), bend, clockwise),
        ),
    )


def _is_free(x: float, y: float, side: float, others: Sequence[Person], field: Field) -> bool:
    """Whether a voice mark stays inside the field and off everybody else."""
    if x < field.left + side / 4 or x + side > field.left + field.width or y < side / 4:
        return False
    for other in others:
        across = x + side / 2 - other.head[0]
        head_gap = hypot(across, y + side / 2 - other.head[1])
        shoulder_gap = hypot(across, y + side / 2 - other.top - other.width / 2)
        if head_gap <= other.radius + 0.78 * side or shoulder_gap <= other.width / 2 + 0.6 * side:
            return False
    return True


def place_voice(dice: Dice, people: Sequence[Person], field: Field) -> Outline | None:
    """The voice mark beside the first of ``people`` with free air; None when there is none."""
    thrown = dice.chance(0.5)
    for person in people:
        (x, y), radius = person.head, person.radius
        others = [other for other in people if other is not person]
        side = round(radius * _SIDE)
        for lift in _LIFTS:
            for leftward in (thrown, not thrown):
                left = round(x - radius * _REACH - side if leftward else x + radius * _REACH)
                top = round(y - lift * radius - side)
                if _is_free(left, top, side, others, field):
                    return voice_outline(left, top, side, leftward)
    return None
