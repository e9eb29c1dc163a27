"""Parts that several page types share, each with its own panels, and the one look-up of the pages they link to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index


def page_link(verbose_name: Any, **kwargs: Any) -> models.ForeignKey:
    """Return an optional foreign key to any page; the link disappears with the page."""
    return models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        **kwargs,
    )


def linked_pages(pks: Iterable[int | None], *, locale: Locale, also: models.Q | None = None) -> dict[int, Page]:
    """Return the live pages that links lead to, each in the reader's language where it exists. One query.

    Args:
        pks: primary keys as stored in the foreign keys; ``None`` is passed over.
        locale: the language of the page that shows the links.
        also: further pages to fetch in the same query, by their own keys.

    Returns:
        The stored key and the page to link to; a key is missing when no version of its page is live.
    """
    wanted = {pk for pk in pks if pk}
    if not wanted and also is None:
        return {}
    keys = Page.objects.filter(pk__in=wanted).values("translation_key")
    asked = models.Q(translation_key__in=keys) & (models.Q(pk__in=wanted) | models.Q(locale=locale))
    found = list(Page.objects.filter(asked | also if also else asked))
    own = {page.translation_key: page for page in found if page.locale_id == locale.pk and page.live and not page.alias_of_id}
    links = {page.pk: own.get(page.translation_key, page) for page in found}
    return {pk: page for pk, page in links.items() if page.live}


def without_private(pages: PageQuerySet) -> PageQuerySet:
    """Leave out pages that are restricted, or below one that is. No query of its own, unlike Wagtail's ``public()``."""
    below = models.ExpressionWrapper(models.OuterRef("path"), output_field=models.CharField())
    # Written so that databases start from the few restricted pages; joined, SQLite reads the whole tree once for every row.
    restricted = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page"))
    return pages.exclude(models.Exists(restricted.annotate(below=below).filter(below__startswith=models.F("path"))))


class ActionsMixin(models.Model):
    """A filled button and, beside it, a bold link."""

    action_label = models.CharField(_("button"), max_length=60, blank=True)
    action_page = page_link(_("page of the button"))
    second_label = models.CharField(_("second link"), max_length=60, blank=True)
    second_page = page_link(_("page of the second link"))

    action_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("action_label"), FieldPanel("action_page"), FieldPanel("second_label"), FieldPanel("second_page")],
            heading=_("What to do next"),
        )
    ]

    class Meta:
        abstract = True

    def actions(self, links: dict[int, Page], request: Any) -> list[dict[str, str]]:
        """Return label and address of the button and of the second link; what leads nowhere is left out.

        Args:
            links: the result of ``linked_pages``.
        """
        pairs = [(self.action_label, self.action_page_id), (self.second_label, self.second_page_id)]
        return [{"text": text, "url": links[pk].get_url(request)} for text, pk in pairs if text and pk in links]


class LeadStoryMixin(models.Model):
    """One story shown large."""

    lead_story = page_link(_("story shown large"), help_text=_("Leave empty to show the newest."))
    lead_kicker = models.CharField(
        _("line above that story"), max_length=60, blank=True, help_text=_("Such as “This week's story”.")
    )

    lead_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("lead_story"), FieldPanel("lead_kicker")], heading=_("Story shown large"))
    ]

    class Meta:
        abstract = True


class QuoteMixin(models.Model):
    """One voice: what somebody said, and who."""

    quote_text = models.TextField(_("quote"), blank=True, max_length=300, help_text=_("Without quotation marks."))
    quote_name = models.CharField(_("who said it"), max_length=80, blank=True)
    quote_role = models.CharField(
        _("their role"), max_length=120, blank=True, help_text=_("Such as “citizen leader, North West Academy”.")
    )

    quote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("quote_text"), FieldPanel("quote_name"), FieldPanel("quote_role")], heading=_("One voice"))
    ]
    quote_search_fields: ClassVar[list[Any]] = [index.SearchField("quote_text")]

    class Meta:
        abstract = True
