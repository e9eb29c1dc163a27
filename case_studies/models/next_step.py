"""One next step at the end of a page, chosen by an editor, so that this app need not know what else a site offers."""

from __future__ import annotations

from typing import Any, ClassVar

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel


class NextStepMixin(models.Model):
    """The deep band below stories: a question, a sentence, and one page to go to."""

    next_step_title = models.CharField(_("heading"), max_length=120, blank=True, help_text=_("“Could this work where you are?”"))
    next_step_text = models.CharField(_("text"), max_length=240, blank=True)
    next_step_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    next_step_link = models.CharField(
        _("words on the button"), max_length=60, blank=True, help_text=_("Start with a verb: “See the toolkit”.")
    )

    next_step_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("next_step_title"),
                FieldPanel("next_step_text"),
                PageChooserPanel("next_step_page"),
                FieldPanel("next_step_link"),
            ],
            heading=_("One next step, shown below every story"),
        )
    ]

    class Meta:
        abstract = True
