"""The front page, and the words of the footer that every page shows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from hub.mixins import HubPageMixin, parent_link
from hub.models.parts import ActionsMixin, LeadStoryMixin, QuoteMixin, page_link
from hub.translation.fields import SynchronizedField


class FooterMixin(models.Model):
    """What the footer of every page says; its links are ``FooterLink`` rows."""

    footer_promise = models.CharField(
        _("promise"),
        max_length=160,
        blank=True,
        help_text=_("Such as “Run by people who use services and the academies that work with them.”"),
    )
    footer_text = models.TextField(_("text below it"), max_length=300, blank=True)
    help_phone = models.CharField(_("phone number"), max_length=30, blank=True)
    help_hours = models.CharField(_("when it is answered"), max_length=160, blank=True)
    help_email = models.EmailField(_("email address"), blank=True)

    footer_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("footer_promise"), FieldPanel("footer_text")], heading=_("Promise")),
        MultiFieldPanel([FieldPanel("help_phone"), FieldPanel("help_hours"), FieldPanel("help_email")], heading=_("Get help")),
        InlinePanel("footer_links", heading=_("Links"), label=_("Link")),
    ]

    class Meta:
        abstract = True


class HomePage(ActionsMixin, LeadStoryMixin, QuoteMixin, FooterMixin, HubPageMixin, Page):  # noqa: DJ008  Page has it
    """The first page of the hub in one language."""

    page_ptr = parent_link()
    toolkit_title = models.CharField(_("heading"), max_length=120, blank=True)
    toolkit_text = models.TextField(_("text"), max_length=400, blank=True)
    toolkit_points = models.TextField(
        _("what it holds"), max_length=600, blank=True, help_text=_("One point on each line, four at the most.")
    )
    toolkit_label = models.CharField(_("button"), max_length=60, blank=True)
    toolkit_page = page_link(_("page of the button"))
    toolkit_note = models.CharField(
        _("words beside the button"), max_length=80, blank=True, help_text=_("Such as “Free. Sent by email.”")
    )

    toolkit_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel(f"toolkit_{name}") for name in ("title", "text", "points", "label", "page", "note")], heading=_("Toolkit")
        )
    ]
    content_panels = [
        *Page.content_panels,
        *HubPageMixin.summary_panels,
        *ActionsMixin.action_panels,
        *LeadStoryMixin.lead_panels,
        *toolkit_panels,
        *QuoteMixin.quote_panels,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(FooterMixin.footer_panels, heading=_("Footer")),
            ObjectList([*HubPageMixin.menu_panels, *Page.promote_panels], heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        *HubPageMixin.hub_search_fields,
        *QuoteMixin.quote_search_fields,
        index.SearchField("toolkit_text"),
    ]
    override_translatable_fields = [*HubPageMixin.override_translatable_fields, SynchronizedField("help_phone")]
    parent_page_types = ["wagtailcore.Page"]
    result_kind = _("Front page")
    template = "hub/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from hub.models.home_sections import sections

        return {**super().get_context(request, *args, **kwargs), **sections(self, request)}

    @property
    def shown_academy(self) -> None:
        """The hub's own front page wears the hub's colours; no need to ask whose it is."""
        return None

    @property
    def points(self) -> list[str]:
        """What the toolkit holds, one sentence a line, without empty lines."""
        return [line.strip() for line in self.toolkit_points.splitlines() if line.strip()]

    @property
    def link_keys(self) -> list[int | None]:
        """The keys of every page this page links to."""
        return [self.action_page_id, self.second_page_id, self.toolkit_page_id]


class FooterLink(TranslatableMixin, Orderable):
    """One link of the footer, to a page of the hub or to another address."""

    class Group(models.TextChoices):
        FIND = "find", _("Find")
        TAKE_PART = "take_part", _("Take part")
        LEGAL = "legal", _("Legal, at the very end")

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="footer_links")
    group = models.CharField(_("list"), max_length=10, choices=Group.choices, default=Group.FIND)
    link_page = page_link(_("page"))
    link_url = models.CharField(_("or another address"), max_length=500, blank=True)
    text = models.CharField(_("words"), max_length=80, blank=True, help_text=_("Leave empty to use the page's title."))

    panels = [FieldPanel("group"), FieldPanel("text"), FieldPanel("link_page"), FieldPanel("link_url")]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("group", overridable=False),
        SynchronizedField("link_url"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("footer link")
        verbose_name_plural = _("footer links")

    def __str__(self) -> str:
        return self.text or str(self.link_page or self.link_url)
