"""How an academy's pages would look in two colours, and how well each pair can be read."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hub.patchwork import HUB, NotAColour, Palette, badge, cloth, drawn
from hub.patchwork.palette import INK, REQUIRED, WHITE, Rule, contrast, refusals

NOT_CHOSEN = "new-academy"


@dataclass(frozen=True)
class Measured:
    """One pair of colours: what it is in words, its contrast, what it needs, and the nearest shade that would do."""

    words: str
    figure: float
    required: float
    change: str = ""
    nearest: str = ""

    @property
    def passes(self) -> bool:
        """Whether it can be read."""
        return not self.nearest


@dataclass(frozen=True)
class Preview:
    """What the form shows of two colours; ``trouble`` instead of all else where one of them is none."""

    palette: Palette
    name: str
    measured: list[Measured]
    art: SafeString
    patch: SafeString
    ink: str = INK
    trouble: str = ""

    @property
    def passes(self) -> bool:
        """Whether every pair can be read."""
        return not self.trouble and all(row.passes for row in self.measured)


def preview(*, deep: Any, bright: Any, name: str = "", key: str = "") -> Preview:
    """Return the preview of two colours, whatever was typed.

    Args:
        key: the academy's slug, from which its cloth is drawn; any text.
    """
    trouble = ""
    try:
        palette = Palette(str(deep), str(bright))
    except NotAColour:
        palette, trouble = HUB, _("Write both colours like #173f3a to see them.")
    return Preview(
        palette=palette,
        name=name or _("Your academy"),
        measured=[] if trouble else _measured(palette),
        art=drawn(cloth, palette=palette, key=key or NOT_CHOSEN, cols=6, rows=4),
        patch=drawn(badge, palette=palette, principle=7),
        trouble=trouble,
    )


def _measured(palette: Palette) -> list[Measured]:
    found = {refusal.rule: refusal for refusal in refusals(palette.deep, palette.bright)}
    pairs = {
        Rule.WHITE_ON_DEEP: (_("White text on the deep colour"), WHITE, palette.deep),
        Rule.INK_ON_BRIGHT: (_("Dark text on the bright colour"), INK, palette.bright),
        Rule.BRIGHT_ON_DEEP: (_("The bright colour on the deep colour"), palette.bright, palette.deep),
    }
    labels = {"deep": _("deep"), "bright": _("bright")}
    rows = []
    for rule, (words, first, second) in pairs.items():
        refusal = found.get(rule)
        figure = floor(contrast(first, second) * 10) / 10  # rounded down: 6.96 shown as 7.0 would contradict the refusal
        rows.append(
            Measured(words, figure, REQUIRED[rule], labels[refusal.change] if refusal else "", refusal.nearest if refusal else "")
        )
    return rows
