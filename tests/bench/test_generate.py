"""Stories made in one go are those that saving one by one would have made."""

from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from case_studies.facets.table import difference
from case_studies.models import StoryFacet, StoryIndexPage, StoryPage
from hub.patchwork import HUB, badge, png
from tests.bench.generate import generate
from tests.bench.stories import MATCHED, Vocabulary, build
from tests.case_studies.conftest import list_of_stories
from tests.conftest import unreferenced

pytestmark = pytest.mark.django_db
HOW_MANY = 6
ROWS = ("story_principles", "story_capabilities", "story_topics")
OF_ITS_OWN = {"id", "page_ptr", "page"}  # keys, which another row can only have others of


@pytest.fixture
def lists(nw, wales, vocabulary, gallery):
    picture = ContentFile(png(badge(palette=HUB, principle=1), size=(60, 60)), name="patch.png")
    get_image_model().objects.create(title="A patch", file=picture)
    return [list_of_stories(academy) for academy in (nw, wales)]


def slowly(lists):
    """As an editor's Publish would: each story by itself, below its list."""
    words = Vocabulary.load(lists[0].locale)
    for number in range(HOW_MANY):
        index = StoryIndexPage.objects.get(pk=lists[number % len(lists)].pk)
        with unreferenced():
            story = index.add_child(instance=build(number, index, words))
            StoryPage.objects.get(pk=story.pk).save()  # Wagtail indexes a new page before it stores its keywords


def values(row):
    own = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name not in OF_ITS_OWN}
    return {name: value.get_prep_value() if name == "parts" else value for name, value in own.items()}


def stored():
    """Everything that is in the tables about the stories, without the keys of the rows."""
    found = {}
    for story in StoryPage.objects.order_by("slug"):
        entry = IndexEntry.objects.values().get(object_id=str(story.pk), content_type=story.content_type)
        found[story.slug] = {
            "fields": values(story),
            "terms": {name: [values(row) for row in getattr(story, name).order_by("sort_order")] for name in ROWS},
            "keywords": sorted(story.tags.values_list("name", flat=True)),
            "facets": sorted(StoryFacet.objects.filter(story=story).values_list("locale", "facet", "term")),
            # the weight of a title depends on all other titles at the moment it was written
            "searched": {name: entry[name] for name in entry if name not in ("id", "object_id", "title_norm")},
        }
    found["lists"] = list(StoryIndexPage.objects.order_by("path").values_list("path", "numchild"))
    return found


def shown(client, gallery):
    """What visitors see of them."""
    addresses = [gallery.url, f"{gallery.url}?academy=wales&principle=7", f"{gallery.url}?q={MATCHED}"]
    addresses += [story.url for story in StoryPage.objects.order_by("slug")]
    pages = [client.get(address).content.decode() for address in addresses]
    return [re.sub(r"/media/\S+", "", page) for page in pages]


def test_generated_stories_are_those_that_saving_one_by_one_makes(client, lists, gallery):
    assert generate(HOW_MANY, lists) == HOW_MANY
    generated, seen = stored(), shown(client, gallery)
    for story in StoryPage.objects.all():
        story.delete()
    Page.objects.filter(pk__in=[index.pk for index in lists]).update(numchild=0)
    slowly(lists)
    assert len(generated) == HOW_MANY + 1
    saved = stored()
    for slug, found in generated.items():
        assert saved[slug] == found, slug
    assert shown(client, gallery) == seen


def test_generated_stories_leave_tree_facets_and_search_sound(client, lists, gallery):
    generate(HOW_MANY, lists)
    assert not any(Page.find_problems())
    assert not difference()
    response = client.get(f"{gallery.url}?q={MATCHED}")
    assert [response.context["lead"], *response.context["rest"]] != []
    assert 1 + len(response.context["rest"]) == sum(number % 4 < 2 for number in range(HOW_MANY))


def test_generating_again_adds_what_is_missing_and_nothing_else(lists):
    assert generate(4, lists) == 4
    few = stored()
    assert generate(4, lists) == 0
    assert generate(HOW_MANY, lists) == HOW_MANY - 4
    assert {slug: found for slug, found in stored().items() if slug in few and slug != "lists"} == {
        slug: found for slug, found in few.items() if slug != "lists"
    }


def test_a_page_added_by_hand_afterwards_takes_the_next_place(lists):
    generate(HOW_MANY, lists)
    slow = build(99, lists[0], Vocabulary.load(lists[0].locale))
    StoryIndexPage.objects.get(pk=lists[0].pk).add_child(instance=slow)
    assert not any(Page.find_problems())
    assert slow.pk > max(StoryPage.objects.exclude(pk=slow.pk).values_list("pk", flat=True))
