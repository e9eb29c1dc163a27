"""The parts of the country, and which academy looks after each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin

from hub.academies.models.academy import Academy
from hub.translation.fields import SynchronizedField


class Area(TranslatableMixin, models.Model):
    """A part of the country, as visitors choose it; it leads to the academy that looks after it, if any."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, help_text=_("Kept with every request: do not change it later."))
    academy = models.ForeignKey(
        Academy, verbose_name=_("academy"), null=True, blank=True, on_delete=models.PROTECT, related_name="areas"
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("academy", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="hub_area_slug_per_locale")]

    def __str__(self) -> str:
        return self.name
