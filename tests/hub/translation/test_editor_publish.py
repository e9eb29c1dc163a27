"""The buttons of the translation editor, as its script presses them."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from case_studies.models import StoryPage, Topic
from hub.models import AcademyPage
from hub.translation.memory import fill
from hub.translation.submit import sync, translate, translate_snippet
from tests.hub.translation.conftest import fresh, in_urdu, live_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, superuser):
    client.force_login(superuser)
    return client


def press_publish(client, page):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, {"action": "publish"})
    return response, " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_editor_opens_and_publishes(editor, about, urdu_home, urdu):
    made = translate(page=about, locale=urdu)
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).status_code == 200
    in_urdu(about, urdu, **{"About us": "ہمارے بارے میں"})
    response, said = press_publish(editor, made)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert "Published “ہمارے بارے میں”" in said
    assert fresh(made).live
    assert editor.get("/ur/about/").status_code == 200


def test_texts_without_translation_are_counted_in_the_message(editor, about, urdu_home, urdu):
    made = translate(page=about, locale=urdu)
    fill(source=about, locale=urdu, texts={"About us": "ہمارے بارے میں"})
    StringTranslation.objects.filter(translation_of__data="Everybody is welcome.").update(data="")
    assert "3 texts are not translated" in press_publish(editor, made)[1]


def test_what_the_gate_refuses_is_a_message_and_the_live_page_stays(editor, story, urdu_home, urdu):
    made = live_in(story, urdu)
    title = made.title
    StoryPage.objects.filter(pk=story.pk).update(level="")
    sync(source=story)
    fill(source=story, locale=urdu, texts={story.title: "کچھ اور"})
    response, said = press_publish(editor, made)
    assert response.status_code == 302
    assert "cannot be published yet" in said
    assert "level" in said
    assert (fresh(made).title, fresh(made).live, fresh(made).level) == (title, True, "organisational")


def test_an_error_in_a_string_is_a_message(editor, about, urdu_home, urdu):
    made = live_in(about, urdu)
    StringTranslation.objects.filter(translation_of__data="About us").update(data="<b></b>")
    response, said = press_publish(editor, made)
    assert response.status_code == 302
    assert said
    assert fresh(made).title == "اردو: About us"


@pytest.mark.parametrize(("role", "publishes"), [("editor", False), ("publisher", True)])
def test_publishing_needs_the_right_to(client, nw, nw_page, urdu, writer, role, publishes):
    made = translate(page=nw_page, locale=urdu)
    client.force_login(writer(nw, role))
    press_publish(client, made)
    assert fresh(made).live == publishes


def test_a_page_that_somebody_has_locked_is_not_published(client, nw, nw_page, urdu, superuser, writer):
    made = translate(page=nw_page, locale=urdu)
    Page.objects.filter(pk=made.pk).update(locked=True, locked_by=superuser)
    client.force_login(writer(nw, "publisher"))
    press_publish(client, made)
    assert not fresh(made).live


def test_a_stopped_translation_has_the_ordinary_editor(editor, about, urdu_home, urdu):
    made = live_in(about, urdu)
    Translation.objects.filter(source__object_id=about.translation_key).update(enabled=False)
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).content.decode()
    assert 'name="title"' in shown
    assert "localize-restart-translation" in shown


def test_an_alias_is_offered_to_be_translated(editor, about, urdu_home, urdu):
    alias = about.copy_for_translation(urdu, alias=True)
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[alias.pk])).content.decode()
    assert reverse("wagtail_localize:submit_page_translation", args=[about.pk]) in shown
    assert press_publish(editor, alias)[0].status_code == 200
    assert fresh(alias).alias_of_id == about.pk


def test_english_pages_have_the_ordinary_editor(editor, about, urdu):
    translate(page=about, locale=urdu)
    assert 'name="title"' in editor.get(reverse("wagtailadmin_pages:edit", args=[about.pk])).content.decode()


def test_vocabulary_is_published_in_its_editor(editor, vocabulary, urdu, locale):
    topic = Topic.objects.get(slug="housing", locale=locale)
    made = translate_snippet(instance=topic, locale=urdu)
    fill(source=topic, locale=urdu, texts={"Housing": "رہائش"})
    url = reverse("wagtailsnippets_case_studies_topic:edit", args=[made.pk])
    assert editor.get(url).status_code == 200
    response = editor.post(url, {"action": "publish"})
    assert response.status_code == 302
    assert Topic.objects.get(pk=made.pk).name == "رہائش"


@pytest.mark.parametrize("kind", ["home", "academies_index", "section", "gallery", "list", "story"])
def test_every_kind_of_page_opens_in_the_editor(editor, home, academies_index, nw, gallery, nw_stories, story, urdu, kind):
    pages = {
        "home": home, "academies_index": academies_index, "section": AcademyPage.objects.get(slug="north-west"),
        "gallery": gallery, "list": nw_stories, "story": story,
    }  # fmt: skip
    made = translate(page=pages[kind], locale=urdu)
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).status_code == 200
    translation = Translation.objects.get(source__object_id=made.translation_key)
    assert editor.get(reverse("wagtail_localize:preview_translation", args=[translation.pk])).status_code == 200
    assert editor.get(reverse("wagtail_localize:download_pofile", args=[translation.pk])).status_code == 200
