"""The flat table the gallery counts and filters by. Kept right by ``case_studies.facets.table``; never edited by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from case_studies.enums import Facet


class StoryFacet(models.Model):
    """One way in which one story that visitors may see can be found.

    ``term`` is the same in every language: a principle's number, a slug, or a value of an enum.
    """

    story = models.ForeignKey("case_studies.StoryPage", verbose_name=_("story"), on_delete=models.CASCADE, related_name="facets")
    locale = models.ForeignKey("wagtailcore.Locale", verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    facet = models.CharField(_("facet"), max_length=20, choices=Facet.choices)
    term = models.CharField(_("term"), max_length=80)

    class Meta:
        verbose_name = _("way to find a story")
        verbose_name_plural = _("ways to find stories")
        constraints = [models.UniqueConstraint(fields=["story", "facet", "term"], name="case_studies_facet_once")]
        # One index answers both questions: which stories have a term, and how many have each.
        indexes = [models.Index(fields=["locale", "facet", "term", "story"], name="case_studies_facet_find")]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.facet}={self.term}"
