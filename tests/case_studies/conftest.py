"""Fixtures of stories: the framework, an academy's list, a gallery, and a maker of stories."""

from __future__ import annotations

import itertools
from copy import copy
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from case_studies.framework.loading import load
from case_studies.framework.reading import read
from case_studies.models import (
    Capability,
    GalleryPage,
    Indicator,
    LinkIndicator,
    Principle,
    PrincipleLink,
    StoryCapability,
    StoryIndexPage,
    StoryPage,
    StoryPrinciple,
    StoryTopic,
    Topic,
)
from case_studies.parts import PARTS
from tests.conftest import make_academy, unindexed

_numbers = itertools.count(1)
_loaded = {}
FRAMEWORK = (Principle, Capability, Indicator, PrincipleLink, LinkIndicator)
TOPICS = {"planning-services": "Planning services", "housing": "Housing", "dementia": "Dementia", "mental-health": "Mental health"}
LONG_AGO = datetime(2024, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def nw(academies_index):
    """The academy and its page. A role makes the groups, which cost more than all else, when a test gives somebody one."""
    return academy_without_groups(academies_index, "north-west", "North West Academy", email="northwest@hub.example")


@pytest.fixture
def wales(academies_index):
    return academy_without_groups(academies_index, "wales", "Wales Academy", email="wales@hub.example")


def academy_without_groups(index, slug, name, **fields):
    with unindexed(), mock.patch("hub.academies.receivers.reconcile"):
        return make_academy(index, slug, name, **fields)


@pytest.fixture
def framework(locale):
    """The whole framework, as the command loads it: once a process; later tests get the same rows in a query a table."""
    if not _loaded:
        with unindexed():
            load(read(), locale=locale)
        _loaded.update({model: list(model.objects.all()) for model in FRAMEWORK})
    else:
        for model, rows in _loaded.items():
            model.objects.bulk_create(_in_language(row, locale) for row in rows)
    return read()


def _in_language(row, locale):
    fresh = copy(row)
    fresh.locale = locale
    return fresh


@pytest.fixture
def vocabulary(locale):
    """Principles, capabilities and topics in three queries: most tests need no more of the framework."""
    files = read()
    Principle.objects.bulk_create(Principle(**row, locale=locale) for row in files.principles)
    capabilities = [{key: value for key, value in row.items() if key != "indicators"} for row in files.capabilities]
    Capability.objects.bulk_create(Capability(**row, sort_order=at, locale=locale) for at, row in enumerate(capabilities))
    Topic.objects.bulk_create(Topic(slug=slug, name=name, locale=locale) for slug, name in TOPICS.items())


def list_of_stories(academy):
    """An academy's live list of stories."""
    parent = Page.objects.get(translation_key=academy.home_key)
    found = StoryIndexPage.objects.child_of(parent).first()
    with unindexed():
        return found or parent.add_child(instance=StoryIndexPage(title="Stories", slug="stories"))


@pytest.fixture
def nw_stories(nw, vocabulary):
    return list_of_stories(nw)


@pytest.fixture
def wales_stories(wales, vocabulary):
    return list_of_stories(wales)


@pytest.fixture
def gallery(home, vocabulary):
    with unindexed():
        return home.add_child(
            instance=GalleryPage(
                title="Good-practice gallery",
                slug="good-practice",
                summary="Stories that show the principles at work, told by the people who did the work.",
                show_in_menus=True,
            )
        )


def words(shape="case-study", text="<p>Papers came two days before. Now they come ten days before.</p>"):
    """Stream data of all parts of a shape."""
    return [{"type": key, "value": [{"type": "text", "value": text}]} for key in PARTS[shape]]


def build_story(locale, *, principles=(7,), capabilities=("focus-on-people",), topics=(), shape="case-study", **fields):
    """An unsaved story with its terms."""
    number = next(_numbers)
    values = {
        "title": f"Story {number}",
        "slug": f"story-{number}",
        "summary": "A council pays for five people who use its services to sit on every planning group.",
        "level": "organisational",
        "sector": "public",
        "place": "Millbeck",
        "parts": words(shape),
        "first_published_at": LONG_AGO + timedelta(hours=number),
        **fields,
    }
    story = StoryPage(locale=locale, **values)
    story.story_principles = [
        StoryPrinciple(principle=Principle.objects.get(number=each, locale=locale), sort_order=at)
        for at, each in enumerate(principles)
    ]
    story.story_capabilities = [
        StoryCapability(capability=Capability.objects.get(slug=each, locale=locale), sort_order=at)
        for at, each in enumerate(capabilities)
    ]
    story.story_topics = [
        StoryTopic(topic=Topic.objects.get(slug=each, locale=locale), sort_order=at) for at, each in enumerate(topics)
    ]
    return story


@pytest.fixture
def make_story(locale, vocabulary):
    """A factory: ``make_story(parent, principles=(7, 5), level="national", live=True…)`` gives a saved story."""

    def make(parent, **fields):
        parent.refresh_from_db()
        with disable_reference_index_auto_update():  # half of the time, and no test here looks at it
            return parent.add_child(instance=build_story(locale, **fields))

    return make


@pytest.fixture
def story(nw_stories, make_story):
    """A published story with everything in it."""
    page = make_story(
        nw_stories,
        title="Five seats at every table",
        slug="five-seats-at-every-table",
        principles=(7, 5, 3),
        capabilities=("focus-on-people", "motivating", "learning-culture", "planning"),
        topics=("planning-services",),
        told_by="Denise, Imran, Kath, Leroy and Sunita",
        took_part="Five paid representatives, one supporter, nine planning groups",
        period="2024 to 2026",
        cost="£61,000 a year, pay and support included",
    )
    return StoryPage.objects.get(pk=page.pk)
