"""How many queries a page costs: exactly, and the same for few and many stories."""

from __future__ import annotations

import pytest

CHOSEN = "?principle=7&level=organisational&academy=north-west&q=papers"

# The frame, before a page of ours does anything, however deep it lies:
#   site · language of the address · home page · all pages along the address · the page with its academy · view restrictions
FRAME = 6
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
