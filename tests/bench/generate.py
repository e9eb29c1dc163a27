"""Many stories in one go: what saving them one by one leaves in the tables that visitors' pages read, some hundred times faster.

Left out is what no visitor's page reads: revisions, log entries, the index of references, permissions.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any
from unittest import mock

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from case_studies.facets import table
from case_studies.models import StoryCapability, StoryIndexPage, StoryPage, StoryPrinciple, StoryTag, StoryTopic
from hub.academies.models import Academy, academy_for_path
from tests.bench.stories import BODIES, Vocabulary, build, number_of

AT_ONCE = 250


def generate(count: int, indexes: Sequence[StoryIndexPage], *, seed: int = 1) -> int:
    """Fill up to ``count`` stories of one language, in turn below each list, and return how many were made.

    Whole or not at all. Stories that are there stay; the next ones are those that would have come next.
    """
    lists = [StoryIndexPage.objects.get(pk=index.pk) for index in indexes]
    locale = lists[0].locale
    start = StoryPage.objects.filter(locale=locale).count()
    words = Vocabulary.load(locale)
    read: dict[Any, Any] = {}
    academies = {index.pk: academy_for_path(index.path) for index in lists}
    with transaction.atomic():
        for first in range(start, count, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, count))
            stories = [
                (lists[number % len(lists)], build(number, lists[number % len(lists)], words, seed=seed)) for number in numbers
            ]
            _place(stories, academies)
            _store([story for _index, story in stories], read)
        table.rebuild()
    return max(0, count - start)


def _place(stories: Sequence[tuple[StoryIndexPage, StoryPage]], academies: dict[int, Academy | None]) -> None:
    """Give each story its place in the tree, and what follows from it, as ``add_child`` and ``save`` do."""
    kind = ContentType.objects.get_for_model(StoryPage)
    for index, story in stories:
        index.numchild += 1
        story.depth = index.depth + 1
        story.path = Page._get_path(index.path, story.depth, index.numchild)
        story.url_path = f"{index.url_path}{story.slug}/"
        story.draft_title, story.content_type, story.academy = story.title, kind, academies[index.pk]
    for index in {index.pk: index for index, _story in stories}.values():
        Page.objects.filter(pk=index.pk).update(numchild=index.numchild)


def _store(stories: list[StoryPage], read: dict[Any, Any]) -> None:
    pages = [Page(**{field.attname: getattr(story, field.attname) for field in Page._meta.concrete_fields}) for story in stories]
    for story, page in zip(stories, Page.objects.bulk_create(pages), strict=True):
        story.pk = story.page_ptr_id = page.pk
    _insert(StoryPage, stories)
    for model, name, link in (
        (StoryPrinciple, "story_principles", "page"),
        (StoryCapability, "story_capabilities", "page"),
        (StoryTopic, "story_topics", "page"),
        (StoryTag, "tagged_items", "content_object"),
    ):
        rows = []
        for story in stories:
            for row in getattr(story, name).all():
                setattr(row, link, story)
                rows.append(row)
        model.objects.bulk_create(rows)
    _index(stories, read)


def _insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert rows into a child model's own table; ``bulk_create`` refuses models that have a parent."""
    fields = model._meta.local_concrete_fields
    size = max(1, connection.ops.bulk_batch_size(fields, rows))
    for at in range(0, len(rows), size):
        model._base_manager.all()._insert(rows[at : at + size], fields=fields, using=connection.alias)


def _index(stories: Sequence[StoryPage], read: dict[Any, Any]) -> None:
    """Put the stories into the search index with Wagtail's own code; equal bodies are read once, and not once a column."""
    indexing = get_search_backend().get_index_for_model(StoryPage)
    module = import_module(type(indexing).__module__)
    with mock.patch.object(module, "ObjectIndexer", _reading_once(module.ObjectIndexer, read)):
        indexing.add_items(StoryPage, stories)


def _reading_once(indexer: type[Any], bodies: dict[Any, Any]) -> type[Any]:
    class ReadingOnce(indexer):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            self.read: dict[Any, Any] = {}

        def prepare_field(self, obj: Any, field: Any) -> list[Any]:
            read, key = (bodies, number_of(obj) % BODIES) if field.field_name == "parts" else (self.read, (id(obj), id(field)))
            if key not in read:
                read[key] = list(super().prepare_field(obj, field))
            return read[key]

    return ReadingOnce
