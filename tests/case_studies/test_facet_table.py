"""The facet table is right after whatever happens to stories, their places and their words."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from case_studies.enums import Facet
from case_studies.facets import table
from case_studies.facets.truth import LONG_AGO, stored_rows, true_rows
from case_studies.models import Principle, StoryFacet, StoryPage, StoryPrinciple, StoryTopic, Topic
from tests.case_studies.conftest import build_story, words


def is_right():
    return true_rows() == stored_rows()


def terms(story, facet):
    return set(StoryFacet.objects.filter(story=story, facet=facet).values_list("term", flat=True))


def test_a_published_story_can_be_found_by_everything_it_says(story):
    assert terms(story, Facet.PRINCIPLE) == {"7", "5", "3"}
    assert terms(story, Facet.LEVEL) == {"organisational"}
    assert terms(story, Facet.SECTOR) == {"public"}
    assert terms(story, Facet.ACADEMY) == {"north-west"}
    assert terms(story, Facet.TOPIC) == {"planning-services"}
    assert terms(story, Facet.SHAPE) == {"case-study"}
    assert is_right()


def test_the_table_knows_when_a_story_was_first_published(story, nw_stories, make_story):
    assert {row.published for row in story.facets.all()} == {story.first_published_at}
    moment = datetime(2025, 5, 5, 12, tzinfo=UTC)
    story.first_published_at = moment
    story.save()
    assert {row.published for row in story.facets.all()} == {moment}
    StoryFacet.objects.filter(story=story, facet=Facet.LEVEL).update(published=LONG_AGO)
    assert not is_right()
    assert table.rebuild() == 2  # one row too many, one missing
    scripted = make_story(nw_stories, first_published_at=None)
    assert {row.published for row in scripted.facets.all()} == {LONG_AGO}
    assert [row.story_id for row in StoryFacet.objects.stories_in(story.locale).newest_first()] == [story.pk, scripted.pk]
    assert is_right()


def test_a_draft_cannot_be_found_and_does_not_change_what_was_published(story, nw_stories, make_story):
    draft = make_story(nw_stories, live=False)
    assert not StoryFacet.objects.filter(story=draft).exists()
    story.level = "national"
    story.story_principles.clear()
    story.save_revision()
    assert terms(story, Facet.LEVEL) == {"organisational"}
    assert terms(story, Facet.PRINCIPLE) == {"7", "5", "3"}


def test_unpublishing_and_deleting_take_a_story_out(story, nw_stories, make_story):
    other = make_story(nw_stories)
    story.unpublish()
    assert not StoryFacet.objects.filter(story=story).exists()
    Page.objects.get(pk=other.pk).delete()
    assert not StoryFacet.objects.exists()


def test_moving_a_story_or_its_list_changes_its_academy(story, nw_stories, wales_stories, wales):
    story.move(wales_stories, pos="last-child")
    assert terms(story, Facet.ACADEMY) == {"wales"}
    assert is_right()


def test_a_private_section_cannot_be_found_until_it_is_open_again(story, nw_stories):
    restriction = PageViewRestriction.objects.create(page=nw_stories, restriction_type=PageViewRestriction.LOGIN)
    assert not StoryFacet.objects.exists()
    restriction.delete()
    assert terms(story, Facet.SHAPE) == {"case-study"}


def test_renaming_a_term_or_an_academy_renames_it_in_the_table(story, nw):
    topic = Topic.objects.get(slug="planning-services")
    topic.slug = "planning"
    topic.save()
    nw.slug = "the-north-west"
    nw.save()
    assert terms(story, Facet.TOPIC) == {"planning"}
    assert terms(story, Facet.ACADEMY) == {"the-north-west"}
    assert is_right()


def test_deleting_a_term_takes_it_off_stories_and_their_drafts_still_open(story):
    story.save_revision()
    Topic.objects.get(slug="planning-services").delete()
    Principle.objects.get(number=5).delete()
    assert terms(story, Facet.TOPIC) == set()
    assert terms(story, Facet.PRINCIPLE) == {"7", "3"}
    assert is_right()
    assert StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().story_topics.count() == 0


def test_an_alias_cannot_be_found(story, wales_stories):
    alias = story.create_alias(parent=wales_stories, update_slug="alias")
    assert not StoryFacet.objects.filter(story=alias.pk).exists()


def test_a_story_with_a_principle_twice_is_listed_once(story):
    StoryPrinciple.objects.create(page=story, principle=Principle.objects.get(number=7), sort_order=9)
    assert table.rebuild() == 0
    StoryPrinciple.objects.filter(page=story, sort_order=9).delete()
    assert terms(story, Facet.PRINCIPLE) == {"7", "5", "3"}


def test_rebuilding_mends_the_table_once_and_then_changes_nothing(story):
    StoryFacet.objects.filter(facet=Facet.LEVEL).update(term="national")
    StoryFacet.objects.filter(term="5").delete()
    assert table.rebuild() == 3
    assert table.rebuild() == 0
    assert is_right()


def test_rebuild_facets_check_fails_with_figures_and_changes_nothing(story):
    call_command("rebuild_facets", "--check", stdout=io.StringIO())
    StoryFacet.objects.filter(term="5").delete()
    with pytest.raises(CommandError, match="1 rows missing and 0 too many"):
        call_command("rebuild_facets", "--check")
    assert not StoryFacet.objects.filter(term="5").exists()
    out = io.StringIO()
    call_command("rebuild_facets", stdout=out)
    assert "1 rows changed" in out.getvalue()


def test_refreshing_a_right_table_takes_no_write_lock(story, django_assert_num_queries):
    # sections: academies, their homes, private pages · stories · three vocabularies · stored rows; no write, no BEGIN
    with django_assert_num_queries(8):
        assert table.refresh([story.pk]) == 0


class Life:
    """Things that happen to stories, chosen by dice."""

    def __init__(self, dice, locale, lists):
        self.dice, self.locale, self.lists = dice, locale, lists

    def some(self):
        stories = list(StoryPage.objects.order_by("pk"))
        return self.dice.choice(stories) if stories else None

    def step(self):
        action = self.dice.choice(
            [self.create, self.create, self.publish, self.unpublish, self.move, self.delete, self.reword, self.rename, self.hide]
        )
        action()
        return action.__name__

    def create(self):
        parent = type(self.lists[0]).objects.get(pk=self.dice.choice(self.lists).pk)
        parent.add_child(
            instance=build_story(
                self.locale,
                principles=self.dice.sample(range(1, 9), self.dice.randint(0, 3)),
                topics=self.dice.sample(["housing", "dementia", "mental-health"], self.dice.randint(0, 2)),
                level=self.dice.choice(["individual", "national", ""]),
                live=self.dice.random() < 0.7,
                parts=words(self.dice.choice(["case-study", "own-words"])),
            )
        )

    def publish(self):
        if story := self.some():
            story.level = self.dice.choice(["individual", "organisational", "national"])
            story.story_principles = [StoryPrinciple(principle=self.dice.choice(list(Principle.objects.all())))]
            story.save_revision().publish()

    def unpublish(self):
        if story := self.some():
            story.unpublish()

    def move(self):
        if story := self.some():
            story.move(type(self.lists[0]).objects.get(pk=self.dice.choice(self.lists).pk), pos="last-child")

    def delete(self):
        if story := self.some():
            Page.objects.get(pk=story.pk).delete()

    def reword(self):
        if story := self.some():
            story.story_topics = [StoryTopic(topic=self.dice.choice(list(Topic.objects.all())))]
            story.save()

    def rename(self):
        topic = self.dice.choice(list(Topic.objects.all()))
        topic.slug = f"topic-{self.dice.randint(1, 10**9)}"
        topic.save()
        for slug in {"housing", "dementia", "mental-health"} - set(Topic.objects.values_list("slug", flat=True)):
            Topic.objects.create(slug=slug, name=slug, locale=self.locale)

    def hide(self):
        page = self.dice.choice(self.lists)
        if PageViewRestriction.objects.filter(page=page).exists():
            PageViewRestriction.objects.get(page=page).delete()
        else:
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_table_is_right_after_every_step_of_a_random_life(seed, locale, nw_stories, wales_stories):
    life = Life(random.Random(seed), locale, [nw_stories, wales_stories])
    with disable_reference_index_auto_update():
        for number in range(25):
            done = life.step()
            assert is_right(), f"step {number} of seed {seed}: {done}"
