"""Notes beside the text: a callout, and a notice about what the content may do to a reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cl_blocks.family import NOTES, FamilyBlock
from cl_blocks.inputs import LineBlock, ProseBlock


class CalloutBlock(FamilyBlock):
    """A short note that must not be missed."""

    title = LineBlock(required=False, label=_("Title"))
    text = ProseBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        group = NOTES
        template = "cl_blocks/blocks/callout.html"
        description = _("One thing people must not miss: a date, a condition, a tip. One or two sentences.")
        preview_value = {
            "title": _("Before you start"),
            "text": _("<p>You need a room with a step-free way in, and somebody to welcome people at the door.</p>"),
        }
        label_format = "{title}"


class NoticeBlock(FamilyBlock):
    """Says what is hard to read in what follows, and who to talk to."""

    title = LineBlock(required=False, label=_("Title"), help_text=_("Leave empty for “Before you read on”."))
    text = ProseBlock(
        label=_("What it is about"), help_text=_("Say it plainly and briefly, like: This story talks about losing a child.")
    )
    support_line = LineBlock(
        required=False,
        label=_("Support line"),
        help_text=_("Who to talk to, with number and hours. Like: Samaritans, 116 123, day and night"),
    )

    class Meta:
        icon = "warning"
        label = _("Content notice")
        group = NOTES
        template = "cl_blocks/blocks/notice.html"
        description = _("Tells readers that something hard comes next, before it comes, and who they can talk to.")
        preview_value = {
            "title": "",
            "text": _("<p>This story talks about being restrained in hospital.</p>"),
            "support_line": _("Samaritans, 116 123, day and night"),
        }
        label_format = "{title}"
