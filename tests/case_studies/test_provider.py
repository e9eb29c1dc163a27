"""What the hub's own pages get to know of stories."""

from __future__ import annotations

import pytest

from case_studies.provider import Stories
from hub.providers import stories


@pytest.fixture
def provider():
    return Stories()


@pytest.fixture
def request_(rf, home):
    return rf.get("/")


def test_this_app_answers_for_stories():
    assert isinstance(stories(), Stories)


def test_latest_are_the_newest_shown_ones_without_those_left_out(
    provider, request_, locale, nw, nw_stories, wales_stories, make_story
):
    made = [make_story(parent) for parent in (nw_stories, wales_stories, nw_stories, wales_stories)]
    make_story(nw_stories, live=False)
    cards = provider.latest(request_, locale=locale, limit=2, exclude=[made[3].pk])
    assert [card.title for card in cards] == [made[2].title, made[1].title]
    assert [card.kicker for card in cards] == ["North West Academy", "Wales Academy"]
    own = provider.latest(request_, locale=locale, academy=nw)
    assert [card.title for card in own] == [made[2].title, made[0].title]
    assert not any(card.kicker for card in own)


def test_chosen_come_in_the_order_chosen_and_leave_out_what_is_not_shown(provider, request_, locale, nw_stories, make_story):
    first, second, draft = make_story(nw_stories), make_story(nw_stories), make_story(nw_stories, live=False)
    cards = provider.chosen(request_, locale=locale, pks=[second.pk, draft.pk, first.pk, 999_999])
    assert [card.title for card in cards] == [second.title, first.title]


def test_counts_are_of_shown_stories(provider, locale, nw, wales, nw_stories, wales_stories, make_story):
    for parent in (nw_stories, nw_stories, wales_stories):
        make_story(parent)
    make_story(wales_stories, live=False)
    assert provider.count(locale=locale) == 3
    assert provider.count(locale=locale, academy=nw) == 2
    assert provider.counts_by_academy(locale=locale) == {nw.pk: 2, wales.pk: 1}


def test_principles_lead_to_the_gallery_and_without_one_nowhere(provider, request_, locale, vocabulary, nw):
    assert [badge.url for badge in provider.principles(request_, locale=locale)] == [""] * 8
    assert provider.gallery_url(request_, locale=locale) == ""


def test_gallery_address_names_the_academy(provider, request_, locale, nw, gallery):
    assert provider.gallery_url(request_, locale=locale, academy=nw) == f"{gallery.url}?academy=north-west"
    badges = provider.principles(request_, locale=locale)
    assert [badge.number for badge in badges] == list(range(1, 9))
    assert badges[6].url == f"{gallery.url}?principle=7"


def test_cards_cost_three_queries_for_any_number_of_stories(
    provider, request_, locale, nw_stories, make_story, django_assert_num_queries
):
    for _ in range(4):
        make_story(nw_stories)
    provider.latest(request_, locale=locale, limit=1)
    for limit in (1, 4):
        # stories with academy, picture and language · their principles
        with django_assert_num_queries(2):
            provider.latest(request_, locale=locale, limit=limit)
