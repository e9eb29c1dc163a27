"""A translation goes live through its page's own gate, whole or not at all."""

from __future__ import annotations

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision
from wagtail_localize.models import StringTranslation, Translation

from case_studies.enums import Facet
from case_studies.models import Principle, StoryFacet, StoryPage, Topic
from hub.exceptions import PublishRefused
from hub.translation.exceptions import Invalid, NotBeingTranslated
from hub.translation.memory import fill
from hub.translation.publishing import publish
from hub.translation.submit import sync, translate, translate_snippet
from tests.conftest import live_copy
from tests.hub.translation.conftest import fresh, in_urdu, live_in, no_problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def urdu_words(vocabulary, urdu, locale):
    """The story's main principle and its topic in Urdu."""
    for term in (Principle.objects.get(number=7), Topic.objects.get(slug="planning-services")):
        live_in(term, urdu)


@pytest.fixture
def urdu_story(story, urdu_home, urdu_words, urdu):
    return live_in(story, urdu, **{"Five seats at every table": "ہر میز پر پانچ نشستیں"})


def test_published_translation_is_served_in_its_language(client, about, urdu_home, urdu):
    made = live_in(about, urdu, **{"About us": "ہمارے بارے میں"})
    assert (made.title, made.live, made.has_unpublished_changes) == ("ہمارے بارے میں", True, False)
    response = client.get("/ur/about/")
    assert response.status_code == 200
    assert "ہمارے بارے میں" in response.content.decode()
    assert ">Everybody is welcome" not in response.content.decode()
    assert fresh(about).title == "About us"
    assert no_problems()


def test_publishing_twice_changes_nothing(story, urdu_story, urdu):
    revisions = Revision.objects.count()
    again = publish(source=story, locale=urdu)
    assert Revision.objects.count() == revisions
    assert again.last_published_at == urdu_story.last_published_at


def test_publishing_a_home_page_twice_changes_nothing_either(home, urdu):
    """Two home pages cannot have one slug; that must not look like a change each time."""
    made = live_in(home, urdu)
    revisions = Revision.objects.count()
    publish(source=home, locale=urdu)
    assert Revision.objects.count() == revisions
    assert made.slug == fresh(made).slug
    assert not Redirect.objects.exists()


def test_a_new_text_a_deleted_text_and_a_new_source_each_publish_again(about, urdu_home, urdu):
    made = live_in(about, urdu)
    first = made.last_published_at
    fill(source=about, locale=urdu, texts={"About us": "ہم کون ہیں"})
    second = publish(source=about, locale=urdu)
    assert (second.title, second.last_published_at > first) == ("ہم کون ہیں", True)
    StringTranslation.objects.get(translation_of__data="About us").delete()
    assert publish(source=about, locale=urdu).title == "About us"
    about.save_revision().publish()
    sync(source=about)
    third = fresh(made).last_published_at
    assert publish(source=about, locale=urdu).last_published_at > third


def test_strings_without_translation_stay_in_the_source_s_language(about, urdu_home, urdu):
    translate(page=about, locale=urdu)
    fill(source=about, locale=urdu, texts={"About us": "ہمارے بارے میں"})
    made = publish(source=about, locale=urdu)
    assert (made.title, made.summary) == ("ہمارے بارے میں", "Who runs this hub.")


def test_a_refusal_leaves_a_draft_a_draft(story, urdu_home, urdu):
    in_urdu(story, urdu)
    StoryPage.objects.filter(pk=story.pk).update(level="")
    sync(source=story)
    before = Revision.objects.count()
    with pytest.raises(PublishRefused, match="level"):
        publish(source=story, locale=urdu)
    assert not StoryPage.objects.get(locale=urdu).live
    assert Revision.objects.count() == before


def test_a_refusal_leaves_a_live_page_as_it_was(story, urdu_story, urdu):
    StoryPage.objects.filter(pk=story.pk).update(sector="")
    fill(source=story, locale=urdu, texts={"Five seats at every table": "کچھ اور"})
    with pytest.raises(PublishRefused):
        publish(source=story, locale=urdu)
    kept = fresh(urdu_story)
    assert (kept.title, kept.sector, kept.live) == ("ہر میز پر پانچ نشستیں", "public", True)


def test_an_invalid_page_is_refused_and_the_string_is_marked(about, urdu_home, urdu):
    made = live_in(about, urdu, **{"About us": "ہمارے بارے میں"})
    StringTranslation.objects.filter(translation_of__data="About us").update(data="<b></b>")
    with pytest.raises(Invalid):
        publish(source=about, locale=urdu)
    assert fresh(made).title == "ہمارے بارے میں"
    marked = StringTranslation.objects.get(translation_of__data="About us")
    assert marked.has_error
    assert marked.field_error


def test_what_was_never_started_or_was_stopped_is_not_published(about, urdu_home, urdu, welsh):
    with pytest.raises(NotBeingTranslated):
        publish(source=about, locale=welsh)
    live_copy(about, urdu)
    with pytest.raises(NotBeingTranslated):
        publish(source=about, locale=urdu)


def test_a_stopped_translation_is_not_published(about, urdu_home, urdu):
    made = live_in(about, urdu)
    Translation.objects.update(enabled=False)
    with pytest.raises(NotBeingTranslated):
        publish(source=about, locale=urdu)
    assert fresh(made).live


def test_urdu_story_is_counted_in_the_urdu_gallery_only_with_urdu_terms(client, story, urdu_story, gallery, urdu):
    live_in(gallery, urdu, **{"Good-practice gallery": "اچھی مثالوں کی گیلری"})
    rows = set(StoryFacet.objects.filter(story=urdu_story).values_list("locale", "facet", "term"))
    english = set(StoryFacet.objects.filter(story=story).values_list("facet", "term"))
    assert rows == {(urdu.pk, facet, term) for facet, term in english}
    assert (urdu.pk, Facet.ACADEMY, "north-west") in rows
    in_urdu_gallery = client.get("/ur/good-practice/?principle=7").content.decode()
    in_english_gallery = client.get("/good-practice/?principle=7").content.decode()
    assert "ہر میز پر پانچ نشستیں" in in_urdu_gallery
    assert "Five seats at every table" not in in_urdu_gallery
    assert "Five seats at every table" in in_english_gallery
    assert "ہر میز پر پانچ نشستیں" not in in_english_gallery
    principle = Principle.objects.get(number=7, locale=urdu)
    assert principle.name.startswith("اردو")
    assert principle.name in in_urdu_gallery


def test_translated_story_belongs_to_the_academy_of_its_source(story, urdu_story):
    assert urdu_story.academy_id == fresh(story).academy_id is not None
    assert fresh(urdu_story.get_parent()).academy_id == story.academy_id


def test_draft_story_is_counted_nowhere(story, urdu_home, urdu):
    made = translate(page=story, locale=urdu)
    assert not StoryFacet.objects.filter(story=made.pk).exists()


def test_groups_of_the_academy_have_their_rights_on_its_translated_section(nw, nw_page, urdu, writer):
    user = writer(nw, "publisher")
    assert not nw_page.get_parent().get_translation_or_none(urdu)
    made = translate(page=nw_page, locale=urdu)
    permissions = made.permissions_for_user(user)
    assert permissions.can_edit()
    assert permissions.can_publish()
    assert not fresh(made.get_parent().get_parent()).permissions_for_user(user).can_edit()


def test_a_role_of_one_language_has_no_rights_in_another(nw, nw_page, urdu, welsh, writer):
    user = writer(nw, "editor", [urdu])
    in_urdu, in_welsh = translate(page=nw_page, locale=urdu), translate(page=nw_page, locale=welsh)
    assert in_urdu.permissions_for_user(user).can_edit()
    assert not in_welsh.permissions_for_user(user).can_edit()
    assert not fresh(nw_page).permissions_for_user(user).can_edit()


def test_a_snippet_is_stored_with_its_translated_words(vocabulary, urdu, locale):
    topic = Topic.objects.get(slug="housing", locale=locale)
    made = translate_snippet(instance=topic, locale=urdu)
    assert made.name == "Housing"
    fill(source=topic, locale=urdu, texts={"Housing": "رہائش"})
    assert publish(source=topic, locale=urdu).name == "رہائش"
    assert Topic.objects.get(pk=made.pk).slug == "housing"


def test_publishing_all_at_once_leaves_a_whole_tree(story, gallery, nw_page, urdu):
    for page in [*Page.objects.filter(locale=story.locale, depth__gt=1).specific().order_by("path")]:
        live_in(page, urdu)
    assert no_problems()
    assert Page.objects.filter(locale=urdu, live=True).count() == 7
