"""What can be read from an uploaded file, and which files are refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import filetype
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext
from PIL import Image

from cl_blocks.lists import listed
from hub import conf
from toolkit_orders.archives import pages_inside, refuse_unsafe_archive


class Kind(NamedTuple):
    """A type of file: as visitors read it, as browsers name it, and what its first bytes may show (text shows nothing)."""

    name: str
    content_type: str
    signatures: frozenset[str]


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, Kind] = {
    "pdf": Kind("PDF", "application/pdf", frozenset({"pdf"})),
    "docx": Kind("Word", f"{_OFFICE}wordprocessingml.document", frozenset({"docx", "zip"})),
    "pptx": Kind("PowerPoint", f"{_OFFICE}presentationml.presentation", frozenset({"pptx", "zip"})),
    "xlsx": Kind("Excel", f"{_OFFICE}spreadsheetml.sheet", frozenset({"xlsx", "zip"})),
    "odt": Kind("OpenDocument", "application/vnd.oasis.opendocument.text", frozenset({"odt", "zip"})),
    "zip": Kind("Zip", "application/zip", frozenset({"zip", "docx", "pptx", "xlsx", "odt"})),
    "png": Kind("PNG", "image/png", frozenset({"png"})),
    "jpg": Kind("JPEG", "image/jpeg", frozenset({"jpg"})),
    "jpeg": Kind("JPEG", "image/jpeg", frozenset({"jpg"})),
    "mp3": Kind("MP3", "audio/mpeg", frozenset({"mp3"})),
    "mp4": Kind("MP4", "video/mp4", frozenset({"mp4", "m4v", "mov"})),
    "txt": Kind(gettext_noop("Plain text"), "text/plain; charset=utf-8", frozenset()),
}
PICTURES = frozenset({"png", "jpg", "jpeg"})
ARCHIVES = frozenset({"docx", "pptx", "xlsx", "odt", "zip"})
MAX_PIXELS = 50_000_000
MOST_PAGES = 100_000
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed)\b", re.IGNORECASE)


@dataclass(frozen=True)
class FileFacts:
    """Facts of one file: size in bytes, pages or pixels where they can be read."""

    kind: str
    extension: str
    size: int
    pages: int | None = None
    width: int | None = None
    height: int | None = None


def extension_of(name: str) -> str:
    """Return the ending of a file name in small letters, without the dot; "" where there is none that could be one."""
    found = re.search(r"\.([A-Za-z0-9]{1,8})$", name)
    return found.group(1).lower() if found else ""


def content_type_of(extension: str) -> str:
    """Return what to tell a browser that a file is; unknown types are bytes to be saved."""
    return KINDS[extension].content_type if extension in KINDS else "application/octet-stream"


def refuse_unsafe(file: Any) -> None:
    """Refuse what is empty, too large, of an unknown type, or not what its name says.

    Raises:
        ValidationError: with a sentence for the person who uploads. Source: OWASP ASVS 5.0, 5.2.2 (magic bytes).
    """
    extension = extension_of(file.name)
    if extension not in KINDS:
        allowed = ", ".join(sorted(KINDS))
        raise ValidationError(_("Choose a file of one of these types: %(types)s."), params={"types": allowed})
    if file.size == 0:
        raise ValidationError(_("This file is empty. Choose another one."))
    limit = conf.get("ASSET_MAX_BYTES")
    if file.size > limit:
        raise ValidationError(_("This file is larger than %(limit)s."), params={"limit": filesizeformat(limit)})
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    _refuse_disguised(head, extension)
    if extension in ARCHIVES:
        refuse_unsafe_archive(file, extension)
    if extension in PICTURES:
        _refuse_broken_picture(file)


def _refuse_disguised(head: bytes, extension: str) -> None:
    expected = KINDS[extension].signatures
    found = filetype.guess_extension(head)
    if expected and found not in expected:
        raise ValidationError(_("This is not a real .%(extension)s file."), params={"extension": extension})
    if not expected and (found or b"\x00" in head or _MARKUP.search(head)):
        raise ValidationError(_("This is not a plain text file."))


def _refuse_broken_picture(file: Any) -> None:
    try:
        with Image.open(file, formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise ValidationError(_("This picture has too many pixels. Make it smaller and try again."))
            if picture.format == "PNG":
                picture.verify()  # every chunk has a checksum
            else:
                picture.draft("RGB", (width // 8, height // 8))  # reads it all, decodes an eighth
                picture.load()
    except Image.DecompressionBombError as error:
        raise ValidationError(_("This picture has too many pixels. Make it smaller and try again.")) from error
    except (OSError, EOFError, SyntaxError, ValueError, IndexError, TypeError) as error:  # what Pillow raises on damaged files
        raise ValidationError(_("This picture is damaged and cannot be opened.")) from error
    finally:
        file.seek(0)


def facts_of(file: Any) -> FileFacts:
    """Read type, size, and pages or pixels from a file; what cannot be read is ``None``, never an error."""
    extension = extension_of(file.name)
    kind = KINDS[extension].name if extension in KINDS else extension.upper()
    file.seek(0)
    pages: int | None = None
    size: tuple[int, int] | tuple[None, None] = (None, None)
    if extension == "pdf":
        pages = _pdf_pages(file)
    elif extension in {"docx", "pptx"}:
        pages = pages_inside(file)
    elif extension in PICTURES:
        size = _pixels(file)
    file.seek(0)
    return FileFacts(kind, extension, file.size, pages, *size)


def kind_in_words(kind: str) -> str:
    """Return a type of file as visitors read it: the stored name, and "Plain text" in their language."""
    return _now(kind) if kind else ""


def facts_in_words(kind: str, size: int, *, pages: int | None, width: int | None, height: int | None) -> str:
    """Return what is said beside a file's name: “PDF, 1.4 MB, 40 pages”, “PNG, 80 KB, 400 by 300 pixels”.

    Args:
        size: in bytes.
    """
    parts = [kind_in_words(kind), filesizeformat(size)]
    if pages:
        parts.append(ngettext("%(n)s page", "%(n)s pages", pages) % {"n": pages})
    elif width and height:
        parts.append(_now("%(width)s by %(height)s pixels") % {"width": width, "height": height})
    return listed(parts)


def _pdf_pages(file: Any) -> int | None:
    """Return the number of pages a PDF gives itself: walking its tree of pages could be made to take for ever."""
    try:
        from pypdf import PdfReader
    except ImportError:  # the [pdf] extra is not installed: the editor may type the number
        return None
    try:
        root: Any = PdfReader(file).root_object
        count = int(root["/Pages"]["/Count"])
    except Exception:  # pypdf raises many kinds on damaged files; an unread number is no reason to refuse
        return None
    return count if 0 < count <= MOST_PAGES else None


def _pixels(file: Any) -> tuple[int, int] | tuple[None, None]:
    try:
        with Image.open(file, formats=("PNG", "JPEG")) as picture:
            return picture.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return (None, None)
