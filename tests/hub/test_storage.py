"""Private files: nowhere public, and handed over so that nobody keeps, indexes or runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages

from hub.storage import FileMissing, PrivateFiles, is_public, private_storage, safe_name, send_private


@pytest.fixture
def stored(settings, tmp_path):
    storage = PrivateFiles(location=tmp_path / "private")
    name = storage.save("pack.pdf", ContentFile(b"%PDF-1.7 hello"))
    return storage, name


def without_alias(settings):
    settings.STORAGES = {name: value for name, value in settings.STORAGES.items() if name != "hub_private"}


def test_project_decides_where_private_files_are(settings):
    assert private_storage() is storages["hub_private"]


def test_project_that_says_nothing_keeps_them_beside_its_media(settings, tmp_path):
    without_alias(settings)
    settings.MEDIA_ROOT = str(tmp_path / "media")
    assert Path(private_storage().location) == tmp_path / "private"
    assert not is_public(private_storage())


def test_project_without_media_keeps_them_in_its_base_directory(settings, tmp_path):
    without_alias(settings)
    settings.MEDIA_ROOT, settings.BASE_DIR = "", tmp_path
    assert Path(private_storage().location) == tmp_path / "private"


@pytest.mark.parametrize(
    ("where", "public"), [("media", True), ("media/private", True), ("private", False), ("media-private", False)]
)
def test_storage_under_media_is_public(settings, tmp_path, where, public):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert is_public(FileSystemStorage(location=tmp_path / where)) is public


def test_storage_through_a_link_into_media_is_public(settings, tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "private").symlink_to(tmp_path / "media")
    settings.MEDIA_ROOT = tmp_path / "media"
    assert is_public(FileSystemStorage(location=tmp_path / "private"))


def test_private_file_has_no_address(stored):
    storage, name = stored
    assert storage.url(name) == ""


def test_private_file_is_sent_whole_with_headers_that_protect_it(stored):
    storage, name = stored
    response = send_private(storage.open(name), filename="Welcome pack.pdf", content_type="application/pdf")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 hello"
    assert response["Content-Disposition"] == 'attachment; filename="Welcome pack.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == "14"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_name_in_any_script_reaches_the_browser(stored):
    storage, name = stored
    response = send_private(storage.open(name), filename="خوش آمدید.pdf")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8%AE")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a"b.pdf', "ab.pdf"),
        ("a\r\nX-Evil: 1.pdf", "aX-Evil 1.pdf"),
        ("a\x00\u202efdp.exe", "afdp.exe"),
        ("", "file"),
        ("...", "file"),
        (".pdf", "pdf"),
        ("\udcff.pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("x" * 300, "x" * 150),
    ],
)
def test_hostile_name_is_made_harmless(stored, name, safe):
    storage, stored_name = stored
    assert safe_name(name) == safe
    assert "\n" not in send_private(storage.open(stored_name), filename=name)["Content-Disposition"]


def test_file_that_is_gone_is_refused_in_words(stored):
    storage, name = stored
    file = storage.open(name)
    file.close()
    storage.delete(name)
    with pytest.raises(FileMissing, match="This file is missing"):
        send_private(file, filename="pack.pdf")
