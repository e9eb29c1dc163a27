"""The toolkit page, and the page that lists toolkits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import swapper
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cl_blocks.fields import BodyField
from hub import conf
from hub.cards import Card
from hub.exceptions import Incomplete, Refused
from hub.mixins import HubPageMixin, parent_link
from hub.models.parts import linked_pages
from hub.providers import stories
from toolkit_orders.blocks import AimsBlock, FiguresBlock, PartsBlock, StagesBlock, UsesBlock, assets_in
from toolkit_orders.models.assets import Asset
from toolkit_orders.page_forms import AssetPageForm, foreign_files
from toolkit_orders.places import Place, places_to_ask


class ToolkitIndexPage(HubPageMixin, Page):
    """Lists the toolkits of its language."""

    page_ptr = parent_link()
    content_panels = [*Page.content_panels, *HubPageMixin.summary_panels]
    promote_panels = [*Page.promote_panels, *HubPageMixin.menu_panels]
    search_fields = [*Page.search_fields, *HubPageMixin.hub_search_fields]
    parent_page_types = ["hub.HomePage"]
    subpage_types = ["toolkit_orders.ToolkitPage", "toolkit_orders.RequestPage"]
    template = "toolkit_orders/toolkit_index_page.html"

    class Meta:
        verbose_name = _("list of toolkits")
        verbose_name_plural = _("lists of toolkits")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        toolkits = ToolkitPage.objects.child_of(self).live().public().filter(alias_of=None).order_by("path")
        return {**super().get_context(request, *args, **kwargs), "toolkits": toolkits}


class ToolkitPage(HubPageMixin, Page):
    """A toolkit: what it is for, what is inside and when it is used, and where to ask for it."""

    page_ptr = parent_link()
    figures = BodyField(FiguresBlock, verbose_name=_("four figures"), blank=True)
    stages = BodyField(StagesBlock, verbose_name=_("stages of the programme"), blank=True)
    parts = BodyField(PartsBlock, verbose_name=_("parts"), blank=True)
    aims_title = models.CharField(_("heading above the aims"), max_length=80, blank=True)
    aims = BodyField(AimsBlock, verbose_name=_("aims"), blank=True)
    quote_text = models.CharField(_("quote"), max_length=200, blank=True)
    quote_by = models.CharField(_("who said it"), max_length=120, blank=True)
    uses = BodyField(UsesBlock, verbose_name=_("stories of people who used it"), blank=True)
    national_request = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("request page for areas without an academy"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    base_form_class = AssetPageForm
    content_panels = [
        *Page.content_panels,
        *HubPageMixin.summary_panels,
        FieldPanel("figures"),
        MultiFieldPanel([FieldPanel("stages"), FieldPanel("parts")], heading=_("What is inside")),
        MultiFieldPanel([FieldPanel("quote_text"), FieldPanel("quote_by")], heading=_("One voice")),
        MultiFieldPanel([FieldPanel("aims_title"), FieldPanel("aims")], heading=_("What it is for")),
        FieldPanel("uses", help_text=_("Leave empty for the newest stories.")),
        FieldPanel("national_request"),
    ]
    promote_panels = [*Page.promote_panels, *HubPageMixin.menu_panels]
    search_fields = [*Page.search_fields, *HubPageMixin.hub_search_fields, index.SearchField("parts")]
    parent_page_types = ["toolkit_orders.ToolkitIndexPage"]
    subpage_types = ["toolkit_orders.RequestPage"]
    template = "toolkit_orders/toolkit_page.html"

    class Meta:
        verbose_name = _("toolkit")
        verbose_name_plural = _("toolkits")

    def refusals_to_publish(self) -> list[Refused]:
        found = super().refusals_to_publish()
        if not self.summary:
            found.append(Incomplete(_("Say in one or two sentences what the toolkit is for."), field="summary"))
        if not len(self.parts):
            found.append(Incomplete(_("Add at least one part."), field="parts"))
        return found + foreign_files(self.assets(), self.shown_academy)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead a visitor who chose an area to the request page that serves it."""
        self.refuse_wrong_language()
        chosen = request.GET.get("area", "")
        place = next((place for place in self.places if place.slug == chosen), None) if chosen else None
        if place and (address := place.page.get_url(request)):
            query = urlencode({"area": place.slug, "toolkit": self.pk})
            return redirect(f"{address}?{query}")
        return super().serve(request, *args, **kwargs)

    @cached_property
    def places(self) -> list[Place]:
        """The areas from which it can be asked for, each with the page that does so."""
        return places_to_ask(self)

    def assets(self) -> list[Asset]:
        """Return the files of all parts in order, each once: what somebody who asks for the toolkit is sent."""
        return assets_in([self.parts])

    @property
    def part_titles(self) -> list[str]:
        """The names of its parts, without loading their files: a list of toolkits needs no more."""
        values = [part.get("value") for part in self.parts.raw_data]
        return [str(value["title"]) for value in values if isinstance(value, dict) and value.get("title")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        stages = [stage.value for stage in self.stages]
        source = stories()
        return {
            **super().get_context(request, *args, **kwargs),
            "figures": [figure.value for figure in self.figures],
            "grid": [_row(part.value, number, stages) for number, part in enumerate(self.parts, 1)],
            "stage_heads": stages,
            "aims": [aim.value for aim in self.aims],
            "link_days": conf.get("LINK_DAYS"),
            "places": self.places,
            "promises": [_("Free, and sent by email"), _("Takes about two minutes"), _("Use it, change it, print it")],
            "area_missing": "area" in request.GET,
            "used": self.used(request),
            "story_count": source.count(locale=self.locale),
            "gallery_url": source.gallery_url(request, locale=self.locale),
        }

    def used(self, request: HttpRequest) -> list[Card]:
        """Return the cards of the stories chosen here, each with its reason; the newest ones where none is chosen or shown."""
        reasons = self._reasons(request)
        pks = [use.value["page"].pk for use in self.uses if use.value["page"]]
        cards = stories().chosen(request, locale=self.locale, pks=pks) if pks else []
        cards = cards or stories().latest(request, locale=self.locale, limit=3)
        return [replace(card, text="", badge=None, reason=reasons.get(card.url) or "") for card in cards]

    def _reasons(self, request: HttpRequest) -> dict[str | None, str]:
        """Return why each chosen story is shown, by the address its card has; one query where this page is a translation."""
        uses = [use.value for use in self.uses if use.value["page"]]
        foreign = [use["page"].pk for use in uses if use["page"].locale_id != self.locale_id]
        own = linked_pages(foreign, locale=self.locale)
        return {own.get(use["page"].pk, use["page"]).get_url(request): use["reason"] for use in uses}


# which principle's patch stands beside each part: Information, Development, Control through partnership, Benefit, …
PATCHES = (5, 2, 7, 8, 4, 1)


def _row(part: Any, number: int, stages: list[Any]) -> dict[str, Any]:
    """Return what the table says of one part: one cell a stage, "" where there is nothing to do."""
    uses = [str(text or "") for text in part["uses"]] + [""] * len(stages)
    cells = [{"stage": stage["name"], "text": text} for stage, text in zip(stages, uses, strict=False)]
    return {"part": part, "number": number, "patch": PATCHES[(number - 1) % len(PATCHES)], "cells": cells}
