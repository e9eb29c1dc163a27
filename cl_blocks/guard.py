"""Which stored JSON a body can be made from. Nothing here raises and nothing here asks the database.

A page must render whatever stands in its column (a broken import, a hand-made fixture, a block type that is gone):
what does not fit its block is left out, everything else is shown.
"""

from __future__ import annotations

import json
import logging
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

logger = logging.getLogger(__name__)

#: half of a UTF-16 pair: JSON can carry it, no answer to a browser can
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
ENTITY_TAG = re.compile(r"<(?:a|embed)\b[^>]*?\b(?:linktype|embedtype)\s*=\s*\"?(?:page|document|image)\b[^>]*>", re.IGNORECASE)
ENTITY_ID = re.compile(r"\bid\s*=\s*\"?[1-9][0-9]{0,17}\"?[\s/>]", re.IGNORECASE)
LARGEST_KEY = 2**63 - 1
TEXT = (str, Promise)  # code may give translatable words
TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock, blocks.EmailBlock, blocks.RawHTMLBlock)
NUMBER_BLOCKS = (blocks.IntegerBlock, blocks.FloatBlock)


def sound_items(block: blocks.BaseStreamBlock, raw: Any) -> list[dict[str, Any]]:
    """Return the items of a stored stream that the block can show, each a copy with ``type``, ``value`` and ``id``.

    Args:
        block: the definition of the stream.
        raw: the decoded JSON: anything at all.

    Returns:
        Wagtail's raw form. Items of unknown type are left out without a word, as Wagtail does; items whose value does
        not fit their block are left out and logged.
    """
    if not isinstance(raw, list | tuple):
        return []
    kept: list[dict[str, Any]] = []
    for item in raw:
        name = item.get("type") if isinstance(item, dict) else None
        if isinstance(name, str) and name not in block.child_blocks:
            continue
        if not isinstance(name, str) or "value" not in item or not fits(block.child_blocks[name], item["value"]):
            logger.warning("A body holds an item that does not fit; it is not shown: %.200r", item)
            continue
        sound = {"type": name, "value": _mended(block.child_blocks[name], item["value"])}
        if isinstance(item.get("id"), str) and not LONE_SURROGATE.search(item["id"]):
            sound["id"] = item["id"]
        kept.append(sound)
    return kept


def fits(block: blocks.Block, value: Any) -> bool:
    """Return whether ``block`` can be made from a stored value without an error, now and when it is rendered."""
    if isinstance(block, ImageBlock):
        return _fits_key(block.child_blocks["image"], value) or _fits_struct(block, value)
    if isinstance(block, blocks.ChooserBlock):
        return _fits_key(block, value)
    if isinstance(block, blocks.BaseStructBlock) and type(block).to_python is blocks.BaseStructBlock.to_python:
        return _fits_struct(block, value)
    if isinstance(block, blocks.ListBlock):
        return isinstance(value, list) and all(fits(block.child_block, _list_value(block, item)) for item in value)
    if isinstance(block, blocks.BaseStreamBlock):
        return isinstance(value, list) and all(_fits_stream_item(block, item) for item in value)
    if isinstance(block, blocks.RichTextBlock):
        return value is None or (isinstance(value, TEXT) and _is_sound_html(str(value)))
    if isinstance(block, TEXT_BLOCKS):
        return value is None or (isinstance(value, TEXT) and not LONE_SURROGATE.search(str(value)))
    if isinstance(block, NUMBER_BLOCKS):
        return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
    return _fits_by_trial(block, value)


def _fits_struct(block: blocks.BaseStructBlock, value: Any) -> bool:
    return isinstance(value, dict) and all(fits(child, value[name]) for name, child in block.child_blocks.items() if name in value)


def _mended(block: blocks.Block, value: Any) -> Any:
    """Return a fitting value in full form: wagtail-localize fails on text that is null, and on an image that is a bare key."""
    if isinstance(block, ImageBlock):
        return value if isinstance(value, dict) else {"image": value, "alt_text": "", "decorative": False}
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        wanted = {name: child for name, child in block.child_blocks.items() if name in value or _must_be_there(child)}
        return {**value, **{name: _mended(child, value.get(name)) for name, child in wanted.items()}}
    if isinstance(block, blocks.ListBlock):
        return [_mended_item(block, item) for item in value]
    if value is None and isinstance(block, (*TEXT_BLOCKS, blocks.RichTextBlock)):
        return ""
    return value


def _must_be_there(block: blocks.Block) -> bool:
    """Return whether Wagtail would put ``None`` for a part that is not stored, where translation wants words."""
    return isinstance(block, ImageBlock) or (isinstance(block, TEXT_BLOCKS) and getattr(block.meta, "default", None) is None)


def _mended_item(block: blocks.ListBlock, item: Any) -> Any:
    inner = _list_value(block, item)
    mended = _mended(block.child_block, inner)
    return mended if inner is item else {**item, "value": mended}


def _list_value(block: blocks.ListBlock, item: Any) -> Any:
    is_item = isinstance(item, dict) and "id" in item and "value" in item and item.get("type") == "item"
    return item["value"] if is_item else item


def _fits_stream_item(block: blocks.BaseStreamBlock, item: Any) -> bool:
    if not isinstance(item, dict) or not isinstance(item.get("type"), str):
        return False
    child = block.child_blocks.get(item["type"])
    return child is None or ("value" in item and fits(child, item["value"]))


def _fits_key(block: blocks.ChooserBlock, value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, int | str) or isinstance(value, bool):
        return False
    try:
        key = block.model_class._meta.pk.to_python(value)
    except (ValidationError, ValueError, TypeError):
        return False
    return not isinstance(key, int) or 0 < key <= LARGEST_KEY


def _is_sound_html(html: str) -> bool:
    """Wagtail looks up what rich text links to and fails on a key that is no number."""
    return not LONE_SURROGATE.search(html) and all(ENTITY_ID.search(tag.group()) for tag in ENTITY_TAG.finditer(html))


def _fits_by_trial(block: blocks.Block, value: Any) -> bool:
    """Blocks of hosts, dates, choices: nobody can list them, so try."""
    if isinstance(block, blocks.ChoiceBlock) and isinstance(value, dict | list):
        return False  # a choice is looked up in a dict
    try:
        json.dumps(value, ensure_ascii=False).encode()
        block.to_python(value)
    except Exception:
        return False
    return True
