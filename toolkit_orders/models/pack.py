"""The promotion pack: steps to promote a programme, and the material for them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cl_blocks.fields import BodyField
from hub.exceptions import Incomplete, Refused
from hub.mixins import HubPageMixin, parent_link
from toolkit_orders.blocks import MaterialsBlock, PackStepsBlock, TipsBlock, assets_in
from toolkit_orders.exceptions import NotPublic
from toolkit_orders.models.assets import Asset
from toolkit_orders.page_forms import AssetPageForm, foreign_files


class PromotionPackPage(HubPageMixin, Page):
    """Steps by week, each with its files; material shown as objects; advice before printing.

    Its files are for everybody, so the page refuses to go live with a file that is kept for people who asked.
    """

    page_ptr = parent_link()
    steps_title = models.CharField(_("heading above the steps"), max_length=80, blank=True)
    steps = BodyField(PackStepsBlock, verbose_name=_("steps"), blank=True)
    materials_title = models.CharField(_("heading above the material"), max_length=80, blank=True)
    materials_note = models.CharField(_("note beside it"), max_length=160, blank=True)
    materials = BodyField(MaterialsBlock, verbose_name=_("ready-made material"), blank=True)
    quote_text = models.CharField(_("quote"), max_length=200, blank=True)
    quote_by = models.CharField(_("who said it"), max_length=120, blank=True)
    tips_title = models.CharField(_("heading above the advice"), max_length=80, blank=True)
    tips = BodyField(TipsBlock, verbose_name=_("advice"), blank=True)

    base_form_class = AssetPageForm
    content_panels = [
        *Page.content_panels,
        *HubPageMixin.summary_panels,
        MultiFieldPanel([FieldPanel("steps_title"), FieldPanel("steps")], heading=_("Steps")),
        MultiFieldPanel(
            [FieldPanel("materials_title"), FieldPanel("materials_note"), FieldPanel("materials")], heading=_("Ready-made material")
        ),
        MultiFieldPanel([FieldPanel("quote_text"), FieldPanel("quote_by")], heading=_("One voice")),
        MultiFieldPanel([FieldPanel("tips_title"), FieldPanel("tips")], heading=_("Advice")),
    ]
    promote_panels = [*Page.promote_panels, *HubPageMixin.menu_panels]
    search_fields = [
        *Page.search_fields,
        *HubPageMixin.hub_search_fields,
        index.SearchField("steps"),
        index.SearchField("materials"),
    ]
    subpage_types: list[str] = []
    template = "toolkit_orders/promotion_pack_page.html"

    class Meta:
        verbose_name = _("promotion pack")
        verbose_name_plural = _("promotion packs")

    def refusals_to_publish(self) -> list[Refused]:
        found = super().refusals_to_publish()
        if not len(self.steps):
            found.append(Incomplete(_("Add at least one step."), field="steps"))
        assets = self.assets()
        if kept := [asset.title for asset in assets if asset.audience != Asset.Audience.PUBLIC]:
            found.append(
                NotPublic(_("These files are only for people who asked for a toolkit: %(titles)s.") % {"titles": ", ".join(kept)})
            )
        return found + foreign_files(assets, self.shown_academy)

    def assets(self) -> list[Asset]:
        """Return every file of the pack in order, each once."""
        return assets_in([self.steps, self.materials])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "tip_texts": [tip.value for tip in self.tips]}
