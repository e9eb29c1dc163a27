"""What the hub's own pages get to know of stories."""

from __future__ import annotations

import pytest

from case_studies.models import StoryPage
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


def test_latest_are_the_newest_shown_ones(provider, request_, locale, nw, nw_stories, wales_stories, make_story):
    made = [make_story(parent) for parent in (nw_stories, wales_stories, nw_stories, wales_stories)]
    make_story(nw_stories, live=False)
    cards = provider.latest(request_, locale=locale, limit=2)
    assert [card.title for card in cards] == [made[3].title, made[2].title]
    assert [card.kicker for card in cards] == ["Wales Academy", "North West Academy"]
    own = provider.latest(request_, locale=locale, academy=nw)
    assert [card.title for card in own] == [made[2].title, made[0].title]
    assert not any(card.kicker for card in own)


def test_a_chosen_story_comes_before_the_latest_once_and_only_if_it_is_shown(
    provider, request_, locale, nw, nw_stories, wales_stories, make_story
):
    made = [make_story(parent) for parent in (nw_stories, wales_stories, nw_stories)]
    draft = make_story(nw_stories, live=False)

    def titles(first, **kwargs):
        return [card.title for card in provider.latest(request_, locale=locale, first=first, **kwargs)]

    assert titles(made[0].pk, limit=2) == [made[0].title, made[2].title]
    assert titles(made[2].pk) == [made[2].title, made[1].title, made[0].title]
    assert titles(draft.pk, limit=1) == [made[2].title]
    assert titles(999_999, limit=1) == [made[2].title]
    assert titles(made[1].pk, academy=nw) == [made[1].title, made[2].title, made[0].title]
    kickers = [card.kicker for card in provider.latest(request_, locale=locale, first=made[1].pk, academy=nw)]
    assert kickers == ["Wales Academy", "", ""]


def test_a_translation_of_the_chosen_story_comes_first_in_its_language(
    provider, request_, locale, nw_stories, make_story, urdu_home, urdu
):
    chosen, other = make_story(nw_stories), make_story(nw_stories)
    for story in (chosen, other):
        parent = nw_stories.get_translation_or_none(urdu) or nw_stories.copy_for_translation(urdu, copy_parents=True)
        assert parent
        story.copy_for_translation(urdu)
    for page in StoryPage.objects.filter(locale=urdu):
        page.live = True
        page.title = f"{page.title} in Urdu"
        page.save()
    cards = provider.latest(request_, locale=urdu, limit=2, first=chosen.pk)
    assert [card.title for card in cards] == [f"{chosen.title} in Urdu", f"{other.title} in Urdu"]


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
    made = [make_story(nw_stories) for _ in range(4)]
    provider.latest(request_, locale=locale, limit=1)
    for limit in (1, 4):
        # stories with academy, picture and language · their principles
        with django_assert_num_queries(2):
            provider.latest(request_, locale=locale, limit=limit)
        with django_assert_num_queries(2):
            provider.latest(request_, locale=locale, limit=limit, first=made[0].pk)
