"""What may be uploaded, what is read from it, and how public files are handed out."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.toolkit_orders.asset_fixtures import archive, docx, make_asset, pdf, picture
from toolkit_orders.files import content_type_of, extension_of, facts_of, refuse_unsafe
from toolkit_orders.models import Asset


def huge_png(side: int = 50_000) -> bytes:
    """A PNG of 70 bytes that says it is 50 000 pixels square."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """A Word file of 300 kB that unpacks to 300 MB."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("word/document.xml", b"<document/>")
        with opened.open("docProps/app.xml", "w", force_zip64=False) as inside:
            for _megabyte in range(300):
                inside.write(b"\0" * 1_000_000)
    return made.getvalue()


def crowded() -> bytes:
    """An archive whose table of contents says it is 3 GB long."""
    content = bytearray(archive({"a": b"a"}))
    at = content.rfind(b"PK\x05\x06")
    struct.pack_into("<I", content, at + 12, 3_000_000_000)
    return bytes(content)


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "a page": ("a.html", HTML),
    "a drawing": ("a.svg", SVG),
    "a script": ("a.js", b"alert(1)"),
    "a program": ("a.exe", b"MZ\x90\x00"),
    "a program with two endings": ("a.pdf.exe", b"MZ\x90\x00"),
    "no ending": ("pdf", pdf()),
    "a page named PDF": ("a.pdf", HTML),
    "a page named text": ("a.txt", b"\n\n  <HTML><body>"),
    "a drawing named text": ("a.txt", SVG),
    "a program named text": ("a.txt", b"MZ\x90\x00\x03"),
    "a PDF named text": ("a.txt", pdf()),
    "GIF and script": ("a.png", b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)"),
    "GIF and script named PDF": ("a.pdf", b"GIF89a/*" + pdf()),
    "a picture named Word": ("a.docx", picture()),
    "a zip named Word": ("a.docx", archive({"run.exe": b"MZ"})),
    "a bomb": ("a.docx", bomb()),
    "a bomb named zip": ("a.zip", bomb()),
    "an endless table of contents": ("a.zip", crowded()),
    "half a zip": ("a.zip", archive({"a.txt": b"x" * 5000})[:60]),
    "nothing": ("a.pdf", b""),
    "half a PNG": ("a.png", picture(size=(300, 300))[:20_000]),
    "the head of a PNG": ("a.png", picture()[:30]),
    "half a JPEG": ("a.jpg", picture("JPEG", (300, 300))[:5000]),
    "50 000 pixels square": ("a.png", huge_png()),
    "9 000 pixels square": ("a.png", huge_png(9_000)),
}


@pytest.mark.parametrize("what", REFUSED)
def test_upload_is_refused_in_words_and_at_once(what):
    name, content = REFUSED[what]
    started = time.monotonic()
    with pytest.raises(ValidationError) as refused:
        refuse_unsafe(SimpleUploadedFile(name, content))
    assert time.monotonic() - started < 1
    assert len(refused.value.messages[0]) > 15


ACCEPTED = {
    "a.pdf": pdf(),
    "A.PDF": pdf(),
    "a.docx": docx(),
    "a.pptx": archive({"ppt/presentation.xml": b"<p/>"}),
    "a.xlsx": archive({"xl/workbook.xml": b"<w/>"}),
    "a.zip": archive({"a.txt": b"words"}),
    "a.png": picture(),
    "a.jpg": picture("JPEG"),
    "a.jpeg": picture("JPEG"),
    "a.txt": "Mae’r gair yn rhydd < 3".encode(),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_upload_is_accepted_when_it_is_what_it_says(name):
    file = SimpleUploadedFile(name, ACCEPTED[name])
    refuse_unsafe(file)
    assert file.tell() == 0


def test_upload_is_refused_one_byte_above_the_limit(settings):
    content = pdf()
    settings.CL_HUB = {**settings.CL_HUB, "ASSET_MAX_BYTES": len(content)}
    refuse_unsafe(SimpleUploadedFile("a.pdf", content))
    with pytest.raises(ValidationError):
        refuse_unsafe(SimpleUploadedFile("a.pdf", content + b"\n"))


def test_facts_are_read_from_the_file():
    assert facts_of(SimpleUploadedFile("a.pdf", pdf(3))).pages == 3
    assert facts_of(SimpleUploadedFile("a.docx", docx(pages=12))).pages == 12
    drawn = facts_of(SimpleUploadedFile("a.png", picture(size=(40, 30))))
    assert (drawn.kind, drawn.width, drawn.height) == ("PNG", 40, 30)


def test_facts_that_cannot_be_read_are_left_out():
    assert facts_of(SimpleUploadedFile("a.pdf", b"%PDF-1.4 nonsense")).pages is None
    assert facts_of(SimpleUploadedFile("a.docx", docx(pages=None))).pages is None
    assert facts_of(SimpleUploadedFile("a.docx", b"PK\x03\x04 nonsense")).pages is None
    assert facts_of(SimpleUploadedFile("a.docx", bomb())).pages is None
    assert facts_of(SimpleUploadedFile("a.png", b"nonsense")).width is None


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.PDF", "pdf"),
        ("a", ""),
        ("a.", ""),
        ("a.b/../c", ""),
        ("a.pdf\r\nX: y", ""),
        ("a.tar.gz", "gz"),
        ("a." + "x" * 300, ""),
        ("a.ﬁ", ""),
    ],
)
def test_ending_is_letters_and_digits_only(name, ending):
    assert extension_of(name) == ending


def test_unknown_type_is_bytes_to_be_saved():
    assert content_type_of("exe") == "application/octet-stream"


HOSTILE_NAMES = ["../../x.pdf", "con.pdf", "a\r\nX: y.pdf", "x" * 300 + ".pdf", "مرحبا ‮fdp.pdf", "..pdf", 'a b;c="d".pdf']


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_name_of_an_upload_decides_nothing(name, client):
    asset = Asset(title=name[:160], file=SimpleUploadedFile(name, pdf()), audience="public")
    asset.full_clean()
    asset.save()
    assert asset.file.name.startswith("assets/") and asset.file.name.endswith(".pdf")
    assert len(asset.file.name) == len("assets/") + 32 + len(".pdf")
    answer = client.get(reverse("toolkit_orders_public_file", args=[asset.uid]))
    assert answer.status_code == 200
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment") and "\n" not in disposition and "/" not in disposition.replace("utf-8''", "")


@pytest.mark.django_db
class TestPublicFile:
    def address(self, asset: Asset) -> str:
        return reverse("toolkit_orders_public_file", args=[asset.uid])

    def test_is_saved_under_its_title_and_never_shown(self, client):
        content = pdf(2)
        answer = client.get(self.address(make_asset("Call script", content, audience="public")))
        assert b"".join(answer.streaming_content) == content
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="Call script.pdf"'
        assert answer["Content-Length"] == str(len(content))
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert not answer.cookies

    def test_answers_head_without_the_file(self, client):
        answer = client.head(self.address(make_asset(audience="public")))
        assert answer.status_code == 200
        assert int(answer["Content-Length"]) > 0
        assert b"".join(answer.streaming_content) == b""

    def test_is_not_found_when_it_is_for_people_who_asked(self, client, home):
        assert client.get(self.address(make_asset(audience="request"))).status_code == 404

    def test_is_not_found_when_nobody_has_it(self, client, home):
        assert client.get("/files/00000000-0000-4000-8000-000000000000/").status_code == 404
        for wrong in ("1", "x" * 3000, "%00", "..%2f..%2fsettings.py", "' OR 1=1"):
            assert client.get(f"/files/{wrong}/").status_code == 404

    def test_takes_no_post(self, client):
        assert client.post(self.address(make_asset(audience="public"))).status_code == 405

    def test_says_that_it_is_missing_when_storage_has_lost_it(self, client, home, caplog):
        asset = make_asset("<b>Lost</b>", audience="public")
        asset.file.storage.delete(asset.file.name)
        answer = client.get(self.address(asset))
        assert answer.status_code == 404
        assert "is not where it should be" in answer.content.decode()
        assert "&lt;b&gt;Lost" in answer.content.decode()
        assert "missing from storage" in caplog.text

    def test_says_that_it_is_missing_when_storage_does_not_answer(self, client, home, monkeypatch):
        asset = make_asset(audience="public")
        monkeypatch.setattr(type(asset.file.storage), "exists", lambda self, name: 1 / 0)
        assert client.get(self.address(asset)).status_code == 404

    def test_costs_one_query(self, client, django_assert_num_queries):
        address = self.address(make_asset(audience="public"))
        with django_assert_num_queries(1):  # the asset
            client.get(address)
