"""An academy's list of its stories."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Page

from case_studies.models.next_step import NextStepMixin
from hub.mixins import HubPageMixin, parent_link


class StoryIndexPage(NextStepMixin, HubPageMixin, Page):
    """The stories of one academy, newest first, a page at a time. Directly below the hub's home, those of its own team."""

    page_ptr = parent_link()
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, *HubPageMixin.summary_panels, *NextStepMixin.next_step_panels]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(HubPageMixin.menu_panels, heading=_("In menus")),
        *Page.promote_panels,
    ]
    search_fields: ClassVar[list[Any]] = [*Page.search_fields, *HubPageMixin.hub_search_fields]
    parent_page_types: ClassVar[list[str]] = ["hub.AcademyPage", "hub.HomePage"]
    subpage_types: ClassVar[list[str]] = ["case_studies.StoryPage"]
    template = "case_studies/story_index_page.html"

    class Meta:
        verbose_name = _("list of stories")
        verbose_name_plural = _("lists of stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from case_studies.index_view import index_context

        return {**super().get_context(request, *args, **kwargs), **index_context(self, request)}
