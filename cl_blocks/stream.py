"""``BodyBlock``: what editors may put into the body of a page, in the order and groups of the chooser.

A host changes the list with two settings, and needs no migration for it::

    CL_HUB = {
        "BODY_BLOCKS_REMOVED": ["changes"],
        "BODY_BLOCKS_ADDED": [("opening_times", "myapp.blocks.OpeningTimesBlock")],
    }

An added block that has the name of one of ours takes its place. Pages keep the JSON of a removed block until they are
next saved in the editor; until then, putting the name back brings the content back.
"""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string
from wagtail import blocks

from cl_blocks import conf
from cl_blocks.callout import CalloutBlock, NoticeBlock
from cl_blocks.links import ActionBlock, DownloadBlock
from cl_blocks.media import PictureBlock
from cl_blocks.quote import QuoteBlock
from cl_blocks.stats import ChangesBlock
from cl_blocks.steps import StepsBlock
from cl_blocks.text import HeadingBlock, TextBlock


def added_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks a host adds, made anew.

    An entry that is no pair or cannot be imported is left out: system check ``cl_blocks.E002`` says so in words, which
    it could not do if making the body failed first.
    """
    found: list[tuple[str, blocks.Block]] = []
    for entry in conf.get("BODY_BLOCKS_ADDED"):
        try:
            name, path = entry
            block = import_string(path)()
        except (ImportError, ValueError, TypeError, AttributeError):
            continue
        if isinstance(name, str) and isinstance(block, blocks.Block):
            found.append((name, block))
    return found


class BodyBlock(blocks.StreamBlock):
    """The blocks of a body. The settings are read each time one is made."""

    heading = HeadingBlock()
    text = TextBlock()
    quote = QuoteBlock()
    steps = StepsBlock()
    image = PictureBlock()
    changes = ChangesBlock()
    callout = CalloutBlock()
    notice = NoticeBlock()
    download = DownloadBlock()
    action = ActionBlock()

    def __init__(self, local_blocks: list[tuple[str, blocks.Block]] | None = None, **kwargs: Any) -> None:
        super().__init__([*added_blocks(), *(local_blocks or [])], **kwargs)
        for name in conf.get("BODY_BLOCKS_REMOVED"):
            self.child_blocks.pop(name, None)

    class Meta:
        template = "cl_blocks/body.html"
