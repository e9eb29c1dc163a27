"""The words stories are described with: principles, capabilities, topics. All are national.

``load_framework`` loads principles and capabilities; topics are named by each host itself.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from case_studies.enums import CapabilityKind
from hub.translation.fields import SynchronizedField

SLUG_HELP = _("Part of addresses, and the same in every language: do not change it later.")


class Principle(index.Indexed, TranslatableMixin, models.Model):
    """One of the eight principles of citizen leadership (published 2008)."""

    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1), MaxValueValidator(8)])
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, help_text=SLUG_HELP)
    short = models.CharField(_("in short"), max_length=200, help_text=_("One line, shown below the name."))
    description = models.TextField(_("description"), blank=True)

    panels: ClassVar[list[Any]] = [FieldPanel(name) for name in ("number", "name", "slug", "short", "description")]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("slug", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("principle")
        verbose_name_plural = _("principles")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["number", "locale"], name="case_studies_principle_number"),
            models.UniqueConstraint(fields=["slug", "locale"], name="case_studies_principle_slug"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=8), name="case_studies_principle_1_to_8"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Capability(index.Indexed, TranslatableMixin, ClusterableModel):
    """One of the nine capabilities of the learning framework."""

    slug = models.SlugField(_("slug"), max_length=80, help_text=SLUG_HELP)
    name = models.CharField(_("name"), max_length=120)
    verb_label = models.CharField(
        _("what it helps staff do"),
        max_length=80,
        help_text=_("Shown on stories and filters, starting with a verb: “Keep the focus on people”."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CapabilityKind.choices, default=CapabilityKind.PERSONAL)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels: ClassVar[list[Any]] = [
        *(FieldPanel(name) for name in ("name", "slug", "verb_label", "kind", "sort_order")),
        InlinePanel("indicators", heading=_("Indicators"), label=_("Indicator")),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("slug", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("capability")
        verbose_name_plural = _("capabilities")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="case_studies_capability_slug")]

    def __str__(self) -> str:
        return self.name


class Topic(index.Indexed, TranslatableMixin, models.Model):
    """What a story is about, as visitors filter by it. Free keywords are tags."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, help_text=SLUG_HELP)

    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("slug")]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
    ]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("slug", overridable=False)]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="case_studies_topic_slug")]

    def __str__(self) -> str:
        return self.name
