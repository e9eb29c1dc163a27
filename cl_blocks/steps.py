"""Things to do, one after the other."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cl_blocks.family import WORDS, FamilyBlock
from cl_blocks.inputs import LineBlock, LinesBlock

MOST_STEPS = 20


class StepBlock(blocks.StructBlock):
    """One thing to do."""

    title = LineBlock(label=_("What to do"), help_text=_("Start with a verb, like: Book the room"))
    text = LinesBlock(required=False, label=_("How"))

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(FamilyBlock):
    """A numbered list of steps, under a heading if there is a title."""

    title = LineBlock(required=False, label=_("Title"))
    steps = blocks.ListBlock(StepBlock(), min_num=1, max_num=MOST_STEPS, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = WORDS
        template = "cl_blocks/blocks/steps.html"
        description = _("What to do, in order, with numbers. For things with no order, use a list in a text block.")
        preview_value = {
            "title": _("How to start"),
            "steps": [
                {"title": _("Ask who is missing"), "text": _("Look at the last three meetings. Who was not in the room?")},
                {"title": _("Pay people for their time"), "text": _("Say how much, and how, before they say yes.")},
                {"title": _("Send papers early"), "text": ""},
            ],
        }
        label_format = "{title}"
