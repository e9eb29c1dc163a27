"""Which stories a change of something else touches."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from case_studies.enums import Facet
from case_studies.facets.table import stories_with
from case_studies.models.facet import StoryFacet
from case_studies.models.story import StoryPage
from case_studies.models.terms import StoryCapability, StoryPrinciple, StoryTopic
from hub.academies.models import Academy

TERM_OF: dict[type, tuple[Facet, str, str]] = {
    StoryPrinciple: (Facet.PRINCIPLE, "principle", "number"),
    StoryCapability: (Facet.CAPABILITY, "capability", "slug"),
    StoryTopic: (Facet.TOPIC, "topic", "slug"),
}


def stories_of_academy(academy: Academy) -> set[int]:
    """Return the stories in an academy's section, those listed under it, and those listed under an academy that is no more."""
    slugs = set(Academy.objects.values_list("slug", flat=True))
    listed = set(StoryFacet.objects.filter(facet=Facet.ACADEMY).order_by().values_list("term", flat=True).distinct())
    stories = stories_with(Facet.ACADEMY, (listed - slugs) | {academy.slug})
    for path in Page.objects.filter(translation_key=academy.home_key).values_list("path", flat=True) if academy.home_key else ():
        stories |= set(StoryPage.objects.filter(path__startswith=path).values_list("pk", flat=True))
    return stories


def forget(row: Any) -> None:
    """Take a story off the list of a term it no longer has.

    Only ever deletes: while a story is being deleted with everything it has, adding a row would leave an orphan.
    """
    facet, field, key = TERM_OF[type(row)]
    term_id = getattr(row, f"{field}_id")
    if type(row).objects.filter(page=row.page_id, **{field: term_id}).exists():
        return
    term = getattr(row, field)
    StoryFacet.objects.filter(story=row.page_id, facet=facet, term=str(getattr(term, key))).delete()
