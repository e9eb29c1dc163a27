"""Saving a translated string in the editor: what does not fit is kept with a message, on both databases."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from case_studies.models import Topic
from hub.models import FooterLink, StandardPage
from hub.translation.checking import target_of
from hub.translation.memory import missing
from hub.translation.submit import translate, translate_snippet
from tests.hub.translation.conftest import fresh

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def editor(client, superuser):
    client.force_login(superuser)
    return client


@pytest.fixture
def translation(about, urdu_home, urdu):
    translate(page=about, locale=urdu)
    return Translation.objects.get(source__object_id=about.translation_key)


def address(translation, text):
    segment = translation.source.stringsegment_set.get(string__data=text)
    return reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])


def put(client, translation, text, value):
    return client.put(address(translation, text), urlencode({"value": value}), content_type=FORM)


def test_string_is_stored_and_comes_back_as_the_editor_s_script_wants_it(editor, translation, about):
    response = put(editor, translation, "About us", "ہمارے بارے میں")
    assert response.status_code == 201
    assert {"string_id", "segment_id", "data", "error", "comment", "last_translated_by"} == set(response.json())
    assert (response.json()["data"], response.json()["error"]) == ("ہمارے بارے میں", None)
    assert put(editor, translation, "About us", "ہم کون ہیں").status_code == 200
    assert StringTranslation.objects.get().data == "ہم کون ہیں"
    assert about.get_translation(translation.target_locale).draft_title == "ہم کون ہیں"


def test_a_title_of_300_characters_is_a_message_and_is_kept(editor, translation, about):
    """PostgreSQL refused it with a server error: a signal wrote it into a column of 255 characters."""
    response = put(editor, translation, "About us", "م" * 300)
    assert response.status_code == 201
    assert "255" in response.json()["error"]
    stored = StringTranslation.objects.get()
    assert (len(stored.data), stored.has_error) == (300, True)
    assert about.get_translation(translation.target_locale).draft_title == "About us"
    assert "About us" in missing(source=about, locale=translation.target_locale)
    again = put(editor, translation, "About us", "م" * 255)
    assert (again.status_code, again.json()["error"]) == (200, None)
    assert not StringTranslation.objects.get().has_error


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Who runs this hub.", "م" * 301, "300"),
        ("About us", "<p>عنوان</p>", "<p> tag"),
        ("About us", "<script>alert(1)</script>", "<script> tag"),
        ("We meet on <b>Tuesdays</b>.", '<a id="a7">منگل</a>', "a7"),
        ("We meet on <b>Tuesdays</b>.", '<b onclick="x()">منگل</b>', "attributes"),
        ("About us", "عنوان\u202e", "U+202E"),
        ("About us", "عنوان\x00", "hidden character"),
    ],
)
def test_what_does_not_fit_is_kept_with_a_message_and_never_published(editor, translation, text, value, words):
    response = put(editor, translation, text, value)
    assert response.status_code == 201
    assert words in response.json()["error"]
    assert StringTranslation.objects.get().has_error
    assert fresh(translation.get_target_instance()).title == "About us"


@pytest.mark.parametrize("value", ["", "   ", "\n\t"])
def test_saving_nothing_takes_the_translation_away_and_says_so(editor, translation, about, value):
    put(editor, translation, "About us", "ہمارے بارے میں")
    for _again in range(2):
        response = put(editor, translation, "About us", value)
        assert response.status_code == 200
        assert "empty" in response.json()["error"]
        assert not StringTranslation.objects.exists()
    assert Translation.objects.get(pk=translation.pk).get_progress() == (4, 0)


def test_deleting_a_string(editor, translation):
    put(editor, translation, "About us", "ہمارے بارے میں")
    assert editor.delete(address(translation, "About us")).status_code == 200
    assert editor.delete(address(translation, "About us")).status_code == 404
    assert not StringTranslation.objects.exists()


def test_requests_that_make_no_sense_are_refused(editor, translation, vocabulary, urdu, locale):
    url = address(translation, "About us")
    assert editor.put(url, "nothing=1", content_type=FORM).status_code == 400
    assert editor.put(url, b"{", content_type="application/json").status_code == 400
    assert editor.put(url, b"--x", content_type="multipart/form-data; boundary=x").status_code == 400
    assert editor.post(url, {"value": "x"}).status_code == 405
    unknown = url.replace(f"translate/{translation.pk}/", "translate/999999/")
    assert editor.put(unknown, "value=x", content_type=FORM).status_code == 404
    assert not StringTranslation.objects.exists()


def test_a_string_of_another_page_is_refused(editor, translation, home, urdu):
    other = home.add_child(instance=StandardPage(title="Other", slug="other"))
    translate(page=other, locale=urdu)
    segment = Translation.objects.get(source__object_id=other.translation_key).source.stringsegment_set.first()
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    assert editor.put(url, "value=x", content_type=FORM).status_code == 404


def test_strings_of_vocabulary_are_for_who_may_change_it_in_that_language(client, nw, vocabulary, urdu, writer):
    topic = Topic.objects.get(slug="housing")
    translate_snippet(instance=topic, locale=urdu)
    translation = Translation.objects.get(source__object_id=topic.translation_key)
    client.force_login(writer(nw, "manager"))
    assert put(client, translation, "Housing", "رہائش").status_code == 403
    assert not StringTranslation.objects.exists()


def test_a_stranger_may_not_save(client, translation):
    response = put(client, translation, "About us", "x")
    assert response.status_code == 302
    assert "/login/" in response.url


def test_every_string_of_a_page_has_a_place_with_its_limit(story, home, urdu, gallery):
    """Whatever can be translated is checked against its own field or block."""
    FooterLink.objects.create(page=home, text="Privacy", link_url="/privacy/", locale=home.locale)
    for page in (home, story, gallery):
        translate(page=page, locale=urdu)
    translations = Translation.objects.filter(source__object_id__in=[home.translation_key, story.translation_key])
    for translation in translations:
        model = translation.source.specific_content_type.model_class()
        for path in translation.source.stringsegment_set.values_list("context__field_path", flat=True):
            assert target_of(model, path) is not None, path
    assert target_of(type(home), "footer_links.text").max_length == 80
    assert target_of(type(story), "parts.before.text") is not None
    assert target_of(type(story), "parts.before.quote.name").field.max_length == 120
    assert target_of(type(story), "parts.before.changes.rows.item.label").field.max_length == 80
    assert target_of(type(story), "parts.before.image.image.alt_text") is not None


@pytest.mark.parametrize("path", ["gone", "parts.gone", "parts.before.gone.more", "title.more"])
def test_a_place_that_is_no_more_is_none_or_the_field(story, path):
    found = target_of(type(story), path)
    assert found is None or found.name == "title"
