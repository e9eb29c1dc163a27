"""Responsive pictures from a fixed list of renditions that the worker makes.

A visitor's request never encodes a picture: it shows what is there. The list is ``CL_HUB["PICTURE_WIDTHS"]`` times
WebP and JPEG, so nobody can ask for other sizes. Renditions are Wagtail's own rows: ``image.get_rendition(spec)`` finds
them, and Wagtail deletes them with their image or when its file changes.

Queries: :func:`prefetch` finds the renditions of all pictures of a page in one. Without it each picture asks once; the
pictures of one body share one look-up by themselves. A page with several bodies reads them inside :func:`at_hand`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition

from cl_blocks import conf

FORMATS = ("webp", "jpeg")
LARGEST_KEY = 2**63 - 1
_at_hand: ContextVar[dict[int, AbstractImage] | None] = ContextVar("pictures_at_hand", default=None)


def widths(image: AbstractImage) -> list[int]:
    """Return the widths to make of an image, in CSS pixels, ascending.

    All widths of the setting that the image has, and the next larger one, which gives the image at its own size
    (nothing is enlarged). None for an SVG.
    """
    if image.is_svg():
        return []
    wanted = sorted(set(conf.get("PICTURE_WIDTHS")))
    larger = [width for width in wanted if width >= image.width][:1]
    return [width for width in wanted if width < image.width] + larger


def spec(width: int, file_format: str) -> str:
    """Return Wagtail's filter spec of one rendition, like ``width-800|format-webp``."""
    return f"width-{width}|format-{file_format}"


def specs(image: AbstractImage) -> list[str]:
    """Return the filter specs of all renditions an image should have."""
    return [spec(width, file_format) for width in widths(image) for file_format in FORMATS]


def missing(image: AbstractImage) -> list[str]:
    """Return the filter specs not made yet, asking the database (one query)."""
    made = set(image.renditions.filter(filter_spec__in=specs(image)).values_list("filter_spec", flat=True))
    return [wanted for wanted in specs(image) if wanted not in made]


def prefetch(images: Iterable[AbstractImage | None]) -> None:
    """Find the renditions of many images with one query, and leave them where Wagtail and :func:`existing` look.

    Args:
        images: any images, also the same one twice, also ``None``: what a page template is about to show.
    """
    wanted = [image for image in images if image is not None and image.pk]
    if not wanted:
        return
    all_specs = {name for image in wanted for name in specs(image)}
    model = wanted[0].get_rendition_model()
    found: dict[Any, list[AbstractRendition]] = defaultdict(list)
    for rendition in model.objects.filter(image_id__in={image.pk for image in wanted}, filter_spec__in=all_specs):
        found[rendition.image_id].append(rendition)
    for image in wanted:
        image.prefetched_renditions = list(found[image.pk])


@contextmanager
def at_hand(keys: Iterable[int | None], *, also: Iterable[AbstractImage | None] = ()) -> Iterator[dict[int, AbstractImage]]:
    """Load images with their renditions, and give them to the bodies that are first read inside the block. Two queries.

    Args:
        keys: of images that the page shows, also in its bodies (see :func:`keys_in`); ``None`` is passed over.
        also: images that are loaded already and lack their renditions only.

    Yields:
        The images by key, without those that are gone.
    """
    wanted = {key for key in keys if key}
    images = get_image_model()._default_manager.in_bulk(wanted) if wanted else {}
    prefetch([*images.values(), *also])
    before = _at_hand.set(images)
    try:
        yield images
    finally:
        _at_hand.reset(before)


def taken_from_hand(keys: Iterable[Any]) -> list[AbstractImage | None] | None:
    """Return the images of these keys if they are all at hand, each by itself, or ``None`` if somebody has to ask for them."""
    images = _at_hand.get() or {}
    wanted = list(keys)
    if not all(key is None or key in images for key in wanted):
        return None
    return [copy(images[key]) if key else None for key in wanted]  # a copy each: a block notes its own words on its image


def keys_in(stored: Any) -> set[int]:
    """Return the keys of the pictures in a stored body, as many levels down as there are; the body itself stays unread.

    Args:
        stored: ``raw_data`` of a stream, or any part of it.
    """
    found: set[int] = set()
    waiting = [stored]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            key = value.get("image")
            if type(key) is int and 0 < key <= LARGEST_KEY and "alt_text" in value:
                found.add(key)
            waiting += value.values()
        elif isinstance(value, Iterable) and not isinstance(value, str | bytes):
            waiting += value
    return found


def share_lookup(images: list[AbstractImage]) -> None:
    """Make these images look for their renditions together when the first of them is shown."""
    for image in images:
        image.picture_group = images


def existing(image: AbstractImage) -> list[AbstractRendition]:
    """Return the renditions of the fixed list that an image has, from the narrowest to the widest."""
    if not hasattr(image, "prefetched_renditions"):
        prefetch(getattr(image, "picture_group", [image]))
    wanted = set(specs(image))
    found = [made for made in getattr(image, "prefetched_renditions", []) if made.filter_spec in wanted]
    return sorted(found, key=lambda made: made.width)


def make(image: AbstractImage) -> int:
    """Make the renditions that an image lacks; see :func:`cl_blocks.rendering.make`. For the worker.

    Returns:
        How many were made.
    """
    from cl_blocks import rendering  # Pillow is needed by the worker only

    return rendering.make(image)
