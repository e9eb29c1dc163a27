"""Makes the renditions of :mod:`cl_blocks.pictures`: decode once, then scale each size down from the one above.

Costs a fraction of Wagtail's one-by-one way, which decodes the original for each file. Called by a job, never in a
visitor's request.
"""

from __future__ import annotations

import logging
import os.path
from io import BytesIO
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from wagtail.images.models import IMAGE_FORMAT_EXTENSIONS, AbstractImage, Filter, SourceImageIOError

from cl_blocks.pictures import FORMATS, missing, spec, widths

logger = logging.getLogger(__name__)

JPEG_QUALITY, WEBP_QUALITY = 76, 80
LONGEST_NAME = 59
TURNED_SIDEWAYS = (5, 6, 7, 8)
ORIENTATION = 0x0112
UNREADABLE = (OSError, SyntaxError, ValueError, SourceImageIOError, Pillow.DecompressionBombError)


def make(image: AbstractImage) -> int:
    """Make the renditions that an image lacks.

    Args:
        image: a saved image of Wagtail's.

    Returns:
        How many were made: 0 when nothing was missing, or when the file is gone or cannot be read (logged, no error:
        one broken upload must not stop the worker).
    """
    wanted = set(missing(image))
    if not wanted:
        return 0
    try:
        with image.open_file() as file:
            picture = _decode(file, max(widths(image)))
        return _make_from(image, picture, wanted)
    except UNREADABLE as error:
        logger.warning("Image %s cannot be read, so it has no renditions: %s", image.pk, error)
        return 0


def _decode(file: IO[bytes], widest: int) -> Pillow.Image:
    """Return the picture upright, in RGB or RGBA, no smaller than needed: a JPEG is decoded at a fraction of its size."""
    picture: Pillow.Image = Pillow.open(file)
    sideways = picture.getexif().get(ORIENTATION) in TURNED_SIDEWAYS
    if isinstance(picture, JpegImageFile):
        width, height = picture.size
        scale = min(1, widest / (height if sideways else width))
        picture.draft("RGB", (max(1, round(width * scale)), max(1, round(height * scale))))
    profile = picture.info.get("icc_profile") if picture.mode in ("RGB", "RGBA") else None
    has_alpha = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    picture = ImageOps.exif_transpose(picture).convert("RGBA" if has_alpha else "RGB")
    picture.info = {"icc_profile": profile} if profile else {}
    return picture


def _make_from(image: AbstractImage, picture: Pillow.Image, wanted: set[str]) -> int:
    count = 0
    full_width, full_height = _upright_size(image, picture)
    for width in reversed(widths(image)):
        actual = min(width, full_width)
        size = (actual, max(1, int(full_height * (actual / full_width))))  # Wagtail's own rounding
        if picture.size != size:
            profile = picture.info
            picture = picture.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=2.0)
            picture.info = profile
        for file_format in FORMATS:
            name = spec(width, file_format)
            if name in wanted:
                count += _store(image, name, file_format, _encode(picture, file_format))
    return count


def _upright_size(image: AbstractImage, picture: Pillow.Image) -> tuple[int, int]:
    """Return the size of the original; the one the image row tells may be of the picture lying on its side."""
    width, height = image.width, image.height
    return (height, width) if (width > height) != (picture.width > picture.height) and width != height else (width, height)


def _encode(picture: Pillow.Image, file_format: str) -> bytes:
    buffer = BytesIO()
    extra = {"icc_profile": picture.info["icc_profile"]} if picture.info.get("icc_profile") else {}
    if file_format == "jpeg":
        flat = picture
        if picture.mode == "RGBA":
            flat = Pillow.new("RGB", picture.size, (255, 255, 255))
            flat.paste(picture, mask=picture.getchannel("A"))
        quality = getattr(settings, "WAGTAILIMAGES_JPEG_QUALITY", JPEG_QUALITY)
        flat.save(buffer, "JPEG", quality=quality, progressive=True, optimize=True, **extra)
    else:
        picture.save(buffer, "WEBP", quality=getattr(settings, "WAGTAILIMAGES_WEBP_QUALITY", WEBP_QUALITY), **extra)
    return buffer.getvalue()


def _store(image: AbstractImage, name: str, file_format: str, content: bytes) -> bool:
    """Add one rendition as Wagtail would; return whether it was new (another worker may have been first)."""
    ending = name.replace("|", ".") + IMAGE_FORMAT_EXTENSIONS[file_format]
    stem = os.path.splitext(os.path.basename(image.file.name))[0][: LONGEST_NAME - len(ending)]
    _rendition, created = image.renditions.get_or_create(
        filter_spec=name,
        focal_point_key=Filter(spec=name).get_cache_key(image),
        defaults={"file": ContentFile(content, name=f"{stem}.{ending}")},
    )
    return created
