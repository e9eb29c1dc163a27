"""The learning framework: indicators, and the fifteen links between principles and capabilities.

A link is a row with its own explanation and its own subset of the capability's indicators, because the same capability
shows different indicators under different principles.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin

from case_studies.enums import FrameworkLevel, IndicatorHalf
from case_studies.models.vocabulary import Capability, Principle
from hub.translation.fields import SynchronizedField


class Indicator(TranslatableMixin, Orderable):
    """What somebody working at one level of a capability does, or what their organisation does."""

    capability = ParentalKey(Capability, verbose_name=_("capability"), on_delete=models.CASCADE, related_name="indicators")
    key = models.SlugField(_("key"), max_length=80, help_text=_("Names this indicator in every language: “empathy-engaged-1”."))
    level = models.CharField(_("level"), max_length=20, choices=FrameworkLevel.choices)
    half = models.CharField(_("speaks of"), max_length=20, choices=IndicatorHalf.choices, default=IndicatorHalf.WORKER)
    text = models.TextField(_("text"), max_length=400)
    implicit = models.BooleanField(_("only implies people who use services"), default=False)

    panels: ClassVar[list[Any]] = [FieldPanel(name) for name in ("level", "half", "text", "implicit", "key")]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("key", overridable=False)]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="case_studies_indicator_key")]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.text}"


class PrincipleLink(TranslatableMixin, ClusterableModel):
    """Why a capability matters to a principle, and which of its indicators show it."""

    principle = models.ForeignKey(Principle, verbose_name=_("principle"), on_delete=models.CASCADE, related_name="links")
    capability = models.ForeignKey(Capability, verbose_name=_("capability"), on_delete=models.CASCADE, related_name="links")
    why = models.TextField(_("why"), max_length=600)

    panels: ClassVar[list[Any]] = [
        FieldPanel("principle"),
        FieldPanel("capability"),
        FieldPanel("why"),
        InlinePanel("shown_indicators", heading=_("Indicators that show it"), label=_("Indicator")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("link between principle and capability")
        verbose_name_plural = _("links between principles and capabilities")
        ordering = ["principle__number", "capability__sort_order"]
        constraints = [models.UniqueConstraint(fields=["principle", "capability"], name="case_studies_link_once")]

    def __str__(self) -> str:
        return f"{self.principle} → {self.capability}"


class LinkIndicator(TranslatableMixin, Orderable):
    """One indicator of a link's subset."""

    link = ParentalKey(PrincipleLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="shown_indicators")
    indicator = models.ForeignKey(Indicator, verbose_name=_("indicator"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [FieldPanel("indicator")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("indicator of a link")
        verbose_name_plural = _("indicators of a link")

    def __str__(self) -> str:
        return str(self.indicator)
