"""The page on which somebody asks for a toolkit."""

from __future__ import annotations

from typing import Any

import swapper
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, TranslatableMixin

from cl_blocks.fields import BodyField
from cl_blocks.questions import QuestionsBlock
from hub.academies.models import Area
from hub.exceptions import Incomplete, Refused
from hub.mixins import HubPageMixin, parent_link
from hub.translation.fields import SynchronizedField
from toolkit_orders.flow.steps import RequestFlowMixin
from toolkit_orders.models.toolkit import ToolkitPage

PLAIN = ["bold", "link", "ul"]


class RequestPage(RequestFlowMixin, HubPageMixin, RoutablePageMixin, Page):
    """Asks who wants which toolkit. A fixed core every academy reports on, then the editor's own questions.

    Below an academy's home it serves that academy; below the list of toolkits it serves areas without one.
    """

    page_ptr = parent_link()
    heading = models.CharField(
        _("heading above the form"), max_length=120, blank=True, help_text=_("Leave empty for “Where shall we send it?”")
    )
    intro = RichTextField(_("introduction"), features=PLAIN, blank=True)
    questions = BodyField(QuestionsBlock, verbose_name=_("your own questions"), blank=True)
    confirmation = RichTextField(_("text after sending"), features=PLAIN, blank=True, help_text=_("Shown below the reference."))
    contact = models.TextField(
        _("how to reach you"), max_length=300, blank=True, help_text=_("“Ring … We can fill in the form with you.”")
    )
    privacy_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("privacy notice"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        *Page.content_panels,
        *HubPageMixin.summary_panels,
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("intro")], heading=_("Above the form")),
        InlinePanel("offers", heading=_("Toolkits on offer"), label=_("Toolkit"), min_num=1),
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldPanel("confirmation"), FieldPanel("contact"), FieldPanel("privacy_page")], heading=_("Beside and after")
        ),
    ]
    promote_panels = [*Page.promote_panels, *HubPageMixin.menu_panels]
    search_fields = [*Page.search_fields, *HubPageMixin.hub_search_fields]
    parent_page_types = ["hub.AcademyPage", "toolkit_orders.ToolkitIndexPage", "toolkit_orders.ToolkitPage"]
    subpage_types: list[str] = []
    override_translatable_fields = [*HubPageMixin.override_translatable_fields, SynchronizedField("privacy_page")]
    template = "toolkit_orders/request_page.html"

    class Meta:
        verbose_name = _("request page")
        verbose_name_plural = _("request pages")

    def refusals_to_publish(self) -> list[Refused]:
        found = super().refusals_to_publish()
        if not self.offers.all():
            found.append(Incomplete(_("Choose at least one toolkit that can be asked for here.")))
        return found

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, and whatever is posted from it."""
        return self.answer(request)

    @path("done/<path:sealed>/", name="done")
    def done_route(self, request: HttpRequest, sealed: str) -> HttpResponse:
        """What somebody sees after sending, and the button that sends the mail again."""
        return self.confirm(request, sealed)

    @cached_property
    def toolkits(self) -> list[ToolkitPage]:
        """The live toolkits on offer, in the editor's order, in the language of this page where it has them.

        One query; one more where the page is a translation.
        """
        chosen = [offer.toolkit for offer in self.offers.select_related("toolkit")]
        foreign = [toolkit.translation_key for toolkit in chosen if toolkit.locale_id != self.locale_id]
        own: dict[Any, ToolkitPage] = {}
        if foreign:
            translated = ToolkitPage.objects.live().filter(locale=self.locale_id, translation_key__in=foreign, alias_of=None)
            own = {toolkit.translation_key: toolkit for toolkit in translated}
        return [toolkit for toolkit in (own.get(toolkit.translation_key, toolkit) for toolkit in chosen) if toolkit.live]

    @cached_property
    def areas(self) -> list[Area]:
        """The areas of this language, those of this page's academy first; one query."""
        found = Area.objects.filter(locale=self.locale_id)
        return sorted(found, key=lambda area: area.academy_id is None or area.academy_id != self.academy_id)


class RequestOffer(TranslatableMixin, Orderable):
    """One toolkit that can be asked for on one page."""

    page = ParentalKey(RequestPage, on_delete=models.CASCADE, related_name="offers")
    toolkit = models.ForeignKey(ToolkitPage, verbose_name=_("toolkit"), on_delete=models.CASCADE, related_name="offers")

    panels = [PageChooserPanel("toolkit", "toolkit_orders.ToolkitPage")]
    override_translatable_fields = [SynchronizedField("toolkit")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("toolkit on offer")
        verbose_name_plural = _("toolkits on offer")

    def __str__(self) -> str:
        return str(self.toolkit)
