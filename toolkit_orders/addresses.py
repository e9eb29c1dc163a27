"""Full addresses for mails and for pages that stand in no tree."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from toolkit_orders.models import Order, RequestPage


def site_root(order: Order) -> str:
    """Return scheme and host of the site an order was placed on, without a slash at the end."""
    parts = order.request_page.get_url_parts() if order.request_page else None
    if parts and parts[1]:
        return parts[1]
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else admin_root()


def admin_root() -> str:
    """Return scheme and host of the admin, without a slash at the end."""
    return str(getattr(settings, "WAGTAILADMIN_BASE_URL", "")).rstrip("/")


def link_url(order: Order, token: str) -> str:
    """Return the address of a link page, as mailed."""
    return site_root(order) + reverse("toolkit_orders_link", args=[token])


def ask_again_page(order: Order) -> RequestPage | None:
    """Return a live page to ask for an order's toolkit again: of its academy and in its language, where there is one."""
    page = order.request_page
    if page and page.live:
        return page
    pages = (
        RequestPage.objects.live()
        .filter(offers__toolkit__translation_key=order.toolkit_key, alias_of=None)
        .select_related("locale")
    )
    return min(
        pages, key=lambda page: (page.academy_id != order.academy_id, page.locale.language_code != order.locale), default=None
    )


def order_admin_url(order: Order) -> str:
    """Return the address of an order in the admin, as mailed to those who answer it."""
    return (admin_root() or site_root(order)) + reverse("toolkit_orders:inspect", args=[order.pk])
