"""Figures: what changed, before and now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cl_blocks.family import PICTURES, FamilyBlock
from cl_blocks.inputs import LineBlock

MOST_ROWS = 3
#: the longest bar takes this part of its line, in per cent; the rest is for the figure beside it
LONGEST_BAR = 62


@dataclass(frozen=True)
class Bar:
    """One bar: ``kind`` is before or now, ``width`` a length for an SVG attribute, ``figure`` the words beside it."""

    kind: str
    name: str
    figure: str
    width: str


def bar_width(share: Any) -> str:
    """Return the width of a bar as ``"31.0%"``; a share outside 0 to 100, or none at all, is brought inside."""
    number = share if isinstance(share, int | float) else 0
    return f"{min(max(number, 0), 100) * LONGEST_BAR / 100:.1f}%"


class ChangeValue(blocks.StructValue):
    """What the template shows of one row."""

    @property
    def bars(self) -> list[Bar]:
        """Return the two bars of the row: each pair has its own scale."""
        return [
            Bar("before", str(_("Before")), self.get("before") or "", bar_width(self.get("before_share"))),
            Bar("now", str(_("Now")), self.get("now") or "", bar_width(self.get("now_share"))),
        ]


class ChangeBlock(blocks.StructBlock):
    """One thing that changed: the figures in words, and how long each bar is."""

    label = LineBlock(max_length=80, label=_("What changed"), help_text=_("Like: Time to read papers"))
    before = LineBlock(max_length=40, label=_("Before, in words"), help_text=_("The number behind it, like: 2 days, or 1 of 9"))
    before_share = blocks.IntegerBlock(min_value=0, max_value=100, label=_("Before, length of the bar"), help_text=_("0 to 100"))
    now = LineBlock(max_length=40, label=_("Now, in words"), help_text=_("Like: 10 days, or 9 of 9"))
    now_share = blocks.IntegerBlock(min_value=0, max_value=100, label=_("Now, length of the bar"), help_text=_("0 to 100"))

    class Meta:
        icon = "arrow-right"
        label = _("Change")
        value_class = ChangeValue


class ChangesBlock(FamilyBlock):
    """Up to three pairs of bars, before and now, with their source."""

    rows = blocks.ListBlock(ChangeBlock(), min_num=1, max_num=MOST_ROWS, label=_("Changes"))
    source = LineBlock(
        label=_("Source"), help_text=_("Who counted, and when. Like: the council’s own records, April 2024 and April 2026")
    )

    class Meta:
        icon = "sliders"
        label = _("What changed")
        group = PICTURES
        template = "cl_blocks/blocks/changes.html"
        description = _("Up to three things that changed, as two bars each: before and now. Always with the number behind the bar.")
        preview_value = {
            "source": _("the council’s own meeting records, April 2024 and April 2026"),
            "rows": [
                {
                    "label": _("Time to read papers"),
                    "before": _("2 days"),
                    "now": _("10 days"),
                    "before_share": 20,
                    "now_share": 100,
                },
                {
                    "label": _("Papers in Easy Read"),
                    "before": _("1 in 8"),
                    "now": _("8 in 8"),
                    "before_share": 12,
                    "now_share": 100,
                },
            ],
        }
        label_format = "{source}"
