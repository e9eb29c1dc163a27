"""What keeps a story from going live, and what a new one starts with."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from case_studies import exceptions
from case_studies.models import Principle, StoryPage, StoryPrinciple
from case_studies.parts import PARTS
from hub.exceptions import PublishRefused
from tests.case_studies.conftest import words


def reasons(story):
    """Names and fields of what keeps a story from going live."""
    with pytest.raises(PublishRefused) as refused:
        story.save_revision().publish()
    return [(type(reason), reason.field) for reason in refused.value.reasons]


def test_an_empty_story_is_refused_with_each_reason_by_name_and_stays_a_draft(nw_stories, make_story):
    story = make_story(nw_stories, summary=" ", level="", sector="", principles=(), parts=[], live=False)
    missing = [(exceptions.PartMissing, "parts")] * 5
    assert reasons(story) == [
        (exceptions.NoSummary, "summary"), *missing, (exceptions.NoLevel, "level"),
        (exceptions.NoSector, "sector"), (exceptions.NoPrinciple, "story_principles"),
    ]  # fmt: skip
    assert not StoryPage.objects.get(pk=story.pk).live


def test_each_part_of_either_shape_has_to_have_words(nw_stories, make_story):
    for shape in PARTS:
        parts = words(shape)
        parts[2]["value"] = [{"type": "text", "value": "<p>   </p>"}]
        story = make_story(nw_stories, parts=parts, live=False)
        assert reasons(story) == [(exceptions.PartMissing, "parts")]


def test_two_shapes_in_one_story_a_principle_twice_and_a_wordless_picture_are_refused(nw_stories, make_story, locale):
    story = make_story(nw_stories, parts=[*words("case-study"), *words("own-words")], live=False)
    assert reasons(story) == [(exceptions.MixedShapes, "parts")]
    story = make_story(nw_stories, principles=(7, 7), live=False)
    assert reasons(story) == [(exceptions.PrincipleTwice, "story_principles")]


def test_a_picture_needs_words_for_people_who_cannot_see_it(nw_stories, make_story):
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    image = get_image_model().objects.create(title="A table", file=get_test_image_file())
    story = make_story(nw_stories, cover=image, live=False)
    assert reasons(story) == [(exceptions.PictureWithoutWords, "cover_alt")]


def test_empty_parts_of_the_other_shape_do_no_harm(nw_stories, make_story):
    skeleton = [{"type": key, "value": []} for key in PARTS["case-study"]]
    story = make_story(nw_stories, parts=[*skeleton, *words("own-words")], live=False)
    story.save_revision().publish()
    published = StoryPage.objects.get(pk=story.pk)
    assert published.live
    assert published.is_own_words
    assert published.shape == "own-words"


def test_reading_time_is_counted_on_saving_at_200_words_a_minute(nw_stories, make_story):
    assert make_story(nw_stories, parts=words(text="<p>short</p>")).reading_minutes == 1
    assert make_story(nw_stories, parts=words(text=f"<p>{'word ' * 200}</p>")).reading_minutes == 5


def test_a_new_story_starts_with_the_five_parts(client, superuser, nw_stories):
    client.force_login(superuser)
    response = client.get(reverse("wagtailadmin_pages:add", args=["case_studies", "storypage", nw_stories.pk]))
    page = response.context["page"] if "page" in response.context else response.context["form"].instance
    assert [child.block_type for child in page.parts] == list(PARTS["case-study"])
    assert [[block.block_type for block in child.value] for child in page.parts] == [["text"]] * 5  # ready to type into


def test_publishing_an_incomplete_story_in_the_editor_shows_the_reasons_beside_the_fields(client, superuser, nw_stories):
    client.force_login(superuser)
    formset = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    lists = ("story_principles", "story_capabilities", "story_topics", "comments")
    terms = {f"{name}-{key}": value for name in lists for key, value in formset.items()}
    data = {
        **nested_form_data({"title": "Tea", "slug": "tea", "parts": streamfield([]), "action-publish": "action-publish"}),
        **terms, "tags": "", "summary": "", "level": "", "sector": "", "drawn": "",
    }  # fmt: skip
    response = client.post(reverse("wagtailadmin_pages:add", args=["case_studies", "storypage", nw_stories.pk]), data)
    assert response.status_code == 200
    assert not StoryPage.objects.filter(slug="tea").exists()
    errors = response.context["form"].errors
    assert "Write a summary" in str(errors["summary"])
    assert "Choose the level" in str(errors["level"])
    assert "Choose at least one principle" in str(errors["__all__"])
    assert errors["__all__"][0].startswith("This page cannot be published yet")  # which makes Wagtail list all of them at the top
    assert "Choose at least one principle" in str(response.context["form"].formsets["story_principles"].non_form_errors())
    assert len(errors["parts"]) == 1 and errors["parts"][0].count("Write the part") == 5  # Wagtail shows one beside a body


def test_editor_offers_only_the_terms_of_the_page_s_language(client, superuser, story, locale):
    from wagtail.models import Locale

    welsh = Locale.objects.create(language_code="cy")
    translated = Principle.objects.get(number=1, locale=locale).copy_for_translation(welsh)
    translated.name = "Potensial"
    translated.save()
    client.force_login(superuser)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "Potential" in html
    assert "Potensial" not in html


def test_stories_live_only_in_lists_of_stories_and_lists_only_below_academies_and_the_home(nw_stories, gallery, home):
    assert StoryPage.can_exist_under(nw_stories)
    assert not StoryPage.can_exist_under(gallery)
    assert not StoryPage.can_exist_under(home)
    academy_home = Page.objects.get(pk=nw_stories.pk).get_parent().specific
    assert type(nw_stories).can_exist_under(academy_home)
    assert not type(gallery).can_exist_under(academy_home)


def test_publishing_again_changes_what_is_found(story):
    story.story_principles = [StoryPrinciple(principle=Principle.objects.get(number=8))]
    story.save_revision().publish()
    assert set(story.facets.filter(facet="principle").values_list("term", flat=True)) == {"8"}
