"""Academies, areas and roles in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from hub.academies.menu import SubmenuOrItem
from hub.academies.models import Academy, AcademyRole, Area
from hub.academies.role_rules import RoleForm
from hub.academies.role_views import RoleDeleteView, RoleEditView, RoleIndexView
from hub.academies.setup.ending_views import AcademyDeleteView, ArchiveView, RenameView, UnarchiveView
from hub.academies.setup.panels import EDIT, NEW
from hub.academies.setup.views import AcademyCreateView, AcademyEditView, MadeView
from hub.academies.views import TenantViewSetMixin


class AcademyViewSet(TenantViewSetMixin, ModelViewSet):
    """A manager sees and edits the own academy. Superusers set academies up, rename, archive and delete them."""

    model = Academy
    icon = "group"
    menu_label = _("Academies")
    name = "hub_academies"
    add_view_class = AcademyCreateView
    edit_view_class = AcademyEditView
    delete_view_class = AcademyDeleteView
    list_display = (
        "name",
        "people",
        "email",
        "phone",
        BooleanColumn("requires_approval", label=_("Requests wait for approval"), sort_key="requires_approval"),
        Column("archived_at", label=_("Archived on"), sort_key="archived_at"),
    )
    list_export = ("name", "slug", "email", "phone", "people", "hashtag")
    search_fields = ("name", "short_name", "email")
    add_to_reference_index = False
    edit_handler = EDIT
    create_template_name = edit_template_name = "hub/admin/academy_form.html"

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        panel = NEW.bind_to_model(Academy)
        return super().get_add_view_kwargs(**{"panel": panel, "form_class": panel.get_form_class(), **kwargs})

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        steps = {"made": MadeView, "rename": RenameView, "archive": ArchiveView, "unarchive": UnarchiveView}
        own = [path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in steps.items()]
        return [*super().get_urlpatterns(), *own]


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


class RoleViewSet(ModelViewSet):
    """Who may do what, where. Superusers give roles; groups and permissions follow by themselves."""

    model = AcademyRole
    icon = "key"
    menu_label = _("Roles")
    name = "hub_roles"
    index_view_class = RoleIndexView
    edit_view_class = RoleEditView
    delete_view_class = RoleDeleteView
    list_display = ("user", Column("full_name", label=_("Name"), accessor="user.get_full_name"), "academy", "role")
    ordering = ("academy__name", "user__username")
    list_filter = ("academy", "role")
    edit_handler = ObjectList([FieldPanel(name) for name in ("user", "academy", "role", "locales")], base_form_class=RoleForm)
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
