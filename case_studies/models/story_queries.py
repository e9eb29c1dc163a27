"""Which stories: queryset methods that read as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch
from wagtail.models import Locale, PageManager
from wagtail.query import PageQuerySet

from case_studies.enums import Facet

if TYPE_CHECKING:
    from hub.academies.models import Academy


class StoryQuerySet(PageQuerySet):
    """Which stories visitors may read, of whom, in what order, with what a card needs."""

    def shown_in(self, locale: Locale) -> StoryQuerySet:
        """Keep the stories visitors may see in one language: live, not private, not an alias."""
        from case_studies.models.facet import StoryFacet

        shown = StoryFacet.objects.filter(locale=locale, facet=Facet.SHAPE).values("story")
        return self.filter(pk__in=shown)

    def of_academy(self, academy: Academy | None) -> StoryQuerySet:
        """Keep one academy's stories; all of them when none is named."""
        return self if academy is None else self.filter(academy=academy)

    def newest_first(self) -> StoryQuerySet:
        return self.order_by("-first_published_at", "-pk")

    def for_cards(self) -> StoryQuerySet:
        """Load what cards need: two queries for any number of stories, none for each."""
        from case_studies.models.terms import StoryPrinciple

        principles = StoryPrinciple.objects.select_related("principle").order_by("sort_order")
        return (
            self.select_related("academy", "cover", "locale")
            .defer("parts")
            .prefetch_related(Prefetch("story_principles", queryset=principles, to_attr="card_principles"))
        )


StoryManager: type[PageManager] = PageManager.from_queryset(StoryQuerySet, class_name="StoryManager")
