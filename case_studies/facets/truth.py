"""What the facet table ought to say, worked out from the pages themselves. The table is compared with this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from wagtail.models import Page, PageViewRestriction

from case_studies.enums import Facet
from case_studies.models.facet import StoryFacet
from case_studies.models.story import StoryPage
from case_studies.models.terms import StoryCapability, StoryPrinciple, StoryTopic
from hub.academies.models import Academy

Row = tuple[int, int, str, str, datetime]  # story, locale, facet, term, first published
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # of a story that went live without being published: made by a script


@dataclass
class Sections:
    """Which academy each part of the tree belongs to, and which parts are private, for any number of stories.

    Attributes:
        slugs: the academies' slugs by the treebeard path of their home pages.
        private: treebeard paths of pages with a restriction; what lies below is private as well.
    """

    slugs: dict[str, str] = field(default_factory=dict)
    private: list[str] = field(default_factory=list)

    @classmethod
    def load(cls) -> Sections:
        """Read both from the database: three queries, two where no academy has a home."""
        keys = dict(Academy.objects.regional().filter(home_key__isnull=False).values_list("home_key", "slug"))
        homes = Page.objects.filter(translation_key__in=keys).values_list("path", "translation_key") if keys else []
        private = PageViewRestriction.objects.values_list("page__path", flat=True)
        return cls({path: keys[key] for path, key in homes}, list(private))

    def academy_of(self, path: str) -> str:
        """Return the slug of the academy whose section ``path`` is in, "" on the hub's own pages; the nearest wins."""
        homes = [home for home in self.slugs if path.startswith(home)]
        return self.slugs[max(homes, key=len)] if homes else ""

    def is_private(self, path: str) -> bool:
        """Return whether a page is in a part of the tree that not everybody may read."""
        return any(path.startswith(start) for start in self.private)


def true_rows(story_ids: Iterable[int] | None = None) -> set[Row]:
    """Return the rows the table ought to have for some stories, or for all. Seven queries at most."""
    stories = StoryPage.objects.filter(live=True, alias_of__isnull=True)
    if story_ids is not None:
        stories = stories.filter(pk__in=list(story_ids))
    sections = Sections.load()
    shown = {
        story.pk: story
        for story in stories.only("path", "locale_id", "shape", "level", "sector", "first_published_at")
        if not sections.is_private(story.path)
    }
    rows: set[Row] = set()
    for story in shown.values():
        found = {
            Facet.SHAPE: story.shape,
            Facet.LEVEL: story.level,
            Facet.SECTOR: story.sector,
            Facet.ACADEMY: sections.academy_of(story.path),
        }
        rows |= {_row(story, facet, term) for facet, term in found.items() if term}
    for facet, story_id, term in _terms(list(shown) if story_ids is not None else None):
        if story_id in shown:
            rows.add(_row(shown[story_id], facet, term))
    return rows


def _row(story: StoryPage, facet: Facet, term: object) -> Row:
    return story.pk, story.locale_id, str(facet), str(term), story.first_published_at or LONG_AGO


def _terms(story_ids: list[int] | None) -> Iterable[tuple[Facet, int, object]]:
    """Yield (facet, story, term) of the three vocabularies; all stories' when ``story_ids`` is None."""
    for facet, model, term in (
        (Facet.PRINCIPLE, StoryPrinciple, "principle__number"),
        (Facet.CAPABILITY, StoryCapability, "capability__slug"),
        (Facet.TOPIC, StoryTopic, "topic__slug"),
    ):
        queryset = model.objects.all() if story_ids is None else model.objects.filter(page__in=story_ids)
        for story_id, value in queryset.order_by().values_list("page", term):
            yield facet, story_id, value


def stored_rows(story_ids: Iterable[int] | None = None) -> set[Row]:
    """Return the rows the table has for some stories, or for all."""
    rows = StoryFacet.objects.all() if story_ids is None else StoryFacet.objects.filter(story__in=list(story_ids))
    return set(rows.values_list("story", "locale", "facet", "term", "published"))
