"""How a story carries its words: ordered rows for principles, capabilities and topics; free keywords by taggit.

No unique constraint over (page, term): the rows of a page are saved one by one, so that swapping two of them would pass
through a state with a double. ``StoryPage.refusals_to_publish`` says so in words instead, and the facet table is a set.
Deleting a term takes its rows along (CASCADE), because drafts that name a deleted term must still open.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.models import Orderable, TranslatableMixin

from case_studies.models.vocabulary import Capability, Principle, Topic
from case_studies.panels import PlainSelectPanel


class StoryPrinciple(TranslatableMixin, Orderable):
    """A principle that a story shows; the first is its main one."""

    page = ParentalKey("case_studies.StoryPage", on_delete=models.CASCADE, related_name="story_principles")
    principle = models.ForeignKey(Principle, verbose_name=_("principle"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PlainSelectPanel("principle")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("principle of a story")
        verbose_name_plural = _("principles of a story")

    def __str__(self) -> str:
        return str(self.principle)


class StoryCapability(TranslatableMixin, Orderable):
    """A capability that a story helps staff with."""

    page = ParentalKey("case_studies.StoryPage", on_delete=models.CASCADE, related_name="story_capabilities")
    capability = models.ForeignKey(Capability, verbose_name=_("capability"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PlainSelectPanel("capability")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("capability of a story")
        verbose_name_plural = _("capabilities of a story")

    def __str__(self) -> str:
        return str(self.capability)


class StoryTopic(TranslatableMixin, Orderable):
    """A topic of a story."""

    page = ParentalKey("case_studies.StoryPage", on_delete=models.CASCADE, related_name="story_topics")
    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PlainSelectPanel("topic")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("topic of a story")
        verbose_name_plural = _("topics of a story")

    def __str__(self) -> str:
        return str(self.topic)


class StoryTag(TaggedItemBase):
    """A free keyword of a story, for editors and search."""

    content_object = ParentalKey("case_studies.StoryPage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = _("keyword of a story")
        verbose_name_plural = _("keywords of a story")
