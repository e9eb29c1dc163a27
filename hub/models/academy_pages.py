"""The section of an academy and the page that lists them all."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cl_blocks.fields import BodyField
from hub.academies.models import academy_for_path
from hub.academies.page_form import AcademyPageForm, SuperuserPanel
from hub.academies.provisioning import link_home
from hub.exceptions import Incomplete, Refused
from hub.mixins import HubPageMixin, parent_link
from hub.models.academy_blocks import CourseBlock, FigureBlock
from hub.models.parts import ActionsMixin, LeadStoryMixin, QuoteMixin


class AcademiesIndexPage(HubPageMixin, Page):
    """Every academy by its cloth, and which area leads to which academy."""

    page_ptr = parent_link()
    content_panels = [*Page.content_panels, *HubPageMixin.summary_panels]
    promote_panels = [*HubPageMixin.menu_panels, *Page.promote_panels]
    search_fields = [*Page.search_fields, *HubPageMixin.hub_search_fields]
    parent_page_types = ["hub.HomePage"]
    result_kind = ""
    template = "hub/academies_index_page.html"

    class Meta:
        verbose_name = _("academies page")
        verbose_name_plural = _("academies pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from hub.models.academy_sections import index_sections

        return {**super().get_context(request, *args, **kwargs), **index_sections(self, request)}


class AcademyPage(ActionsMixin, LeadStoryMixin, QuoteMixin, HubPageMixin, Page):
    """The home page of one academy's section. ``Academy.home_key`` holds its translation key."""

    page_ptr = parent_link()
    strapline = models.TextField(
        _("line for lists"), max_length=200, blank=True, help_text=_("Places or people, in one or two short sentences.")
    )
    figures = BodyField([("figure", FigureBlock())], verbose_name=_("figures"), blank=True, max_num=4)
    courses_text = models.CharField(_("about the courses"), max_length=200, blank=True)
    courses = BodyField([("course", CourseBlock())], verbose_name=_("next courses"), blank=True)
    about_title = models.CharField(_("heading"), max_length=80, blank=True, help_text=_("Leave empty for “Who we are”."))
    about = BodyField(verbose_name=_("text"), blank=True)

    about_panels: ClassVar[list[Any]] = [MultiFieldPanel([FieldPanel("about_title"), FieldPanel("about")], heading=_("Who we are"))]
    content_panels = [
        SuperuserPanel("for_academy"),
        *Page.content_panels,
        *HubPageMixin.summary_panels,
        FieldPanel("strapline"),
        *ActionsMixin.action_panels,
        FieldPanel("figures"),
        *LeadStoryMixin.lead_panels,
        MultiFieldPanel([FieldPanel("courses_text"), FieldPanel("courses")], heading=_("Next courses")),
        *QuoteMixin.quote_panels,
        *about_panels,
    ]
    promote_panels = [*HubPageMixin.menu_panels, *Page.promote_panels]
    search_fields = [
        *Page.search_fields,
        *HubPageMixin.hub_search_fields,
        *QuoteMixin.quote_search_fields,
        index.SearchField("strapline"),
        index.SearchField("about"),
    ]
    base_form_class = AcademyPageForm
    parent_page_types = ["hub.AcademiesIndexPage"]
    result_kind = _("Academy")
    template = "hub/academy_page.html"
    for_academy: Any = None  # set by the form or by provisioning: the academy whose home this page becomes on save

    class Meta:
        verbose_name = _("academy page")
        verbose_name_plural = _("academy pages")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.for_academy is not None:
            link_home(academy=self.for_academy, key=self.translation_key)
            self.for_academy = None
        adding = self._state.adding
        result = super().save(*args, **kwargs)
        if adding:  # until now the tree did not hold this page, so that it could not find itself as a home
            self.academy = academy_for_path(self.path)
            type(self).objects.filter(pk=self.pk).update(academy=self.academy)
        return result

    def refusals_to_publish(self) -> list[Refused]:
        """Also refuse a section that belongs to nobody: its stories and requests would have no academy."""
        refusals = super().refusals_to_publish()
        own = self.for_academy or (self.academy if self.academy and self.academy.home_key == self.translation_key else None)
        if own is None:
            refusals.append(Incomplete(str(_("Choose the academy this page is the home of.")), field="for_academy"))
        return refusals

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from hub.models.academy_sections import page_sections

        return {**super().get_context(request, *args, **kwargs), **page_sections(self, request)}
