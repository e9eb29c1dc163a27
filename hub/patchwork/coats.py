"""What the people in a picture wear, and which heads go with it.

Never faces, skin tones, hair, or symbols of faith or disability: a picture must not
guess who somebody is. Source: docs/explanation/design.md §5.
"""

from collections.abc import Sequence

from .clip import clipped, inside
from .dice import Dice
from .palette import Palette
from .patches import Sewing, patch
from .shapes import Outline, Shape, arch

# Neighbours wear neighbouring colours of a ground's row, so no two coats run together.
COATS: dict[str, tuple[str, ...]] = {
    "deep": ("bright", "paper", "spark", "tint"),
    "tint": ("deep", "spark", "mid", "bright"),
    "bright": ("spark", "deep", "paper", "mid"),
}

# The patch colour of the coats that can carry one on a ground.
PATTERNS: dict[tuple[str, str], str] = {
    ("deep", "bright"): "deep",
    ("tint", "deep"): "bright",
    ("tint", "mid"): "paper",
    ("bright", "deep"): "bright",
    ("bright", "mid"): "paper",
}

# Two halves of a head. The dice say which half is at the start side.
Head = tuple[str, str]
_LIT: Head = ("bright", "bright_shade")
_WARM: Head = ("spark", "spark_shade")
_DARK: Head = ("deep", "mid")
_PALE: Head = ("paper", "tint")

# On deep the voice is spark, so a spark head there is one in four.
HEADS: dict[tuple[str, str], tuple[Head, ...]] = {
    ("deep", "bright"): (_PALE, _PALE, _PALE, _WARM),
    ("deep", "paper"): (_LIT, _LIT, _LIT, _WARM),
    ("deep", "spark"): (_PALE, _LIT),
    ("deep", "tint"): (_LIT, _LIT, _LIT, _WARM),
    ("tint", "deep"): (_LIT, _WARM),
    ("tint", "spark"): (_DARK, _LIT),
    ("tint", "mid"): (_WARM, _LIT),
    ("tint", "bright"): (_DARK, _WARM),
    ("bright", "deep"): (_PALE, _WARM),
    ("bright", "paper"): (_WARM, _DARK),
    ("bright", "mid"): (_WARM, _PALE),
    ("bright", "spark"): (_DARK, _PALE),
}

_TILES = 3


def pattern_share(people: int) -> float:
    """The share of coats fit for patches that get them: .72 for one or two, .58 for a crowd."""
    return {1: 0.72, 2: 0.72, 3: 0.66, 4: 0.62}.get(people, 0.58)


def choose_head(dice: Dice, ground: str, coat: str, behind: tuple[str | None, str | None]) -> Head:
    """The two halves of a head, start side first, in colours the coat goes with.

    Args: ``ground`` and ``coat``, names of colours; ``behind``, the coats the head is
    seen against at its start and its end side, None where that is the ground. A half
    in the colour behind it would vanish, so the dice choose among the least hidden.
    """
    found = [turned for head in HEADS[ground, coat] for turned in (head, head[::-1])]
    hidden = [sum(half == back for half, back in zip(head, behind, strict=True)) for head in found]
    least = min(hidden)
    return dice.pick([head for head, count in zip(found, hidden, strict=True) if count == least])


def coat_shapes(
    palette: Palette,
    body: tuple[float, float, float, float],
    colours: tuple[str, str | None],
    principle: int,
    dice: Dice,
) -> tuple[Shape, ...]:
    """A coat, with or without patches.

    Args: ``body`` as x, top, width and floor in drawing units; ``colours`` of the
    palette: the coat's and its patches' (None for a plain coat); ``principle`` whose
    patch fills every other tile, a third of the width each, counted from the floor.
    """
    coat, pattern = colours
    x, top, width, floor = body
    outline = arch(x, top, width, floor)
    plain = Shape(getattr(palette, coat), (outline,))
    if pattern is None:
        return (plain,)
    sewing = Sewing(palette)
    size = width / _TILES
    window = outline.points(reach=size / 10)
    rows = int((floor - top) / size) + 1
    for row in range(rows):
        for col in range(row % 2, _TILES, 2):
            # Half turns only: the coat keeps one direction, like cloth on a bolt.
            layers = patch(principle, x + col * size, floor - (row + 1) * size, size, dice.pick((0, 2)))
            cut = tuple(tuple(_cut_all(layer, window, size)) for layer in layers)
            sewing.add_layers(cut, (pattern, coat))
    return (plain, *(shape for shape in sewing.shapes() if shape.outlines))


def _cut_all(layer: Sequence[Outline], window: Sequence[tuple[float, float]], size: float) -> list[Outline]:
    """A layer's outlines, cut where they leave the coat and exact where they do not."""
    kept = []
    for outline in layer:
        if inside(window, outline.points(reach=size / 10)):
            kept.append(outline)
        elif cut := clipped(outline, window, reach=size / 10):
            kept.append(cut)
    return kept
