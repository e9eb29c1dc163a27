"""What this app's stories are to the hub's own pages; registered in ``apps.py``."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, OuterRef, Subquery
from django.http import HttpRequest
from wagtail.models import Locale

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
        self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None, limit: int = 3, exclude: Sequence[int] = ()
    ) -> list[Card]:
        """Return the newest stories' cards; an academy's own cards do not repeat its name. Three queries at most."""
        stories = StoryPage.objects.shown_in(locale).of_academy(academy).exclude(pk__in=list(exclude)).newest_first()
        return story_cards(stories[:limit], request, with_academy=academy is None)

    def chosen(self, request: HttpRequest, *, locale: Locale, pks: Sequence[int]) -> list[Card]:
        """Return the cards of chosen stories in their order, in this language, without those not shown. Three queries at most."""
        originals = StoryPage.objects.filter(translation_key=OuterRef("translation_key"), pk__in=list(pks)).values("pk")[:1]
        shown = StoryPage.objects.shown_in(locale).annotate(chosen_as=Subquery(originals)).filter(chosen_as__isnull=False)
        stories = sorted(shown.for_cards(), key=lambda story: list(pks).index(story.chosen_as))
        prefetch(story.cover for story in stories)
        return [story_card(story, request) for story in stories]

    def count(self, *, locale: Locale, academy: Academy | None = None) -> int:
        """Return how many stories there are to read. One query."""
        return StoryPage.objects.shown_in(locale).of_academy(academy).count()

    def counts_by_academy(self, *, locale: Locale) -> dict[int, int]:
        """Return the number of stories by academy's primary key; those without any are left out. One query."""
        rows = StoryFacet.objects.filter(locale=locale, facet=Facet.SHAPE, story__academy__isnull=False)
        return dict(rows.order_by().values_list("story__academy").annotate(number=Count("pk")))

    def principles(self, request: HttpRequest, *, locale: Locale) -> list[Badge]:
        """Return the badges of all principles, each leading to the gallery. Two queries."""
        url = gallery_url(locale, request)
        return [principle_badge(principle, gallery_url=url) for principle in Principle.objects.filter(locale=locale)]

    def gallery_url(self, request: HttpRequest, *, locale: Locale, academy: Academy | None = None) -> str:
        """Return the gallery's address, filtered by an academy if one is named; "" where there is no gallery. One query."""
        url = gallery_url(locale, request)
        return f"{url}?{Facet.ACADEMY}={academy.slug}" if url and academy and not academy.is_national else url
