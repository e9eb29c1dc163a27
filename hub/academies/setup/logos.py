"""Logos: looked at for real, drawn anew without what else the file held, and kept under a name that says what is in it."""

from __future__ import annotations

import hashlib
import io
import logging
import warnings
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from hub.academies.models import Academy

logger = logging.getLogger(__name__)
FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE = 4000
KEPT = (640, 320)


def clean_logo(upload: Any) -> ContentFile:
    """Return an uploaded picture as a small PNG without metadata.

    Args:
        upload: an open file with ``size``.

    Raises:
        ValidationError: it is empty, too large, or no picture of a known kind. Source: OWASP ASVS 5.0, 5.2.2 and 5.2.6.
    """
    if not upload.size:
        raise ValidationError(_("This file is empty. Choose another one."))
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The logo is larger than 2 MB. Make it smaller and try again."))
    _look_at(upload)
    try:
        picture = _loaded(upload)
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
    except ValidationError:
        raise
    except Exception as error:  # a broken file makes Pillow raise whatever its decoder meets
        raise ValidationError(_("This picture is damaged. Save it again and choose the new file.")) from error
    return ContentFile(out.getvalue(), name="logo.png")


def _look_at(upload: Any) -> None:
    """Refuse what is no picture, or would take too much room once unpacked; the size is read before anything is decoded."""
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the sides are measured just below
            with Image.open(upload, formats=FORMATS) as picture:
                if max(picture.size) > MAX_SIDE:
                    raise ValidationError(_("The logo has more than 4000 pixels on a side. Make it smaller and try again."))
                picture.verify()
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(_("The logo has more than 4000 pixels on a side. Make it smaller and try again.")) from error
    except Exception as error:  # see above
        raise ValidationError(_("This is not a picture we can use. Choose a PNG, JPEG or WebP file.")) from error


def _loaded(upload: Any) -> Image.Image:
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as picture:
        picture.load()
        turned = ImageOps.exif_transpose(picture)
        clear = "A" in turned.getbands() or "transparency" in turned.info
        drawn = turned.convert("RGBA" if clear else "RGB")
    drawn.thumbnail(KEPT)
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    return bare


class LogoField(forms.FileField):
    """Chooses a logo; what was chosen comes back cleaned, as ``clean_logo`` returns it."""

    widget = forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        value = super().clean(data, initial)
        return clean_logo(value) if value and value is not initial and hasattr(value, "read") else value


def name_of(academy: Academy, picture: ContentFile) -> str:
    """Return the file's name: the same picture has the same name, another one another."""
    picture.seek(0)
    return f"{academy.slug}-{hashlib.sha256(picture.read()).hexdigest()[:10]}.png"


def put_logo(academy: Academy, picture: ContentFile | None) -> None:
    """Set or take away an academy's logo, without saving the row; the old file goes when the transaction is through.

    Raises:
        OSError: storage did not take it.
    """
    old = str(academy.logo.name) if academy.logo and getattr(academy.logo, "_committed", True) else ""
    storage = academy.logo.storage
    if picture is None:
        academy.logo = None
    else:
        name = name_of(academy, picture)
        if old.endswith(f"/{name}"):  # the same picture once more
            return
        picture.seek(0)
        academy.logo.save(name, picture, save=False)
    if old and old != (academy.logo.name if academy.logo else ""):
        transaction.on_commit(lambda: _remove(storage, old))


def _remove(storage: Any, name: str) -> None:
    try:
        storage.delete(name)
    except Exception:  # the change itself is done; the storage's own trouble must not undo it for the person who made it
        logger.exception("An old logo could not be removed from storage: %s", name)
