"""The eight patches, one for each principle, and how a row of boxes is sewn.

Source: docs/explanation/design.md §5, "Patch".
"""

from collections.abc import Iterable, Sequence

from .dice import Dice
from .errors import UnknownPrinciple
from .palette import Palette
from .shapes import UNIT, Arc, Line, Outline, Point, Shape, box, disc, dome, polygon

PRINCIPLES = tuple(range(1, 9))
PLAIN_SHARE = 0.16

# Shape over box, by name of the palette's colour.
LIGHT_PAIRS = (
    ("deep", "tint"),
    ("bright", "paper"),
    ("deep", "bright"),
    ("bright", "deep"),
    ("mid", "mist"),
    ("spark", "paper"),
    ("paper", "mid"),
)
DEEP_PAIRS = (
    ("bright", "deep"),
    ("mid", "deep"),
    ("deep", "tint"),
    ("deep", "bright"),
    ("tint", "mid"),
    ("spark", "tint"),
    ("paper", "mid"),
)

_HALF = UNIT / 2

# The layers of a patch from the bottom up: first colour, second colour, first colour …
# (the second colour cuts the hole of a ring without an even-odd rule).
Layers = tuple[tuple[Outline, ...], ...]


def _quarter(radius: float) -> Outline:
    """A quarter disc about the box's first corner."""
    return Outline((0, 0), (Line((radius, 0)), Arc((0, radius), radius)))


def _leaf(tip: Point, end: Point) -> Outline:
    """Two quarter arcs from corner to corner."""
    radius = abs(end[0] - tip[0])
    return Outline(tip, (Arc(end, radius), Arc(tip, radius)))


def _bar(number: int, width: float) -> Outline:
    return box(0, UNIT * (0.0625 + 0.25 * number), width, UNIT * 0.125)


_CORNERS: tuple[Point, ...] = ((0, 0), (UNIT, 0), (UNIT, UNIT), (0, UNIT))

_PATCHES: dict[int, Layers] = {
    1: ((_quarter(UNIT),),),
    2: ((_quarter(UNIT),), (_quarter(UNIT * 0.7),), (_quarter(UNIT * 0.4),)),
    3: ((dome(_HALF, _HALF, _HALF), dome(_HALF, UNIT, _HALF)),),
    4: ((disc(_HALF, _HALF, _HALF),), (disc(_HALF, _HALF, UNIT * 0.225),)),
    5: ((_bar(0, UNIT), _bar(1, UNIT), _bar(2, UNIT), _bar(3, UNIT * 0.6)),),
    6: (
        (
            polygon([(0, 0), (UNIT, 0), (_HALF, _HALF)]),
            polygon([(_HALF, _HALF), (UNIT, UNIT), (0, UNIT)]),
        ),
    ),
    7: ((_leaf((0, 0), (UNIT, UNIT)),),),
    8: (tuple(_leaf((_HALF, _HALF), corner) for corner in _CORNERS),),
}


def known_principles(principles: Iterable[int]) -> tuple[int, ...]:
    """Principles in order and without repeats; all eight when there are none yet.

    The order a database hands them over in must not change a picture.
    Raises UnknownPrinciple when one is not 1 to 8.
    """
    asked = set(principles)
    strangers = asked.difference(PRINCIPLES)
    if strangers:
        raise UnknownPrinciple(f"No principle {sorted(map(repr, strangers))}: they are 1 to 8")
    return tuple(sorted(asked)) or PRINCIPLES


def patch(principle: int, x: float, y: float, size: float, turns: int) -> Layers:
    """The outlines of one patch, without its box.

    Args: ``principle`` 1 to 8; ``x``, ``y`` the box's first corner and ``size`` its
    side in drawing units; ``turns`` clockwise quarter turns.
    Result: layers from the bottom up, in first and second colour by turns.
    Raises UnknownPrinciple.
    """
    (number,) = known_principles([principle])
    scale = size / UNIT
    return tuple(tuple(outline.placed(x, y, scale, turns) for outline in layer) for layer in _PATCHES[number])


class Sewing:
    """Collects patches and hands back few shapes: one for each layer and colour.

    Boxes lie side by side, so everything in one layer and colour can be one path.
    """

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._layers: dict[tuple[int, str], list[Outline]] = {}

    def _add(self, depth: int, colour: str, outlines: Iterable[Outline]) -> None:
        fill = getattr(self._palette, colour)
        self._layers.setdefault((depth, fill), []).extend(outlines)

    def add_box(self, colour: str, x: float, y: float) -> None:
        """Sew in a plain box of ``colour`` (a name of the palette's)."""
        self._add(0, colour, [box(x, y, UNIT, UNIT)])

    def add_layers(self, layers: Layers, pair: tuple[str, str]) -> None:
        """Sew on a patch in a pair of the palette's colour names, shape first."""
        for depth, outlines in enumerate(layers):
            self._add(depth + 1, pair[depth % 2], outlines)

    def shapes(self) -> tuple[Shape, ...]:
        """Everything sewn so far, boxes first."""
        order = sorted(self._layers, key=lambda key: key[0])
        return tuple(Shape(fill, tuple(self._layers[depth, fill]), crisp=depth == 0) for depth, fill in order)


def sew(
    dice: Dice,
    palette: Palette,
    principles: Sequence[int],
    cols: int,
    rows: int,
    on_deep: bool = False,
) -> tuple[Shape, ...]:
    """Fill ``cols`` x ``rows`` boxes from the first corner with patches the dice choose."""
    sewing = Sewing(palette)
    pairs = DEEP_PAIRS if on_deep else LIGHT_PAIRS
    for row in range(rows):
        for col in range(cols):
            pair = dice.pick(pairs)
            principle = dice.pick(principles)
            turns = dice.pick(range(4))
            plain = dice.chance(PLAIN_SHARE)
            x, y = col * UNIT, row * UNIT
            sewing.add_box(pair[1], x, y)
            if not plain:
                sewing.add_layers(patch(principle, x, y, UNIT, turns), pair)
    return sewing.shapes()
