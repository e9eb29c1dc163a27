"""What this app's stories are to the hub's own pages; registered in ``apps.py``."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.http import HttpRequest
from wagtail.models import Locale, Page

from case_studies.cards import principle_badge, story_card, story_cards
from case_studies.enums import Facet
from case_studies.gallery_address import gallery_url
from case_studies.models import Principle, StoryFacet, StoryPage
from cl_blocks.pictures import prefetch
from hub.academies.models import Academy
from hub.cards import Badge, Card


class Stories:
    """Answers for stories (``hub.providers.StoryProvider``). ``locale`` is the language of the page that asks."""

    def latest(
        self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None, limit: int = 3, first: int | None = None
    ) -> list[Card]:
        """Return the newest stories' cards; an academy's own cards do not repeat its name. Three queries at most."""
        shown = StoryFacet.objects.stories_in(locale)
        newest = (shown.filter(story__academy=academy) if academy else shown).newest_first().values("story")[:limit]
        if first is None:
            return story_cards(StoryPage.objects.filter(pk__in=newest).newest_first(), request, with_academy=academy is None)
        chosen = Page.objects.filter(pk=first)
        same = Page.objects.filter(translation_key__in=chosen.values("translation_key"), locale=locale)
        lead = shown.filter(story__in=same.values("pk")).values("story")
        stories = StoryPage.objects.filter(Q(pk__in=newest) | Q(pk__in=lead)).newest_first()
        stories = stories.annotate(leads=Exists(chosen.filter(translation_key=OuterRef("translation_key"))))
        found = list(stories.for_cards())
        found = sorted(found, key=lambda story: not story.leads)[:limit]
        prefetch(story.cover for story in found)
        return [story_card(story, request, with_academy=academy is None or story.leads) for story in found]

    def chosen(self, request: HttpRequest, *, locale: Locale, pks: Sequence[int]) -> list[Card]:
        """Return the cards of chosen stories in their order, in this language, without those not shown. Three queries at most."""
        originals = StoryPage.objects.filter(translation_key=OuterRef("translation_key"), pk__in=list(pks)).values("pk")[:1]
        shown = StoryPage.objects.shown_in(locale).annotate(chosen_as=Subquery(originals)).filter(chosen_as__isnull=False)
        stories = sorted(shown.for_cards(), key=lambda story: list(pks).index(story.chosen_as))
        prefetch(story.cover for story in stories)
        return [story_card(story, request) for story in stories]

    def count(self, *, locale: Locale, academy: Academy | None = None) -> int:
        """Return how many stories there are to read. One query."""
        stories = StoryFacet.objects.stories_in(locale)
        return stories.count() if academy is None else stories.filter(story__academy=academy).count()

    def counts_by_academy(self, *, locale: Locale) -> dict[int, int]:
        """Return the number of stories by academy's primary key; those without any are left out. One query."""
        own = StoryFacet.objects.filter(locale=locale, facet=Facet.ACADEMY, term=OuterRef("slug")).order_by().values("term")
        counted = Academy.objects.annotate(number=Subquery(own.annotate(number=Count("pk")).values("number")))
        return dict(counted.filter(number__isnull=False).values_list("pk", "number"))

    def principles(self, request: HttpRequest, *, locale: Locale) -> list[Badge]:
        """Return the badges of all principles, each leading to the gallery. Two queries."""
        url = gallery_url(locale, request)
        return [principle_badge(principle, gallery_url=url) for principle in Principle.objects.filter(locale=locale)]

    def gallery_url(self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None) -> str:
        """Return the gallery's address, filtered by an academy if one is named; "" where there is no gallery. One query."""
        url = gallery_url(locale, request)
        return f"{url}?{Facet.ACADEMY}={academy.slug}" if url and academy and not academy.is_national else url
