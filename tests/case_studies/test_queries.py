"""How many queries a page costs: exactly, and the same for few and many stories."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from case_studies.enums import Shape
from case_studies.models import StoryPage
from case_studies.parts import PARTS
from hub.patchwork import HUB, badge, png

CHOSEN = "?principle=7&level=organisational&academy=north-west&q=papers"

# The frame, before a page of ours does anything, however deep it lies:
#   site · language of the address · home page · all pages along the address, and whether one is restricted · the page with
#   its academy
FRAME = 5
# The furniture: menu · footer links; home page and breadcrumb are known from the frame
FURNITURE = 2


@pytest.fixture
def full(nw_stories, wales_stories, make_story, gallery, home, nw):
    def fill(number):
        for at in range(number):
            make_story(nw_stories, principles=(7, 1 + at % 6), topics=("planning-services",))
        gallery.next_step_title, gallery.next_step_page = "Could this work where you are?", home
        gallery.save()

    return fill


def test_gallery_costs_as_many_queries_for_6_stories_as_for_24(client, full, gallery, settings, django_assert_num_queries):
    settings.CL_HUB = {**settings.CL_HUB, "GALLERY_PAGE_SIZE": 24}
    for more, number in ((6, 6), (18, 24)):
        full(more)
        client.get(gallery.url)
        # principles · capabilities · academies · topics · all counts · the stories · their principles · page of the next step
        with django_assert_num_queries(FRAME + FURNITURE + 8):
            response = client.get(gallery.url)
        assert len(response.context["rest"]) == number - 1
        with django_assert_num_queries(FRAME + FURNITURE + 8):
            client.get(gallery.url + CHOSEN)


def test_empty_gallery_costs_no_stories_but_two_queries_for_the_ways_out(client, full, gallery, django_assert_num_queries):
    full(1)
    client.get(gallery.url)
    # four vocabularies · all counts · each choice by itself · all stories · page of the next step
    with django_assert_num_queries(FRAME + FURNITURE + 8):
        client.get(gallery.url + "?level=national&principle=8&q=papers")


def test_story_costs_the_same_number_of_queries_whatever_there_is_beside_it(client, full, story, django_assert_num_queries):
    for more in (1, 5):
        full(more)
        client.get(story.url)
        # its principles · gallery · its capabilities · its topics · candidates · related stories · their principles ·
        # its list, for the next step · page of the next step
        with django_assert_num_queries(FRAME + FURNITURE + 9):
            client.get(story.url)


def test_list_of_stories_costs_the_same_for_2_and_for_8(client, full, nw_stories, django_assert_num_queries):
    for more in (2, 6):
        full(more)
        client.get(nw_stories.url)
        # how many there are · the stories · their principles
        with django_assert_num_queries(FRAME + FURNITURE + 3):
            client.get(nw_stories.url)


def illustrated(story, pictures):
    """Give a story a cover, and pictures in as many of its parts as there are."""
    blocks = [{"type": "image", "value": {"image": {"image": each.pk, "alt_text": "Words"}}} for each in pictures]
    parts = [{"type": key, "value": [{"type": "text", "value": "<p>Words.</p>"}]} for key in PARTS[Shape.CASE_STUDY]]
    for part, block in zip(parts, blocks, strict=False):
        part["value"].append(block)
    story.cover, story.parts = pictures[0], parts
    story.save()


def test_pictures_of_a_story_cost_two_queries_in_however_many_parts_they_stand(client, full, story, django_assert_num_queries):
    full(3)
    drawing = png(badge(palette=HUB, principle=1), size=(60, 60))
    pictures = [get_image_model().objects.create(title=f"{n}", file=ContentFile(drawing, name=f"{n}.png")) for n in range(3)]
    for other in StoryPage.objects.exclude(pk=story.pk):
        other.cover = pictures[0]  # stories to read next have pictures too
        other.save()
    for number in (1, 3):
        illustrated(story, pictures[:number])
        client.get(story.url)
        # as without pictures · all pictures · all renditions
        with django_assert_num_queries(FRAME + FURNITURE + 9 + 2):
            html = client.get(story.url).content.decode()
        assert html.count("<picture") == 1 + number + 3
