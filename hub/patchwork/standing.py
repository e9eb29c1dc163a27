"""Where people stand in a picture, and how tall.

Source: docs/explanation/design.md §5, "People". Measures the text leaves open (margins, steps,
the height of somebody alone) were set by eye.
"""

from dataclasses import dataclass

from .coats import COATS
from .dice import Dice

_HEIGHTS = (0.60, 0.46, 0.66, 0.50, 0.62)
_LONE_HEIGHT = 0.56
_MARGIN = 0.08
_WIDEST_STEP = 0.74
_HEAD = 0.27
_HEAD_LIFT = 0.62


@dataclass(frozen=True)
class Field:
    """The plain side of a picture, where people stand: a rectangle down to ``height``."""

    left: float
    width: float
    height: float


@dataclass(frozen=True)
class Person:
    """One figure: ``left``, ``top`` and ``width`` of the body, in drawing units."""

    left: float
    top: float
    width: float
    coat: str

    @property
    def radius(self) -> float:
        """The radius of the head."""
        return self.width * _HEAD

    @property
    def head(self) -> tuple[float, float]:
        """The centre of the head."""
        return self.left + self.width / 2, self.top - _HEAD_LIFT * self.radius


def place_people(dice: Dice, field: Field, ground: str, people: int) -> list[Person]:
    """Stand 1 to 7 people in a field, from its start side to its end side."""
    tall, wide = field.height, field.width
    alone, together = min(0.78 * tall, 0.62 * wide), min(0.66 * tall, wide / (0.7 * people + 0.5))
    # Six divides it: the tiles of a coat and their halves come out in whole units.
    width = max(6, int((alone if people == 1 else together) / 6) * 6)
    step = 0.0
    if people > 1:
        step = min(_WIDEST_STEP * width, (wide - (1 + 2 * _MARGIN) * width) / (people - 1))
    first = field.left + (wide - width - step * (people - 1)) / 2
    coats = COATS[ground]
    # Two people never start at the last height: with .62 beside .60 nobody has room to speak.
    starts = range(len(_HEIGHTS) - 1 if people == 2 else len(_HEIGHTS))
    height, colour = dice.pick(starts), dice.pick(range(len(coats)))
    found = []
    for at in range(people):
        share = _LONE_HEIGHT if people == 1 else _HEIGHTS[(height + at) % len(_HEIGHTS)]
        coat = coats[(colour + at) % len(coats)]
        found.append(Person(round(first + at * step), round(tall * (1 - share)), width, coat))
    return found
