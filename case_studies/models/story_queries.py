"""Which stories: queryset methods that read as words."""

from __future__ import annotations

from django.db.models import F, Prefetch
from wagtail.models import Locale, PageManager
from wagtail.query import PageQuerySet


class StoryQuerySet(PageQuerySet):
    """Which stories visitors may read, of whom, in what order, with what a card needs."""

    def shown_in(self, locale: Locale) -> StoryQuerySet:
        """Keep the stories visitors may see in one language: live, not private, not an alias."""
        from case_studies.models.facet import StoryFacet

        return self.filter(pk__in=StoryFacet.objects.stories_in(locale).values("story"))

    def newest_first(self) -> StoryQuerySet:
        """Order by first publication; a story that came without one, as imports do, is last on every database."""
        return self.order_by(F("first_published_at").desc(nulls_last=True), "-pk")

    def for_cards(self) -> StoryQuerySet:
        """Load what cards need: two queries for any number of stories, none for each.

        Of a slice the keys are sorted first, for databases sort whole rows: three times as slow with ten thousand stories.
        """
        from case_studies.models.terms import StoryPrinciple

        principles = StoryPrinciple.objects.select_related("principle").order_by("sort_order")
        few = self
        if self.query.is_sliced:
            few = self.model._default_manager.filter(pk__in=self.values("pk")).order_by(*self.query.order_by)
        return (
            few.select_related("academy", "cover", "locale")
            .defer("parts")
            .prefetch_related(Prefetch("story_principles", queryset=principles, to_attr="card_principles"))
        )


StoryManager: type[PageManager] = PageManager.from_queryset(StoryQuerySet, class_name="StoryManager")
