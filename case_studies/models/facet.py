"""The flat table the gallery counts and filters by. Kept right by ``case_studies.facets.table``; never edited by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from case_studies.enums import Facet


class StoryFacetQuerySet(models.QuerySet["StoryFacet"]):
    """Which rows, in what order: lists of stories are chosen here, and only what is shown is loaded."""

    def stories_in(self, locale: Locale) -> StoryFacetQuerySet:
        """Keep one row for each story that visitors may see in a language."""
        return self.filter(locale=locale, facet=Facet.SHAPE)

    def newest_first(self) -> StoryFacetQuerySet:
        return self.order_by("-published", "-story")


class StoryFacet(models.Model):
    """One way in which one story that visitors may see can be found.

    ``term`` is the same in every language: a principle's number, a slug, or a value of an enum. ``published`` is when the
    story first went live: kept here because no index serves both a facet and a page's date, and sorting ten thousand
    stories for twelve cost more than all the rest of a page.
    """

    story = models.ForeignKey("case_studies.StoryPage", verbose_name=_("story"), on_delete=models.CASCADE, related_name="facets")
    locale = models.ForeignKey("wagtailcore.Locale", verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    facet = models.CharField(_("facet"), max_length=20, choices=Facet.choices)
    term = models.CharField(_("term"), max_length=80)
    published = models.DateTimeField(_("first published"))

    objects = StoryFacetQuerySet.as_manager()

    class Meta:
        verbose_name = _("way to find a story")
        verbose_name_plural = _("ways to find stories")
        constraints = [models.UniqueConstraint(fields=["story", "facet", "term"], name="case_studies_facet_once")]
        indexes = [
            # which stories have a term, how many have each, and the newest of them
            models.Index(fields=["locale", "facet", "term", "-published", "-story"], name="case_studies_facet_term"),
            # the newest of all, by the facet that every story has one row of
            models.Index(fields=["locale", "facet", "-published", "-story"], name="case_studies_facet_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.facet}={self.term}"
