"""The pictures themselves: covers, cloths, badges, the selvedge, the mark, the voice.

Source: docs/explanation/design.md §5.
"""

from collections.abc import Iterable, Sequence

from .coats import COATS
from .dice import Dice
from .errors import PeopleOutOfRange, ShapeOutOfRange, UnknownGround
from .palette import HUB, Palette
from .patches import PRINCIPLES, Sewing, known_principles, patch, sew
from .people import checked_people, people_shapes
from .shapes import UNIT, Drawing, Shape, box, dome
from .speaking import voice_outline
from .standing import Field, place_people

GROUNDS = ("deep", "tint", "tint", "bright")
_FIELD_SHARES = {1: 0.56, 2: 0.60, 3: 0.68, 4: 0.74}
_CROWD_SHARE = 0.80
# A field much wider than high spreads people thin: three to two is the most.
_WIDEST_FIELD = 1.5
_MOST_BOXES = 64
_SELVEDGE = 46


def _checked_shape(cols: int, rows: int) -> None:
    if not (1 <= cols <= _MOST_BOXES and 1 <= rows <= _MOST_BOXES):
        raise ShapeOutOfRange(f"{cols} x {rows} patches: each side has 1 to {_MOST_BOXES}")


def _field_cols(cols: int, rows: int, people: int) -> int:
    """How many columns are left plain for ``people``; at least one."""
    share = _FIELD_SHARES.get(people, _CROWD_SHARE)
    return max(1, min(round(cols * share), int(rows * _WIDEST_FIELD)))


def _half_disc(dice: Dice, palette: Palette, field: Field, ground: str, coats: set[str]) -> Shape:
    """The half disc that rises behind people, in a colour neither ground nor coat has."""
    # Paper three times: the quietest one is the usual one.
    others = [name for name in ("paper", "paper", "paper", "mid", "tint") if name != ground]
    colour = dice.pick([name for name in others if name not in coats] or others)
    radius = round(min(0.42 * field.width, 0.62 * field.height))
    middle = field.left + field.width / 2
    return Shape(getattr(palette, colour), (dome(middle, field.height, radius),))


def _peopled(
    dice: Dice,
    palette: Palette,
    principles: Sequence[int],
    people: int,
    shape: tuple[int, int, int],
    ground: str,
) -> Drawing:
    """A picture with people; ``shape`` is columns, rows, and columns of patches."""
    cols, rows, patched = shape
    width, height = cols * UNIT, rows * UNIT
    field = Field(patched * UNIT, width - patched * UNIT, height)
    standing = place_people(dice, field, ground, people)
    return Drawing(
        width,
        height,
        (
            Shape(getattr(palette, ground), (box(0, 0, width, height),), crisp=True),
            _half_disc(dice, palette, field, ground, {person.coat for person in standing}),
            *sew(dice, palette, principles, patched, rows, on_deep=ground == "deep"),
            *people_shapes(dice, palette, field, ground, standing, principles),
        ),
    )


def cover(
    *,
    palette: Palette,
    academy: str,
    story: str,
    principles: Iterable[int],
    people: int,
    cols: int = 6,
    rows: int = 4,
    ground: str | None = None,
) -> Drawing:
    """The picture of a story: its principles' patches, and the people who tell it.

    Args: slugs of the ``academy`` and the ``story``; ``principles`` 1 to 8, in any
    order (none yet: all eight); ``people`` 0 to 7, 0 for patches everywhere; ``cols``
    and ``rows`` of patches, 1 to 64; ``ground`` deep, tint or bright, else by dice.
    Result: a Drawing of ``cols`` by ``rows``; same arguments, same Drawing.
    Raises UnknownPrinciple, PeopleOutOfRange, ShapeOutOfRange, UnknownGround.
    """
    _checked_shape(cols, rows)
    checked_people(people)
    shown = known_principles(principles)
    dice = Dice(academy, story)
    # Thrown even when it is given, so that a chosen ground changes the ground only.
    thrown = dice.pick(GROUNDS)
    ground = thrown if ground is None else ground
    if ground not in COATS:
        raise UnknownGround(f"No ground {ground!r}: they are {', '.join(COATS)}")
    if people:
        patched = cols - _field_cols(cols, rows, people)
        return _peopled(dice, palette, shown, people, (cols, rows, patched), ground)
    shapes = sew(dice, palette, shown, cols, rows)
    return Drawing(cols * UNIT, rows * UNIT, shapes)


def hero(
    *,
    palette: Palette,
    academy: str,
    people: int = 3,
    cols: int = 7,
    rows: int = 6,
    patched: int = 3,
) -> Drawing:
    """The picture at the head of a home page: patches, then people, on deep.

    Args: ``academy``, its slug; ``people`` 1 to 7 (5 look well with 2 ``patched``
    columns); ``cols`` and ``rows`` of patches, 1 to 64, ``patched`` of which are sewn.
    Raises PeopleOutOfRange, ShapeOutOfRange.
    """
    _checked_shape(cols, rows)
    if not 0 <= patched < cols:
        raise ShapeOutOfRange(f"{patched} of {cols} columns: people need at least one")
    if not checked_people(people):
        raise PeopleOutOfRange("0 people: a hero shows somebody; cloth() is for patches alone")
    return _peopled(Dice(academy, "hero"), palette, PRINCIPLES, people, (cols, rows, patched), "deep")


def cloth(
    *,
    palette: Palette,
    key: str,
    cols: int = 5,
    rows: int = 3,
    principles: Iterable[int] = PRINCIPLES,
) -> Drawing:
    """Patches everywhere: an academy's own cloth, or one principle's when nothing is found.

    Args: ``key``, the academy's slug; ``cols`` and ``rows``, 1 to 64; ``principles``.
    Raises UnknownPrinciple, ShapeOutOfRange.
    """
    return cover(palette=palette, academy=key, story="cloth", principles=principles, people=0, cols=cols, rows=rows)


def selvedge(palette: Palette = HUB, key: str = "hub") -> Drawing:
    """The footer's edge: one row of 46 patches on deep, wide enough for any screen."""
    shapes = sew(Dice(key, "selvedge"), palette, PRINCIPLES, _SELVEDGE, 1, on_deep=True)
    return Drawing(_SELVEDGE * UNIT, UNIT, shapes)


def _fixed(palette: Palette, boxes: Sequence[tuple[int, int, tuple[str, str]]], cols: int) -> Drawing:
    """Boxes of (principle, turns, pair) sewn row by row, nothing left to dice."""
    sewing = Sewing(palette)
    for at, (principle, turns, pair) in enumerate(boxes):
        x, y = at % cols * UNIT, at // cols * UNIT
        sewing.add_box(pair[1], x, y)
        sewing.add_layers(patch(principle, x, y, UNIT, turns), pair)
    return Drawing(cols * UNIT, len(boxes) // cols * UNIT, sewing.shapes())


def badge(*, palette: Palette, principle: int) -> Drawing:
    """One principle's patch, bright on deep; raises UnknownPrinciple."""
    return _fixed(palette, [(principle, 0, ("bright", "deep"))], cols=1)


def mark(palette: Palette = HUB) -> Drawing:
    """The hub's mark: four patches, two by two. It stays the hub's on academy pages."""
    boxes = [
        (7, 0, ("bright", "deep")),
        (3, 0, ("deep", "bright")),
        (1, 0, ("spark", "tint")),
        (8, 0, ("tint", "deep")),
    ]
    return _fixed(palette, boxes, cols=2)


def voice(palette: Palette = HUB, colour: str = "bright") -> Drawing:
    """The voice mark above a quotation, on nothing.

    Args: ``colour``, the name of one of the palette's colours. Raises AttributeError.
    """
    outline = voice_outline(0, 0, UNIT)
    return Drawing(UNIT, UNIT, (Shape(getattr(palette, colour), (outline,)),))
