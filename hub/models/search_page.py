"""Search over every page of the hub."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from hub.mixins import HubPageMixin, parent_link


class SearchPage(HubPageMixin, Page):
    """The page that answers ``?q=``: every live, public page of its own language."""

    page_ptr = parent_link()
    content_panels = [*Page.content_panels, *HubPageMixin.summary_panels]
    promote_panels = [*HubPageMixin.menu_panels, *Page.promote_panels]
    search_fields: ClassVar[list[Any]] = []  # a search that finds itself helps nobody
    parent_page_types = ["hub.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "hub/search_page.html"

    class Meta:
        verbose_name = _("search page")
        verbose_name_plural = _("search pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from hub.search import answer

        return {**super().get_context(request, *args, **kwargs), **answer(self, request)}
