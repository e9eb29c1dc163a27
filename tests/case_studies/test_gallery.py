"""The gallery: filters with counts, the sentence, order, pages, and the ways out of an empty one."""

from __future__ import annotations

import re

import pytest
from django.utils.html import strip_tags
from wagtail.models import Locale, PageViewRestriction


@pytest.fixture
def stories(nw_stories, wales_stories, make_story):
    """Four stories that differ in everything; newest last."""
    return [
        make_story(nw_stories, title="Before the building is drawn", principles=(3, 7), topics=("housing",)),
        make_story(nw_stories, title="A bus that waits", principles=(5,), level="individual", sector="private"),
        make_story(wales_stories, title="What the night shift told us", principles=(7,), level="national", topics=("dementia",)),
        make_story(wales_stories, title="Young carers set the agenda", principles=(7, 5), shape="own-words", level="individual"),
    ]


def words_of(response):
    """What is read, without the words for screen readers in chips."""
    return re.sub(r"\s+", " ", strip_tags(response.content.decode())).replace("Remove filter ", "")


def titles(response):
    cards = [response.context["lead"], *response.context["rest"]]
    return [card.title for card in cards if card]


def count_of(response, facet, value):
    group = next(group for group in response.context["filters"] if group.name == facet)
    return next(option.count for option in group.options if option.value == value)


def test_gallery_shows_all_stories_newest_first_and_a_count_beside_each_choice(client, gallery, stories):
    response = client.get(gallery.url)
    assert titles(response) == [story.title for story in reversed(stories)]
    assert count_of(response, "principle", "7") == 3
    assert count_of(response, "principle", "8") == 0
    assert count_of(response, "level", "individual") == 2
    assert count_of(response, "academy", "wales") == 2
    assert count_of(response, "sector", "private") == 1
    assert count_of(response, "topic", "housing") == 1
    assert count_of(response, "capability", "focus-on-people") == 4
    assert "4 stories" in words_of(response)


def test_a_story_that_came_without_a_date_is_last(client, gallery, stories):
    type(stories[-1]).objects.filter(pk=stories[-1].pk).update(first_published_at=None)
    assert titles(client.get(gallery.url))[-1] == stories[-1].title


def test_choices_of_one_facet_add_up_and_choices_of_two_facets_both_hold(client, gallery, stories):
    assert len(titles(client.get(gallery.url, {"principle": ["3", "5"]}))) == 3
    response = client.get(gallery.url, {"principle": ["3", "5"], "academy": "wales"})
    assert titles(response) == ["Young carers set the agenda"]


def test_counts_of_a_facet_leave_its_own_choice_out_and_keep_the_others(client, gallery, stories):
    response = client.get(gallery.url, {"principle": "7", "academy": "wales"})
    assert count_of(response, "principle", "5") == 1  # one Welsh story shows it, also beside the chosen principle 7
    assert count_of(response, "principle", "3") == 0
    assert count_of(response, "academy", "north-west") == 1
    assert count_of(response, "level", "national") == 1


def test_every_count_says_what_choosing_it_will_show(client, gallery, stories, rf):
    for group in client.get(gallery.url, {"level": "individual"}).context["filters"]:
        if group.name == "level":
            continue
        for option in group.options:
            chosen = gallery.get_context(rf.get(gallery.url, {"level": "individual", group.name: option.value}))
            shown = [card for card in (chosen["lead"], *chosen["rest"]) if card]
            assert len(shown) == option.count, (group.name, option.value)


def test_words_are_searched_in_the_text_and_counted_with(client, gallery, stories, make_story, wales_stories):
    make_story(wales_stories, title="Tea at four", place="Aberllan", summary="A kettle in the hall.", level="national")
    response = client.get(gallery.url, {"q": "kettle"})
    assert titles(response) == ["Tea at four"]
    assert count_of(response, "level", "national") == 1
    assert count_of(response, "level", "individual") == 0
    assert "1 story mentions “kettle”" in words_of(response)
    assert titles(client.get(gallery.url, {"q": "kettle", "level": "individual"})) == []


def test_chosen_filters_are_said_in_a_sentence_whose_chips_take_them_away(client, gallery, stories):
    response = client.get(gallery.url, {"level": "individual", "principle": "5", "academy": "wales", "sort": "a-z"})
    assert "1 story is Individual ✕ and shows Information ✕ from Wales ✕ Clear filters" in words_of(response)
    chips = [chip for clause in response.context["sentence"].clauses for chip in clause.chips]
    assert [chip.remove_url for chip in chips] == [
        f"{gallery.url}?principle=5&academy=wales&sort=a-z",
        f"{gallery.url}?level=individual&academy=wales&sort=a-z",
        f"{gallery.url}?level=individual&principle=5&sort=a-z",
    ]


def test_order_can_be_a_to_z_and_keeps_the_choices(client, gallery, stories):
    response = client.get(gallery.url, {"principle": "7", "sort": "a-z"})
    assert titles(response) == ["Before the building is drawn", "What the night shift told us", "Young carers set the agenda"]
    assert response.context["sort_url"] == f"{gallery.url}?principle=7"


def test_pages_keep_the_choices_and_the_title_says_count_and_page(client, gallery, stories, settings):
    settings.CL_HUB = {**settings.CL_HUB, "GALLERY_PAGE_SIZE": 2}
    response = client.get(gallery.url, {"principle": "7", "page": "2"})
    assert titles(response) == ["Before the building is drawn"]
    assert "<title>3 stories, page 2 of 2: Good-practice gallery" in response.content.decode()
    assert "?principle=7" in response.context["pages"].previous_url


def test_a_page_that_does_not_exist_shows_the_nearest_with_a_note(client, gallery, stories, settings):
    settings.CL_HUB = {**settings.CL_HUB, "GALLERY_PAGE_SIZE": 2}
    for asked, shown in (("0", 1), ("999999", 2), ("-3", 1), ("two", 1), ("9" * 5000, 1), ("٣", 1)):
        response = client.get(gallery.url, {"page": asked})
        assert response.status_code == 200
        assert f"There is no such page. This is page {shown}." in words_of(response)


def test_empty_gallery_offers_ways_out_that_lead_to_as_many_stories_as_they_say(client, gallery, stories):
    response = client.get(gallery.url, {"level": "national", "principle": "5", "academy": "north-west"})
    assert "Nobody has told that story yet" in words_of(response)
    assert "No stories are" in words_of(response)
    ways = response.context["ways_out"]
    assert [way.link for way in ways] == ["Show 2 stories that show Information", "Show 1 national story", "Clear all filters"]
    assert [len(titles(client.get(way.url))) for way in ways] == [2, 1, 4]
    assert ways[-1].rest == " and see 4 stories"


def test_empty_gallery_without_any_story_says_the_first_is_still_to_come(client, gallery):
    response = client.get(gallery.url)
    assert "The first story is still to come" in words_of(response)
    assert "Clear" not in words_of(response)


def test_drafts_private_stories_and_aliases_are_neither_shown_nor_counted(client, gallery, stories, wales_stories):
    stories[3].unpublish()
    PageViewRestriction.objects.create(page=stories[2], restriction_type=PageViewRestriction.LOGIN)
    stories[0].create_alias(parent=wales_stories, update_slug="alias")
    response = client.get(gallery.url)
    assert titles(response) == ["A bus that waits", "Before the building is drawn"]
    assert count_of(response, "principle", "7") == 1


def test_another_language_s_gallery_counts_its_own_stories_and_says_how_many_more_there_are(rf, gallery, stories):
    from case_studies.gallery_view import gallery_context

    welsh = gallery.copy_for_translation(Locale.objects.create(language_code="cy"), copy_parents=True)
    context = gallery_context(welsh, rf.get("/", {"level": "individual"}))
    assert context["lead"] is None
    assert context["elsewhere"] == {"count": 2, "url": f"{gallery.url}?level=individual", "language": "English"}


def test_filters_work_as_a_plain_get_form_without_script_or_inline_style(client, gallery, stories):
    html = client.get(gallery.url, {"principle": "7"}).content.decode()
    assert 'method="get"' in html
    assert re.search(r'name="principle" value="7" checked', html)
    assert "Filter stories (1 chosen)" in html
    assert " style=" not in html
    assert "<script>" not in html


def test_story_list_of_an_academy_shows_its_own_stories_without_its_name(client, stories, nw_stories):
    response = client.get(nw_stories.url)
    assert [card.title for card in response.context["cards"]] == ["A bus that waits", "Before the building is drawn"]
    assert not any(card.kicker for card in response.context["cards"])
    assert client.get(nw_stories.url, {"page": "999999"}).status_code == 200
