"""Uploading a PO file: whatever it is, there is a message, and a file that is refused changes nothing."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail_localize.models import StringTranslation, Translation

from hub.translation.submit import translate
from tests.hub.translation.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, superuser):
    client.force_login(superuser)
    return client


@pytest.fixture
def translation(about, urdu_home, urdu):
    translate(page=about, locale=urdu)
    return Translation.objects.get(source__object_id=about.translation_key)


def upload(client, translation, content, name="about-ur.po"):
    """Send a file, and return its message and the response."""
    url = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    back = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    data = {"next": back} if content is None else {"next": back, "file": SimpleUploadedFile(name, content)}
    response = client.post(url, data)
    assert (response.status_code, response.url) == (302, back)
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def catalogue(translation, **texts):
    po = translation.export_po()
    for entry in po:
        entry.msgstr = texts.get(entry.msgid, "")
    return str(po).encode()


HEADER = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'

BAD = {
    "no file": (None, "Choose a PO file"),
    "empty": (b"", "not a PO file"),
    "spaces": (b"  \n\n", "not a PO file"),
    "without header": (b'msgid "About us"\nmsgstr "x"\n', "not a PO file"),
    "without owner": (HEADER + b'\nmsgid "About us"\nmsgstr "x"\n', "not a PO file"),
    "of another page": (
        HEADER + b'"X-WagtailLocalize-TranslationID: 00000000-0000-0000-0000-000000000000\\n"\n', "of another translation",
    ),
    "a broken one": (b'msgid "About us\nmsgstr', "not a PO file"),
    "a path of the server": (b"/etc/passwd", "not a PO file"),
    "of an unknown encoding": (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=nonsense\\n"\n', "not a PO file"),
    "in UTF-16": ('msgid "About us"'.encode("utf-16"), "not a PO file"),
    "of a wrong encoding": (HEADER + b'msgid "\xff\xfe\xfa"\nmsgstr "\xff"\n', "not a PO file"),
    "of five megabytes": (b"# comment\n" * 524_288, "too large"),
    "nul": (b"\x00" * 100, "not a PO file"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_a_message_and_changes_nothing(editor, translation, kind):
    content, words = BAD[kind]
    assert words in upload(editor, translation, content)
    assert not StringTranslation.objects.exists()


def test_a_photograph_is_a_message(editor, translation):
    content = get_test_image_file_jpeg().read()
    assert "not a PO file" in upload(editor, translation, content, "photo.jpg")


def test_a_file_of_the_same_page_in_another_language_is_refused(editor, translation, about, welsh):
    translate(page=about, locale=welsh)
    other = Translation.objects.get(source=translation.source, target_locale=welsh)
    assert "of another translation" in upload(editor, translation, catalogue(other, **{"About us": "Amdanom ni"}))
    assert not StringTranslation.objects.exists()


def test_a_filled_file_is_stored_and_not_published(editor, translation):
    text = upload(editor, translation, catalogue(translation, **{"About us": "ہمارے بارے میں"}))
    assert "are stored" in text
    assert StringTranslation.objects.get().data == "ہمارے بارے میں"
    assert fresh(translation.get_target_instance()).draft_title == "ہمارے بارے میں"
    assert not fresh(translation.get_target_instance()).live
    upload(editor, translation, catalogue(translation, **{"About us": "ہمارے بارے میں"}))
    assert StringTranslation.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [("About us", "م" * 300, "255"), ("Who runs this hub.", "م" * 301, "300"), ("About us", "<p>عنوان</p>", "<p> tag")],
)
def test_a_text_that_does_not_fit_keeps_the_whole_file_out(editor, translation, text, value, words):
    said = upload(editor, translation, catalogue(translation, **{"Everybody is welcome.": "سب", text: value}))
    assert "Nothing was stored" in said
    assert words in said
    assert not StringTranslation.objects.exists()


def test_many_texts_that_do_not_fit_are_counted(editor, translation):
    texts = [entry.msgid for entry in translation.export_po()]
    assert "And 1 more." in upload(editor, translation, catalogue(translation, **dict.fromkeys(texts, "<p>x</p>")))


def test_strings_the_page_does_not_have_are_left_out_and_counted(editor, translation):
    content = catalogue(translation, **{"About us": "ہمارے بارے میں"}) + '\nmsgctxt "title"\nmsgid "Gone"\nmsgstr "گیا"\n'.encode()
    assert "1 string of the file was left out" in upload(editor, translation, content)
    assert StringTranslation.objects.count() == 1


def test_uploading_is_a_post(editor, translation):
    assert editor.get(reverse("wagtail_localize:upload_pofile", args=[translation.pk])).status_code == 405
