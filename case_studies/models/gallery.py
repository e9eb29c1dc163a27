"""The good-practice gallery: every story of a language, found by filters and words."""

from __future__ import annotations

from typing import Any, ClassVar

import swapper
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from case_studies.models.next_step import NextStepMixin
from hub.mixins import HubPageMixin, parent_link


class GalleryPage(NextStepMixin, HubPageMixin, Page):
    """One gallery a language. Its next step is also that of stories whose own list has none."""

    page_ptr = parent_link()
    tell_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"), verbose_name=_("page where people offer a story"),
        null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text=_("Linked when nothing is found."),
    )  # fmt: skip

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *HubPageMixin.summary_panels,
        PageChooserPanel("tell_page"),
        *NextStepMixin.next_step_panels,
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(HubPageMixin.menu_panels, heading=_("In menus")),
        *Page.promote_panels,
    ]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, *HubPageMixin.hub_search_fields]
    parent_page_types: ClassVar[list[str]] = ["hub.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "case_studies/gallery_page.html"

    class Meta:
        verbose_name = _("good-practice gallery")
        verbose_name_plural = _("good-practice galleries")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from case_studies.gallery_view import gallery_context

        return {**super().get_context(request, *args, **kwargs), **gallery_context(self, request)}
