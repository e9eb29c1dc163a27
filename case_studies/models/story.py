"""The story page: one case study, or one person's story in their own words."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from case_studies import completeness
from case_studies.enums import Shape
from case_studies.models.story_fields import StoryFields
from case_studies.models.story_queries import StoryManager
from case_studies.panels import TermsPanel
from case_studies.parts import PARTS, Part, minutes_to_read, parts_of, shape_of
from cl_blocks.fields import BodyField
from hub.exceptions import Refused
from hub.mixins import HubPageMixin, parent_link


class StoryPage(StoryFields, HubPageMixin, Page):
    """One story. ``summary`` is its standfirst; the first of its principles is the main one."""

    page_ptr = parent_link()
    parts = BodyField("case_studies.blocks.PartsBlock", verbose_name=_("the story"), blank=True)
    tags = ClusterTaggableManager(
        through="case_studies.StoryTag",
        verbose_name=_("keywords"),
        blank=True,
        help_text=_("Free keywords for search, separated by commas."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *HubPageMixin.summary_panels,
        FieldPanel(
            "parts",
            help_text=_(
                "Write each part under its heading. A plus sign adds a quote, a picture or a list. If one person tells the "
                "story, delete these parts and add those “in the person’s own words”."
            ),
        ),
        *StoryFields.notice_panels,
        *StoryFields.glance_panels,
        *StoryFields.kind_panels,
        TermsPanel(
            "story_principles", heading=_("Principles it shows"), label=_("Principle"), max_num=3,
            help_text=_("Up to three. Put the most important first: its patches make the drawing."),
        ),
        TermsPanel("story_capabilities", heading=_("What it helps staff do"), label=_("Capability")),
        TermsPanel("story_topics", heading=_("Topics"), label=_("Topic")),
        FieldPanel("tags"),
        *StoryFields.picture_panels,
    ]  # fmt: skip
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(HubPageMixin.menu_panels, heading=_("In menus")),
        *Page.promote_panels,
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        *HubPageMixin.hub_search_fields,
        index.SearchField("parts"),
        *(index.SearchField(name) for name in ("place", "region", "told_by", "took_part")),
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.FilterField("level"),
        index.FilterField("sector"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [*HubPageMixin.override_translatable_fields, *StoryFields.synchronised]
    parent_page_types: ClassVar[list[str]] = ["case_studies.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "case_studies/story_page.html"

    objects = StoryManager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        from case_studies.facets.table import refresh

        parts = self.written_parts
        self.shape, self.reading_minutes = shape_of(parts), minutes_to_read(parts)
        result = super().save(*args, **kwargs)
        refresh([self.pk])
        return result

    def refusals_to_publish(self) -> list[Refused]:
        return [*super().refusals_to_publish(), *completeness.refusals(self)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from case_studies.story_view import story_context

        return {**super().get_context(request, *args, **kwargs), **story_context(self, request)}

    @property
    def written_parts(self) -> dict[str, Part]:
        """The parts the editor made, by key, empty ones too. Not cached: a form changes them under way."""
        return parts_of(self.parts)

    @property
    def is_own_words(self) -> bool:
        """Whether a person tells this story in the first person."""
        return shape_of(self.written_parts) is Shape.OWN_WORDS

    @property
    def shown_parts(self) -> list[Part]:
        """The parts that have content, in the order of the story's shape."""
        written = self.written_parts
        return [written[key] for key in PARTS[shape_of(written)] if key in written and len(written[key].value.value)]
