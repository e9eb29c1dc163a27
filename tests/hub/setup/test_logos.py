"""Logos: what is a picture is kept small and bare, what is none is a sentence beside the field."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image

from hub.academies.models import Academy
from hub.academies.setup.create import create_academy
from hub.academies.setup.exceptions import LogoNotStored
from hub.academies.setup.logos import MAX_BYTES, clean_logo, put_logo
from tests.hub.setup.conftest import details, picture


def claimed(width: int, height: int) -> ContentFile:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return ContentFile(
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""), name="big.png"
    )


def cut(kind: str) -> ContentFile:
    noise = Image.effect_noise((400, 400), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, kind)
    return ContentFile(out.getvalue()[: len(out.getvalue()) // 2], name="cut.png")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NOT_LOGOS = {
    "empty": lambda: ContentFile(b"", name="logo.png"),
    "text": lambda: ContentFile(b"hello", name="logo.png"),
    "svg": lambda: ContentFile(SVG, name="logo.svg"),
    "svg named png": lambda: ContentFile(SVG, name="logo.png"),
    "html named png": lambda: ContentFile(b"<!doctype html><script>alert(1)</script>", name="logo.png"),
    "gif": lambda: picture("GIF"),
    "bmp": lambda: picture("BMP"),
    "truncated head": lambda: ContentFile(picture().read()[:40], name="logo.png"),
    "truncated png": lambda: cut("PNG"),
    "truncated jpeg": lambda: cut("JPEG"),
    "truncated webp": lambda: cut("WEBP"),
    "50 000 square": lambda: claimed(50_000, 50_000),
    "4001 wide": lambda: picture(size=(4001, 10)),
    "no pixels": lambda: claimed(0, 0),
    "too many bytes": lambda: ContentFile(b"\x89PNG" + b"\0" * MAX_BYTES, name="logo.png"),
}


@pytest.mark.parametrize("name", NOT_LOGOS)
def test_logo_that_is_no_picture_is_refused_in_words(name):
    with pytest.raises(ValidationError) as refused:
        clean_logo(NOT_LOGOS[name]())
    assert len(refused.value.messages[0]) > 20


KINDS = [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "I;16"), ("JPEG", "L"), ("JPEG", "CMYK"), ("WEBP", "RGBA")]


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_logo_of_any_known_kind_becomes_a_small_png(kind, mode):
    kept = clean_logo(picture(kind, size=(3000, 1000), mode=mode) if mode != "I;16" else _deep())

    with Image.open(kept) as found:
        assert found.format == "PNG"
        assert found.width <= 640 and found.height <= 320


def _deep() -> ContentFile:
    out = io.BytesIO()
    Image.new("I;16", (10, 10)).save(out, "PNG")
    return ContentFile(out.getvalue(), name="deep.png")


def test_logo_keeps_no_word_of_where_and_by_whom_it_was_made():
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    kept = clean_logo(picture("JPEG", exif=exif, comment=b"SECRETNAME")).read()

    assert b"SECRET" not in kept
    assert b"eXIf" not in kept and b"tEXt" not in kept and b"iCCP" not in kept


def test_animated_png_becomes_its_first_picture():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    with Image.open(clean_logo(ContentFile(out.getvalue(), name="logo.png"))) as found:
        assert getattr(found, "n_frames", 1) == 1


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_logo_is_kept_under_the_slug_and_what_is_in_it(three, media):
    academy = create_academy(details=details(logo=clean_logo(picture()))).academy

    academy.refresh_from_db()
    assert academy.logo.name.startswith("academies/yorkshire-") and academy.logo.name.endswith(".png")
    assert (academy.logo_width, academy.logo_height) == (640, 320)
    assert [path.name for path in media.rglob("*.png")] == [academy.logo.name.split("/")[1]]


@pytest.mark.django_db
def test_replaced_logo_is_removed_when_the_change_is_through(nw, media, django_capture_on_commit_callbacks):
    put_logo(nw, clean_logo(picture()))
    nw.save()

    with django_capture_on_commit_callbacks() as callbacks:
        put_logo(nw, clean_logo(picture(size=(100, 100))))
        nw.save()
    assert len(list(media.rglob("*.png"))) == 2
    for callback in callbacks:
        callback()

    assert [path.name for path in media.rglob("*.png")] == [Academy.objects.get(pk=nw.pk).logo.name.split("/")[1]]


@pytest.mark.django_db
def test_full_disk_is_said_in_words_and_makes_no_academy(three, media, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    with pytest.raises(LogoNotStored):
        create_academy(details=details(logo=clean_logo(picture())))
    assert not Academy.objects.exists()


@pytest.mark.django_db
def test_same_logo_chosen_again_changes_nothing(nw, media, django_capture_on_commit_callbacks):
    put_logo(nw, clean_logo(picture()))
    before = nw.logo.name

    with django_capture_on_commit_callbacks(execute=True):
        put_logo(nw, clean_logo(picture()))

    assert nw.logo.name == before
    assert len(list(media.rglob("*.png"))) == 1
