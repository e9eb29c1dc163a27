"""Vocabularies and the list of stories in Wagtail's admin.

The vocabularies are national: Wagtail's own model permissions guard them. The hub's own editors have them, no academy's group.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from case_studies.models import Capability, Principle, PrincipleLink, StoryPage, Topic
from hub.academies.guard.keys import explorable
from hub.academies.menu import PagesMenuItem
from hub.academies.models import Academy

if TYPE_CHECKING:
    from case_studies.models.story_queries import StoryQuerySet


class PrincipleViewSet(SnippetViewSet):
    model = Principle
    icon = "pick"
    list_display = ("name", "number", "short")
    ordering = ("number",)


class CapabilityViewSet(SnippetViewSet):
    model = Capability
    icon = "list-ul"
    list_display = ("name", "verb_label", "kind")
    ordering = ("sort_order",)


class PrincipleLinkViewSet(SnippetViewSet):
    model = PrincipleLink
    icon = "link"
    list_display = ("principle", "capability", "why")
    ordering = ("principle__number", "capability__sort_order")


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ("name", "slug")
    ordering = ("name",)


class FrameworkViewSetGroup(SnippetViewSetGroup):
    """What stories are described with."""

    items = (PrincipleViewSet, CapabilityViewSet, PrincipleLinkViewSet, TopicViewSet)
    menu_label = _("Framework")
    menu_name = "framework"
    menu_icon = "list-ul"
    menu_order = 510


class StoryFilterSet(PageFilterSet):
    """Filters that offer the academies of stories which this person may explore, and no others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "academy" in self.filters and self.request is not None:
            explored = StoryPage.objects.filter(pk__in=explorable(self.request.user))
            self.filters["academy"].queryset = Academy.objects.filter(pk__in=explored.values("academy"))


class StoryListView(IndexView):
    """The stories of the parts of the tree that this person may explore."""

    base_filterset_class = StoryFilterSet

    def get_base_queryset(self) -> StoryQuerySet:
        # Wagtail leaves this out of searches where a host has set WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS to False.
        explorable = self.permission_policy.explorable_instances(self.request.user)
        return super().get_base_queryset().filter(pk__in=explorable.values("pk")).select_related("academy")


class StoryViewSet(PageListingViewSet):
    """All stories on one screen, in the menu."""

    model = StoryPage
    index_view_class = StoryListView
    icon = "doc-full-inverse"
    menu_label = _("Stories")
    menu_name = "stories"
    menu_order = 110
    menu_item_class = PagesMenuItem
    add_to_admin_menu = True
    name = "stories"
    columns = (
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("academy", label=_("Academy"), sort_key="academy__name"),
        Column("get_level_display", label=_("Level"), sort_key="level"),
        Column("get_shape_display", label=_("How it is told")),
        DateColumn("latest_revision_created_at", label=_("Changed"), sort_key="latest_revision_created_at"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    )
    list_filter = ("academy", "level", "sector", "shape", "live")


story_viewset = StoryViewSet("stories")
