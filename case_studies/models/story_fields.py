"""What a story page stores about itself, beside its parts and its terms."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string

from case_studies.enums import Drawn, Sector, Shape, StoryLevel
from hub.translation.fields import SynchronizedField


class StoryFields(models.Model):
    """Facts, notice and picture of a story, each with its panels."""

    level = models.CharField(
        _("level"), max_length=20, choices=StoryLevel.choices, blank=True, help_text=_("Where people lead in this story.")
    )
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices, blank=True, help_text=_("Who runs the service."))
    place = models.CharField(_("place"), max_length=80, blank=True, help_text=_("Town or area: “Millbeck”. Shown on cards."))
    region = models.CharField(_("region"), max_length=80, blank=True, help_text=_("Leave empty to show the academy’s name."))
    period = models.CharField(_("when"), max_length=80, blank=True, help_text=_("In words: “2024 to 2026”."))
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        help_text=_("The year it began."),
    )
    took_part = models.CharField(
        _("who took part"), max_length=200, blank=True, help_text=_("“Five paid representatives, one supporter”.")
    )
    cost = models.CharField(
        _("cost"), max_length=200, blank=True, help_text=_("“£61,000 a year, pay and support included”, or “Nothing new”.")
    )
    told_by = models.CharField(
        _("told by"),
        max_length=200,
        blank=True,
        help_text=_("First names are enough: “Denise, Imran and Kath”. Only names they agreed to."),
    )
    content_notice = models.TextField(
        _("content notice"), max_length=300, blank=True,
        help_text=_("If the story speaks of self-harm, violence or loss, say so here. Readers see it before the picture."),
    )  # fmt: skip
    support_line = models.CharField(
        _("where to find support"), max_length=200, blank=True, help_text=_("“Samaritans, free on 116 123, day and night”.")
    )
    cover = models.ForeignKey(
        get_image_model_string(), verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_(
            "Leave empty and we draw one from the patches of the principles. Never use a picture of somebody who has not agreed."
        ),
    )  # fmt: skip
    cover_alt = models.CharField(
        _("the picture in words"), max_length=200, blank=True, help_text=_("What somebody would miss who cannot see the picture.")
    )
    drawn = models.CharField(_("people in the drawing"), max_length=10, choices=Drawn.choices, blank=True, default=Drawn.BY_LEVEL)
    shape = models.CharField(_("how it is told"), max_length=20, choices=Shape.choices, default=Shape.CASE_STUDY, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=1, editable=False)

    glance_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("told_by"),
                FieldPanel("took_part"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("region")]),
                FieldRowPanel([FieldPanel("period"), FieldPanel("year")]),
                FieldPanel("cost"),
            ],
            heading=_("At a glance"),
        ),
    ]
    kind_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("level"), FieldPanel("sector")])], heading=_("Level and sector")),
    ]
    notice_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("content_notice"), FieldPanel("support_line")], heading=_("Content notice"), classname="collapsed"
        ),
    ]
    picture_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("cover"), FieldPanel("cover_alt"), FieldPanel("drawn")], heading=_("Picture")),
    ]
    synchronised: ClassVar[list[Any]] = [SynchronizedField("year"), SynchronizedField("cover")]

    class Meta:
        abstract = True
