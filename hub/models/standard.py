"""A page of text: about us, accessibility, privacy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cl_blocks.fields import BodyField
from hub.mixins import HubPageMixin, parent_link


class StandardPage(HubPageMixin, Page):
    """Title, summary and a body made of the hub's blocks."""

    page_ptr = parent_link()
    body = BodyField(verbose_name=_("body"), blank=True)

    content_panels = [*Page.content_panels, *HubPageMixin.summary_panels, FieldPanel("body")]
    promote_panels = [*HubPageMixin.menu_panels, *Page.promote_panels]
    search_fields = [*Page.search_fields, *HubPageMixin.hub_search_fields, index.SearchField("body")]
    result_kind = ""  # a page of text needs no kind in search results
    template = "hub/standard_page.html"

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
