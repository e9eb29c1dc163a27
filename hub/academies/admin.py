"""Academies, areas and roles in the admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from hub.academies.menu import SubmenuOrItem
from hub.academies.models import Academy, AcademyRole, Area
from hub.academies.names import NamesWidget
from hub.academies.views import TenantViewSetMixin


class SuperuserOnly:
    """Mixed into views that only an administrator of the whole hub may use, whatever permissions say."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AcademyCreateView(SuperuserOnly, CreateView):
    """A new academy is the hub's decision."""


class AcademyDeleteView(SuperuserOnly, DeleteView):
    """So is its end."""


#: Fields that only a superuser may change: addresses and filters depend on them.
HUB_FIELDS = ("name", "short_name", "slug", "is_national")
#: The names in other languages stand below the ones they translate.
NAMES = FieldPanel("names", permission="superuser", widget=NamesWidget)
OWN_FIELDS = ("email", "phone", "people", "hashtag", "requires_approval", "deep", "bright")


class AcademyViewSet(TenantViewSetMixin, ModelViewSet):
    """A manager sees and edits the own academy: how to reach it, and its two colours."""

    model = Academy
    icon = "group"
    menu_label = _("Academies")
    name = "hub_academies"
    add_view_class = AcademyCreateView
    delete_view_class = AcademyDeleteView
    list_display = (
        "name",
        "people",
        "email",
        "phone",
        BooleanColumn("requires_approval", label=_("Requests wait for approval"), sort_key="requires_approval"),
    )
    list_export = ("name", "slug", "email", "phone", "people", "hashtag")
    search_fields = ("name", "short_name", "email")
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [*(FieldPanel(name, permission="superuser") for name in HUB_FIELDS), NAMES], heading=_("The hub decides")
            ),
            MultiFieldPanel([FieldPanel(name) for name in OWN_FIELDS[:5]], heading=_("Contact")),
            MultiFieldPanel(
                [FieldPanel(name) for name in OWN_FIELDS[5:]],
                heading=_("Colours"),
                help_text=_("White text must be easy to read on the deep colour, dark text on the bright one. We measure both."),
            ),
        ]
    )


class AreaViewSet(ModelViewSet):
    """Areas are shared by all: superusers keep them."""

    model = Area
    icon = "site"
    menu_label = _("Areas")
    name = "hub_areas"
    list_display = ("name", "locale", "slug", "academy", "sort_order")
    list_filter = ("locale", "academy")
    form_fields = ("name", "slug", "academy", "sort_order")
    copy_view_enabled = False


class RoleIndexView(IndexView):
    """One query for any number of people."""

    def get_base_queryset(self) -> QuerySet[AcademyRole]:
        return super().get_base_queryset().select_related("user", "academy")


class RoleViewSet(ModelViewSet):
    """Who may do what, where. Superusers give roles; groups and permissions follow by themselves."""

    model = AcademyRole
    icon = "key"
    menu_label = _("Roles")
    name = "hub_roles"
    index_view_class = RoleIndexView
    list_display = ("user", Column("full_name", label=_("Name"), accessor="user.get_full_name"), "academy", "role")
    ordering = ("academy__name", "user__username")
    list_filter = ("academy", "role")
    form_fields = ("user", "academy", "role", "locales")
    copy_view_enabled = False


class AcademyGroupViewSet(ModelViewSetGroup):
    """One entry of the menu; for a manager, who sees the academy only, not a menu of its own."""

    menu_label = _("Academies")
    menu_name = "academies"
    menu_icon = "group"
    menu_order = 500
    items = (AcademyViewSet, AreaViewSet, RoleViewSet)

    def get_menu_item(self, order: int | None = None) -> SubmenuOrItem:
        return SubmenuOrItem(
            label=self.menu_label,
            menu=Menu(items=self.get_submenu_items()),
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=self.get_menu_item_order(order),
        )
