"""Private files: where they are kept, and how one is handed to somebody who may have it.

Nothing private lies under ``MEDIA_ROOT``, which a web server may serve to everybody. Use it as
``FileField(storage=private_storage, upload_to="…")``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from hub import conf
from hub.exceptions import Refused

LONGEST_NAME = 150
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


class FileMissing(Refused):
    """A file the database knows about is not in the storage."""

    message = _("This file is missing. We have been told and will put it back.")


class PrivateFiles(FileSystemStorage):
    """Files in a directory no web server knows; they have no address."""

    def url(self, name: str | None) -> str:
        """Return "": without this, Django would make up an address under ``MEDIA_URL``."""
        return ""


def private_storage() -> Storage:
    """Return the storage of private files.

    That is the alias ``CL_HUB["PRIVATE_STORAGE"]`` of ``STORAGES`` if the project has it, else a directory ``private``
    beside ``MEDIA_ROOT``.
    """
    alias = conf.get("PRIVATE_STORAGE")
    if alias in settings.STORAGES:
        return storages[alias]
    return PrivateFiles(location=default_location(), file_permissions_mode=0o640, directory_permissions_mode=0o750)


def default_location() -> Path:
    """Return the directory that is used when the project names no storage."""
    if settings.MEDIA_ROOT:
        return Path(settings.MEDIA_ROOT).resolve().parent / "private"
    return Path(getattr(settings, "BASE_DIR", ".")).resolve() / "private"


def is_public(storage: Storage) -> bool:
    """Return whether a storage keeps its files where ``MEDIA_URL`` may serve them."""
    location = getattr(storage, "location", None)
    if location is None or not isinstance(storage, FileSystemStorage):
        return False  # a bucket: nothing to see from here
    media = Path(settings.MEDIA_ROOT or ".").resolve()
    return Path(location).resolve().is_relative_to(media)


def send_private(file: Any, *, filename: str, content_type: str = "application/octet-stream") -> FileResponse:
    """Return a response that saves a private file under a name, and that nobody may keep, index or run.

    The caller has checked that the person may have it.

    Args:
        file: a Django ``File`` or ``FieldFile``.
        filename: the name to suggest; any script is fine (RFC 5987), paths and control characters are taken out.

    Raises:
        FileMissing: the storage has no such file.
    """
    try:
        opened = file.open("rb")
    except (FileNotFoundError, ValueError) as error:  # ValueError: the field is empty
        raise FileMissing from error
    response = FileResponse(opened, as_attachment=True, filename=safe_name(filename), content_type=content_type)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def safe_name(name: str) -> str:
    """Return a file name without path, quotes, control, format or surrogate characters, at most 150 characters, never empty."""
    flat = re.sub(r"[\\/]", " ", name)
    kept = "".join(character for character in flat if character.isprintable() and character not in '"<>:|?*')
    stem, dot, suffix = kept.strip(" .").rpartition(".")
    if not dot or len(suffix) > 10:
        return kept.strip(" .")[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}" if stem else suffix
