"""Whether an academy's two colours can be read together, said in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hub.patchwork.errors import NotAColour
from hub.patchwork.palette import Refusal, Rule, refusals


def check_colours(deep: str, bright: str) -> None:
    """Refuse a pair of colours that is hard to read; a text that is no colour is its field's to refuse.

    Raises:
        ValidationError: for each colour to change, what was measured and the nearest shade that passes.
    """
    try:
        found = refusals(deep, bright)
    except NotAColour:
        return
    if found:
        raise ValidationError(colour_messages(found))


def colour_messages(found: Sequence[Refusal]) -> dict[str, list[str]]:
    """Return, for each colour to change, what was measured and the nearest shade that passes."""
    words = {
        Rule.WHITE_ON_DEEP: _("White text on the deep colour"),
        Rule.INK_ON_BRIGHT: _("Dark text on the bright colour"),
        Rule.BRIGHT_ON_DEEP: _("The bright colour on the deep colour"),
    }
    messages: dict[str, list[str]] = {}
    for refusal in found:
        text = _(
            "%(what)s is hard to read: its contrast is %(measured)s, it needs %(required)s. "
            "The nearest shade that will do is %(nearest)s."
        )
        # rounded down: 6.96 shown as 7.0 would contradict the refusal
        measured = floor(refusal.measured * 10) / 10
        values = {"what": words[refusal.rule], "measured": measured, "required": refusal.required, "nearest": refusal.nearest}
        messages.setdefault(refusal.change, []).append(text % values)
    return messages
