"""A drawing as a small PNG, for media files, email and link previews."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageColor, ImageDraw

from .errors import ShapeOutOfRange
from .shapes import Drawing

# Drawn this many times larger and reduced: smooth edges from a painter that has none.
_SCALE = 3
_COLOURS = 24
# A long edge may count this often; more would crowd out the short ones.
_WEIGHT = 20
_LARGEST = 2400
_SIZE = (1200, 800)
# What no shape covers.
_BARE = "#ffffff"

Rgb = tuple[int, int, int]


def image(drawing: Drawing, size: tuple[int, int] = _SIZE) -> Image.Image:
    """Paint a drawing.

    Args: ``size`` in pixels, each side 1 to 2400; the drawing fills it, what is too
    much on two sides is cut off evenly, like ``xMidYMid slice``.
    Result: an RGB image. Raises ShapeOutOfRange.
    """
    if not all(1 <= side <= _LARGEST for side in size):
        raise ShapeOutOfRange(f"{size[0]} x {size[1]} pixels: each side is 1 to {_LARGEST}")
    width, height = size[0] * _SCALE, size[1] * _SCALE
    zoom = max(width / drawing.width, height / drawing.height)
    left = (width - drawing.width * zoom) / 2
    top = (height - drawing.height * zoom) / 2
    large = Image.new("RGB", (width, height), _BARE)
    brush = ImageDraw.Draw(large)
    for shape in drawing.shapes:
        for outline in shape.outlines:
            points = outline.points(reach=8 / zoom)
            brush.polygon([(left + x * zoom, top + y * zoom) for x, y in points], fill=shape.fill)
    return large.resize(size, Image.Resampling.LANCZOS)


def _rgb(fill: str) -> Rgb:
    red, green, blue = ImageColor.getrgb(fill)[:3]
    return red, green, blue


def _row(colours: Sequence[Any]) -> Image.Image:
    """An image one pixel high, of these colours."""
    row = Image.new("RGB", (len(colours), 1))
    row.putdata(colours)
    return row


def _edge_colours(picture: Image.Image, fills: list[Rgb]) -> list[int]:
    """A palette for what lies between the fills: the smooth edges, as flat r, g, b."""
    room = _COLOURS - len(fills)
    # Sorted, because Pillow promises no order and a picture's bytes must not change.
    counted = sorted(picture.getcolors(picture.width * picture.height) or [])
    pixels = [colour for count, colour in counted if colour not in fills for _ in range(min(count, _WEIGHT))]
    if room < 1 or not pixels:
        return []
    reduced = _row(pixels).quantize(room, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    return (reduced.getpalette() or [])[: room * 3]


def _in_few_colours(picture: Image.Image, fills: list[Rgb]) -> Image.Image:
    """Reduce to 24 colours, with every fill kept to the digit.

    An ordinary palette is the middle of many shades: an academy's colour would come
    out a little off, and edges, being few, would borrow a stranger's colour.
    """
    flat = [channel for fill in fills for channel in fill] + _edge_colours(picture, fills)
    colours = Image.new("P", (1, 1))
    colours.putpalette(flat)
    reduced = picture.quantize(palette=colours, dither=Image.Dither.NONE)
    # Pillow looks colours up coarsely, so a fill may land on a near neighbour's entry.
    landed = _row(fills).quantize(palette=colours, dither=Image.Dither.NONE)
    for entry, fill in zip(landed.tobytes(), fills, strict=True):
        flat[entry * 3 : entry * 3 + 3] = fill
    reduced.putpalette(flat)
    return reduced


def png(drawing: Drawing, size: tuple[int, int] = _SIZE) -> bytes:
    """A PNG with a palette (PNG-8) of a drawing, about 20 KB at 1200 x 800.

    Args: ``size`` in pixels, as for ``image``. Raises ShapeOutOfRange.
    Result: the file's bytes, the same every time under one release of Pillow.
    """
    used = dict.fromkeys([_BARE, *(shape.fill for shape in drawing.shapes)])
    reduced = _in_few_colours(image(drawing, size), [_rgb(fill) for fill in used])
    file = BytesIO()
    reduced.save(file, "PNG", optimize=True)
    return file.getvalue()
