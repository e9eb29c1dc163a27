"""System checks of the ``CL_HUB`` dictionary: misconfiguration fails in words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string
from wagtail.blocks import Block

from cl_blocks import conf

POSITIVE_NUMBERS = (
    "GALLERY_PAGE_SIZE", "LINK_DAYS", "LINK_MAX_DOWNLOADS", "RESENDS_PER_DAY", "FORM_MAX_HOURS",
    "RETENTION_MONTHS", "OUTBOX_LEASE_SECONDS", "OUTBOX_MAX_ATTEMPTS", "WORK_INTERVAL_SECONDS", "ASSET_MAX_BYTES",
)  # fmt: skip


#: of a WebP file, in pixels
LARGEST_WIDTH = 16383


@register()
def check_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Return one message for each unknown key, wrong number or block that cannot be imported."""
    return [*_unknown_keys(), *_wrong_numbers(), *_broken_blocks(), *_unknown_blocks(), *_wrong_widths()]


def _unknown_keys() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for key in conf.user_settings():
        if key not in conf.DEFAULTS:
            near = get_close_matches(key, conf.DEFAULTS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "See docs/reference/settings.md."
            found.append(Warning(f"CL_HUB has no setting {key!r}.", hint=hint, id="cl_blocks.W001"))
    return found


def _wrong_numbers() -> list[CheckMessage]:
    return [
        Error(f"CL_HUB[{key!r}] must be a whole number above 0.", hint=f"It is {conf.get(key)!r}.", id="cl_blocks.E001")
        for key in POSITIVE_NUMBERS
        if not isinstance(conf.get(key), int) or isinstance(conf.get(key), bool) or conf.get(key) < 1
    ]


def _broken_blocks() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for entry in conf.get("BODY_BLOCKS_ADDED"):
        try:
            name, path = entry
            if not isinstance(name, str) or not isinstance(import_string(path)(), Block):
                raise TypeError("it does not name a block")
        except (ImportError, ValueError, TypeError, AttributeError) as error:
            hint = "Write pairs of (name, 'dotted.path.to.BlockClass')."
            found.append(Error(f"CL_HUB['BODY_BLOCKS_ADDED'] has {entry!r}: {error}", hint=hint, id="cl_blocks.E002"))
    return found


def _unknown_blocks() -> list[CheckMessage]:
    from cl_blocks.stream import BodyBlock, added_blocks

    known = [*BodyBlock.base_blocks, *(name for name, _block in added_blocks())]
    return [
        Warning(
            f"CL_HUB['BODY_BLOCKS_REMOVED'] has {name!r}, which is no block.",
            hint=f"There are: {', '.join(known)}.",
            id="cl_blocks.W002",
        )
        for name in conf.get("BODY_BLOCKS_REMOVED")
        if name not in known
    ]


def _wrong_widths() -> list[CheckMessage]:
    widths = conf.get("PICTURE_WIDTHS")
    fine = (
        isinstance(widths, list | tuple) and widths and all(type(width) is int and 0 < width <= LARGEST_WIDTH for width in widths)
    )
    hint = f"Write whole numbers of pixels up to {LARGEST_WIDTH}, like [400, 800, 1200]."
    return [] if fine else [Error(f"CL_HUB['PICTURE_WIDTHS'] is {widths!r}.", hint=hint, id="cl_blocks.E003")]
