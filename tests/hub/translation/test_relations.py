"""What a translated row points to is of its own language, or is rendered in the reader's."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from wagtail.models import Page, TranslatableMixin

from case_studies.models import GalleryPage, Principle, StoryPage, StoryPrinciple, Topic
from hub.models import FooterLink, HomePage
from hub.translation import relations
from hub.translation.memory import fill
from hub.translation.publishing import publish
from hub.translation.submit import sync, translate
from tests.conftest import live_copy
from tests.hub.translation.conftest import fresh, live_in
from toolkit_orders.models import ToolkitIndexPage, ToolkitPage

pytestmark = pytest.mark.django_db

#: Every key from one of our pages, snippets or rows to something that has languages. A new one belongs here, with the
#: knowledge that the room of relations follows it.
FOLLOWED = {
    "hub.HomePage": {"action_page", "second_page", "lead_story", "toolkit_page"},
    "hub.FooterLink": {"link_page"},
    "hub.AcademyPage": {"action_page", "second_page", "lead_story"},
    "case_studies.StoryPrinciple": {"principle"},
    "case_studies.StoryCapability": {"capability"},
    "case_studies.StoryTopic": {"topic"},
    "case_studies.StoryIndexPage": {"next_step_page"},
    "case_studies.GalleryPage": {"next_step_page", "tell_page"},
    "case_studies.PrincipleLink": {"principle", "capability"},
    "case_studies.LinkIndicator": {"indicator"},
    "toolkit_orders.ToolkitPage": {"national_request"},
    "toolkit_orders.RequestPage": {"privacy_page"},
    "toolkit_orders.RequestOffer": {"toolkit"},
}
OURS = {"hub", "case_studies", "toolkit_orders"}


def keys_to_languages():
    """Every foreign key and many-to-many field of our models that belong to pages or have languages, found without our code."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS or not issubclass(model, TranslatableMixin):
            continue
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            to = field.related_model
            is_parent = getattr(field.remote_field, "parent_link", False) or type(field).__name__ == "ParentalKey"
            if isinstance(to, type) and issubclass(to, TranslatableMixin) and not is_parent:
                yield model._meta.label, field.name, field


def test_every_key_to_something_with_languages_is_followed():
    found: dict[str, set[str]] = {}
    for label, name, field in keys_to_languages():
        assert not isinstance(field, models.ManyToManyField), f"{label}.{name}: wagtail-localize does not follow these"
        found.setdefault(label, set()).add(name)
    assert found == FOLLOWED
    known = {str(each) for model in relations.owners() for each in relations.relations_of(model)}
    assert {f"{label}.{name}" for label, names in FOLLOWED.items() for name in names} <= known


def test_inline_rows_point_to_the_terms_of_their_language(story, urdu_home, urdu):
    for term in (Principle.objects.get(number=7), Topic.objects.get(slug="planning-services")):
        live_in(term, urdu)
    made = live_in(story, urdu)
    assert {row.principle.locale for row in made.story_principles.all()} == {urdu}
    assert {row.topic.locale for row in made.story_topics.all()} == {urdu}
    assert [row.principle.number for row in made.story_principles.order_by("sort_order")] == [7, 5, 3]


def test_rows_follow_a_later_change_of_the_source(story, urdu_home, urdu, locale):
    made = live_in(story, urdu)
    StoryPrinciple.objects.filter(page=story, principle__number=5).delete()
    row = StoryPrinciple.objects.get(page=story, principle__number=3)
    row.principle = Principle.objects.get(number=1, locale=locale)
    row.save()
    sync(source=StoryPage.objects.get(pk=story.pk))
    assert [row.principle.number for row in fresh(made).story_principles.order_by("sort_order")] == [7, 5, 3]
    publish(source=story, locale=urdu)
    after = list(StoryPrinciple.objects.filter(page=made.pk).order_by("sort_order"))
    assert [(row.principle.number, row.principle.locale) for row in after] == [(7, urdu), (1, urdu)]


def test_a_term_without_translation_is_made_in_the_source_s_words(story, urdu_home, urdu):
    """A story has to be found by its terms in its own language; the words can be translated at any time."""
    live_in(story, urdu)
    made = Principle.objects.get(number=7, locale=urdu)
    assert made.name == Principle.objects.get(number=7, locale=story.locale).name
    assert Topic.objects.get(locale=urdu).slug == "planning-services"


def test_a_term_that_cannot_be_made_stays_the_source_s(story, urdu_home, urdu, locale):
    Topic.objects.create(name="منصوبہ بندی", slug="planning-services", locale=urdu)  # no translation of the English one
    made = live_in(story, urdu)
    assert [row.topic.locale for row in made.story_topics.all()] == [locale]
    assert made.live


def test_pages_point_to_the_pages_of_their_language(home, about, story, urdu):
    home.action_page, home.lead_story = about, story
    home.save_revision().publish()
    FooterLink.objects.create(page=home, link_page=about, locale=home.locale)
    urdu_home = live_in(home, urdu)
    assert urdu_home.action_page_id == about.pk  # it has no live translation yet
    in_urdu = live_in(about, urdu)
    urdu_home = HomePage.objects.get(pk=urdu_home.pk)
    assert urdu_home.action_page_id == in_urdu.pk
    assert urdu_home.footer_links.get().link_page_id == in_urdu.pk
    assert urdu_home.lead_story_id == story.pk
    home = HomePage.objects.get(pk=home.pk)
    assert (home.action_page_id, home.footer_links.get().link_page_id) == (about.pk, about.pk)


def test_pages_follow_a_later_choice_of_the_source(home, about, gallery, urdu):
    home.action_page = about
    home.save_revision().publish()
    urdu_home, in_urdu, urdu_gallery = (live_in(each, urdu) for each in (home, about, gallery))
    assert fresh(urdu_home).action_page_id == in_urdu.pk
    home = HomePage.objects.get(pk=home.pk)
    home.action_page = gallery
    home.save_revision().publish()
    sync(source=home)
    publish(source=home, locale=urdu)
    assert fresh(urdu_home).action_page_id == urdu_gallery.pk


def test_a_translation_taken_down_is_given_up_again(home, about, urdu):
    home.action_page = about
    home.save_revision().publish()
    urdu_home, in_urdu = live_in(home, urdu), live_in(about, urdu)
    in_urdu.unpublish()
    assert fresh(urdu_home).action_page_id == about.pk
    assert fresh(home).action_page_id == about.pk


def test_pages_published_in_the_ordinary_way_are_put_right_too(home, about, gallery, urdu_home, urdu):
    """By hand, in a workflow or on a schedule: every way ends in publishing."""
    GalleryPage.objects.filter(pk=gallery.pk).update(tell_page=about, next_step_page=about)
    in_urdu = live_copy(about, urdu)
    copied = live_copy(GalleryPage.objects.get(pk=gallery.pk), urdu)
    assert (fresh(copied).tell_page_id, fresh(copied).next_step_page_id) == (in_urdu.pk, in_urdu.pk)


def test_other_languages_and_drafts_are_left_alone(home, about, urdu, welsh):
    home.action_page = about
    home.save_revision().publish()
    urdu_home, welsh_home = live_in(home, urdu), live_in(home, welsh)
    translate(page=about, locale=urdu)
    assert fresh(urdu_home).action_page_id == about.pk
    in_welsh = live_in(about, welsh)
    assert (fresh(urdu_home).action_page_id, fresh(welsh_home).action_page_id) == (about.pk, in_welsh.pk)


def test_publishing_in_the_default_language_repoints_nothing(home, about, urdu):
    in_urdu = live_in(about, urdu)
    HomePage.objects.filter(pk=home.pk).update(action_page=in_urdu)  # an editor chose it on purpose
    fresh(about).save_revision().publish()
    assert fresh(home).action_page_id == in_urdu.pk


def test_links_in_text_lead_to_the_reader_s_language(client, home, about, gallery, urdu):
    linked = f'<p>See <a linktype="page" id="{gallery.pk}">the gallery</a>.</p>'
    action = {"label": "Go there", "page": gallery.pk, "url": ""}
    about.body = [{"type": "text", "value": linked, "id": "a" * 8}, {"type": "action", "value": action, "id": "b" * 8}]
    about.save_revision().publish()
    for each in (home, gallery, about):
        live_in(each, urdu)
    shown = client.get("/ur/about/").content.decode()
    body = shown[shown.index("<main") : shown.index("</main>")]
    assert body.count('href="/ur/good-practice/"') == 2
    assert 'href="/good-practice/"' not in body
    assert Page.objects.filter(locale=urdu).count() == 3


def test_filling_again_after_a_change_keeps_what_is_still_there(story, urdu_home, urdu):
    made = live_in(story, urdu)
    StoryPrinciple.objects.filter(page=story, principle__number=5).delete()
    fill(source=story, locale=urdu, texts={})
    assert publish(source=story, locale=urdu).title == made.title


def test_a_toolkit_says_in_its_language_why_a_story_of_its_language_is_shown(client, home, story, urdu_home, urdu):
    index = home.add_child(instance=ToolkitIndexPage(title="Toolkits", slug="toolkits"))
    part = {"title": "All", "summary": "Everything.", "points": [], "facts": "", "uses": [], "files": []}
    uses = [{"type": "use", "id": "u" * 8, "value": {"page": story.pk, "reason": "Used the toolkit"}}]
    toolkit = ToolkitPage(title="The toolkit", slug="the-toolkit", summary="Run it.", parts=[("part", part)], uses=uses)
    index.add_child(instance=toolkit)
    live_in(story, urdu, **{story.title: "ہر میز پر پانچ نشستیں"})
    for page in (index, toolkit):
        live_in(page, urdu, **{"Used the toolkit": "ٹول کٹ استعمال کی"})
    shown = client.get("/ur/toolkits/the-toolkit/").content.decode()
    assert "ہر میز پر پانچ نشستیں" in shown
    assert "ٹول کٹ استعمال کی" in shown
    assert "Used the toolkit" in client.get("/toolkits/the-toolkit/").content.decode()
