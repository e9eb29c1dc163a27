"""Registration only: what this app adds to Wagtail."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from hub.academies.policy import TenantPolicy
from toolkit_orders.models import Asset, Order

register_permission_policy(Order, TenantPolicy(Order))
register_permission_policy(Asset, TenantPolicy(Asset))


@hooks.register("register_hub_urls")
def link_urls() -> list[URLPattern]:
    from toolkit_orders.links.urls import urlpatterns

    return urlpatterns


@hooks.register("register_admin_viewset")
def order_admin() -> Any:
    from toolkit_orders.admin.viewset import order_viewset

    return order_viewset


@hooks.register("register_log_actions")
def order_log_actions(actions: Any) -> None:
    from toolkit_orders.history import register_actions

    register_actions(actions)


@hooks.register("register_hub_urls")
def public_file_urls() -> list[URLPattern]:
    from toolkit_orders.public_files import public_file

    return [path("files/<uuid:uid>/", public_file, name="toolkit_orders_public_file")]


@hooks.register("register_admin_viewset")
def asset_admin() -> list[Any]:
    from toolkit_orders.admin.assets import asset_viewset
    from toolkit_orders.choosers import asset_chooser

    return [asset_viewset, asset_chooser]
