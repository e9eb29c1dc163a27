"""How many people a picture shows, and how they are drawn.

Source: docs/explanation/design.md §5, "People".
"""

from collections.abc import Sequence

from .coats import PATTERNS, choose_head, coat_shapes, pattern_share
from .dice import Dice
from .errors import PeopleOutOfRange, UnknownLevel
from .palette import Palette
from .shapes import Arc, Outline, Shape
from .speaking import place_voice
from .standing import Field, Person

MOST_PEOPLE = 7
_BY_LEVEL = {"individual": 1, "organisational": 3, "national": 5}


def people_for(level: str, group: bool = False, pair: bool = False) -> int:
    """How many people a story's picture shows.

    Args: ``level`` is individual, organisational or national; ``group`` for a story
    told by a group (5 at any level); ``pair`` for an individual story told by two.
    Raises UnknownLevel. Source: docs/explanation/design.md §5.
    """
    if level not in _BY_LEVEL:
        raise UnknownLevel(f"No level {level!r}: they are {', '.join(_BY_LEVEL)}")
    if group:
        return _BY_LEVEL["national"]
    return 2 if pair and level == "individual" else _BY_LEVEL[level]


def checked_people(people: int) -> int:
    """``people`` itself; raises PeopleOutOfRange unless it is 0 to MOST_PEOPLE."""
    if not 0 <= people <= MOST_PEOPLE:
        raise PeopleOutOfRange(f"{people} people: a picture shows 0 to {MOST_PEOPLE}")
    return people


def _head_shapes(palette: Palette, person: Person, halves: tuple[str, str]) -> tuple[Shape, Shape]:
    """Two half discs. The first reaches a little under the second, so no seam shows."""
    (x, y), radius = person.head, person.radius
    left, right = (getattr(palette, name) for name in halves)
    under = round(radius / 12)
    rise = (radius**2 - under**2) ** 0.5
    tip = (x + under, y - rise)
    first = Outline((x + under, y + rise), (Arc((x - radius, y), radius), Arc(tip, radius)))
    second = Outline((x, y - radius), (Arc((x, y + radius), radius),))
    return Shape(left, (first,)), Shape(right, (second,))


def _behind(standing: Sequence[Person], drawn: Sequence[Person], at: int) -> tuple[str | None, str | None]:
    """The coats already drawn at the start and the end side of one person."""

    def coat(place: int) -> str | None:
        there = 0 <= place < len(standing) and standing[place] in drawn
        return standing[place].coat if there else None

    return coat(at - 1), coat(at + 1)


def people_shapes(
    dice: Dice,
    palette: Palette,
    field: Field,
    ground: str,
    standing: Sequence[Person],
    principles: Sequence[int],
) -> tuple[Shape, ...]:
    """Everybody in a picture, and who speaks.

    Args: ``ground`` is deep, tint or bright; ``standing`` from place_people;
    ``principles`` whose patches the coats may carry.
    """
    by_height = sorted(standing, key=lambda person: person.top)
    shapes: list[Shape] = []
    for drawn, person in enumerate(by_height):
        behind = _behind(standing, by_height[:drawn], standing.index(person))
        head = choose_head(dice, ground, person.coat, behind)
        pattern = PATTERNS.get((ground, person.coat))
        if not dice.chance(pattern_share(len(standing))):
            pattern = None
        body = (person.left, person.top, person.width, field.height)
        principle = dice.pick(principles)
        shapes += coat_shapes(palette, body, (person.coat, pattern), principle, dice)
        shapes += _head_shapes(palette, person, head)
    voice = place_voice(dice, by_height, field)
    if voice:
        shapes.append(Shape(palette.spark if ground == "deep" else palette.deep, (voice,)))
    return tuple(shapes)
