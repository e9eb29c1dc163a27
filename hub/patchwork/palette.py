"""The colours of an academy: two are chosen, the rest are worked out.

Source: docs/explanation/design.md §2. Contrast is WCAG 2.2, "contrast ratio".
"""

import colorsys
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .errors import NotAColour

WHITE = "#ffffff"
INK = "#1c2422"
PAPER = "#fbf7ef"
SPARK = "#e2603f"

_HEX = re.compile(r"#[0-9a-f]{6}")
# Fine enough that two neighbouring steps differ by less than one 8-bit level.
_LIGHTNESS_STEPS = 512


def _channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0 to 255) of ``#rrggbb``; raises NotAColour."""
    if not isinstance(colour, str) or not _HEX.fullmatch(colour.lower()):
        raise NotAColour(f"{colour!r} is not a colour: write # and six digits, like #173f3a")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(colour: str, share: float, other: str = WHITE) -> str:
    """Mix two colours.

    Args: ``colour`` and ``other`` as #rrggbb; ``share`` of ``colour``, 0 to 1.
    Result: #rrggbb. Raises NotAColour.
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance, 0 (black) to 1 (white)."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1.0 to 21.0, in either order.

    Args: two colours as #rrggbb. Raises NotAColour.
    """
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True)
class Palette:
    """The colours one academy's pictures are drawn in.

    Args: ``deep`` and ``bright`` as #rrggbb, in either case. Raises NotAColour.
    The other colours are derived (docs/explanation/design.md §2) and cannot be chosen.
    """

    deep: str
    bright: str

    def __post_init__(self) -> None:
        for name in ("deep", "bright"):
            _channels(getattr(self, name))
            object.__setattr__(self, name, getattr(self, name).lower())

    @property
    def tint(self) -> str:
        """38% bright in white: the pale ground of most pictures."""
        return mix(self.bright, 0.38)

    @property
    def mist(self) -> str:
        """14% deep in white: quiet bands for tools."""
        return mix(self.deep, 0.14)

    @property
    def mid(self) -> str:
        """62% deep in white: the second dark."""
        return mix(self.deep, 0.62)

    @property
    def bright_shade(self) -> str:
        """The darker half of a bright head."""
        return mix(self.bright, 0.78, self.deep)

    @property
    def spark_shade(self) -> str:
        """The darker half of a spark head."""
        return mix(SPARK, 0.70, self.deep)

    @property
    def paper(self) -> str:
        """The same warm white for every academy."""
        return PAPER

    @property
    def spark(self) -> str:
        """The same coral for every academy; pictures only, never text."""
        return SPARK

    @property
    def ink(self) -> str:
        """The colour of text, the same for every academy."""
        return INK


HUB = Palette("#173f3a", "#f2b441")


class Rule(StrEnum):
    """The checks an academy's two colours must pass (docs/explanation/design.md §2)."""

    WHITE_ON_DEEP = "white-on-deep"
    INK_ON_BRIGHT = "ink-on-bright"
    BRIGHT_ON_DEEP = "bright-on-deep"


REQUIRED: dict[Rule, float] = {
    Rule.WHITE_ON_DEEP: 7.0,
    Rule.INK_ON_BRIGHT: 7.0,
    Rule.BRIGHT_ON_DEEP: 4.5,
}


@dataclass(frozen=True)
class Refusal:
    """One check that two colours fail.

    ``rule`` says which; ``measured`` and ``required`` are contrast ratios, unrounded;
    ``change`` is the colour to move, ``"deep"`` or ``"bright"``; ``nearest`` is where to.
    Taking the nearest shade of every refusal of a pair leaves no refusal.
    """

    rule: Rule
    measured: float
    required: float
    change: str
    nearest: str


def nearest_passing(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The shade of the same hue that passes and is nearest in lightness.

    Args: ``colour`` as #rrggbb; ``passes`` tells whether a shade will do.
    Result: #rrggbb, ``colour`` itself when it passes, None when no lightness does.
    On a tie the darker shade wins. Raises NotAColour.
    """
    red, green, blue = (channel / 255 for channel in _channels(colour))
    if passes(colour):
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    for step in range(1, _LIGHTNESS_STEPS + 1):
        for signed in (-step, step):
            level = min(1.0, max(0.0, lightness + signed / _LIGHTNESS_STEPS))
            rgb = colorsys.hls_to_rgb(hue, level, saturation)
            shade = "#" + "".join(f"{int(value * 255 + 0.5):02x}" for value in rgb)
            if passes(shade):
                return shade
    return None


def _deep_passes(shade: str) -> bool:
    return contrast(WHITE, shade) >= REQUIRED[Rule.WHITE_ON_DEEP]


def refusals(deep: str, bright: str) -> list[Refusal]:
    """Check an academy's two colours.

    Args: ``deep`` and ``bright`` as #rrggbb.
    Result: one Refusal for each failed rule, in the order of Rule; empty when they will do.
    Raises NotAColour. Source: docs/explanation/design.md §2.
    """
    measured = {
        Rule.WHITE_ON_DEEP: contrast(WHITE, deep),
        Rule.INK_ON_BRIGHT: contrast(INK, bright),
        Rule.BRIGHT_ON_DEEP: contrast(bright, deep),
    }
    # White passes both rules for bright on any deep that will do, so neither search
    # below can come back empty-handed: black and white are always reachable.
    good_deep = nearest_passing(deep, _deep_passes) or "#000000"

    def bright_passes(shade: str) -> bool:
        return contrast(INK, shade) >= REQUIRED[Rule.INK_ON_BRIGHT] and contrast(shade, good_deep) >= REQUIRED[Rule.BRIGHT_ON_DEEP]

    good_bright = nearest_passing(bright, bright_passes) or WHITE
    found = []
    for rule, figure in measured.items():
        if figure >= REQUIRED[rule]:
            continue
        # When only the pair fails because deep is too pale, bright needs no change.
        move_deep = rule is Rule.WHITE_ON_DEEP or (rule is Rule.BRIGHT_ON_DEEP and good_bright == bright)
        change, nearest = ("deep", good_deep) if move_deep else ("bright", good_bright)
        found.append(Refusal(rule, figure, REQUIRED[rule], change, nearest))
    return found
