"""Looks into zip files, and Office files, which are zip files, without ever unpacking more than a little."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: The file inside that makes an archive what its ending says; a plain zip may hold anything.
HEARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
MAX_DIRECTORY = 2_000_000  # bytes of table of contents: some 20,000 files; more would take seconds to read
MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 200  # text packs to a tenth, and nothing people write to a two-hundredth
READ_AT_MOST = 100_000

_END = b"PK\x05\x06"
_END_SIZE = 22
_ZIP64 = b"PK\x06\x07"
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, KeyError, ValueError, struct.error)


def refuse_unsafe_archive(file: Any, extension: str) -> None:
    """Refuse an archive that is broken, unpacks to far more than it is, or is not what its ending says.

    Only its table of contents is read, and that only after its size is known.

    Raises:
        ValidationError: with a sentence for the person who uploads. Source: OWASP ASVS 5.0, 5.2.3 (zip bombs).
    """
    if _directory_size(file) > MAX_DIRECTORY:
        raise ValidationError(_("This file holds too many other files."))
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except _BROKEN as error:
        raise ValidationError(_("This file is damaged and cannot be opened.")) from error
    finally:
        file.seek(0)
    unpacked = sum(member.file_size for member in members)
    packed = max(1, min(file.size, sum(member.compress_size for member in members)))
    if unpacked > MAX_UNPACKED or (unpacked > READ_AT_MOST * 10 and unpacked / packed > MAX_RATIO):
        raise ValidationError(_("This file unpacks to far more than its size. Make a new one without the empty space."))
    heart = HEARTS.get(extension)
    if heart and heart not in {member.filename for member in members}:
        raise ValidationError(_("This is not a real .%(extension)s file."), params={"extension": extension})


def pages_inside(file: Any) -> int | None:
    """Return the pages of a Word file or the slides of a presentation, as its program counted; ``None`` if not counted."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open("docProps/app.xml") as properties:
            head = properties.read(READ_AT_MOST)
    except _BROKEN:
        return None
    found = re.search(rb"<(?:\w+:)?(?:Pages|Slides)>(\d{1,5})</", head)
    return int(found.group(1)) or None if found else None


def _directory_size(file: Any) -> int:
    """Return the size of the table of contents, found as ``zipfile`` finds it; a zip64 one counts as endless."""
    start = max(0, file.size - 65_535 - _END_SIZE)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        return 0  # not an archive at all: opening it will say so
    if tail[max(0, at - 20) : at].startswith(_ZIP64):
        return MAX_DIRECTORY + 1
    return int(struct.unpack_from("<I", tail, at + 12)[0])
