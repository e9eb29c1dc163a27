"""What this app has of an academy."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from hub.academies.models import Academy
from hub.academies.setup.dependents import Dependent
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Asset, Order

#: Something is still to be done: decide, or send.
OPEN = (OrderStatus.RECEIVED, OrderStatus.AWAITING, OrderStatus.APPROVED)


def order_dependents(academy: Academy) -> Iterator[Dependent]:
    """Yield an academy's requests, with how many still wait for something, and its files. Three queries."""
    orders = Order.objects.filter(academy=academy)
    number, waiting = orders.count(), orders.filter(status__in=OPEN).count()
    words = ngettext("%(number)s toolkit request, %(open)s still open", "%(number)s toolkit requests, %(open)s still open", number)
    url = reverse("toolkit_orders:index") + f"?academy={academy.pk}"
    yield Dependent("orders", words % {"number": number, "open": waiting}, number, url, holds=True)
    files = Asset.objects.filter(academy=academy).count()
    words = ngettext("%(number)s toolkit file", "%(number)s toolkit files", files)
    yield Dependent("assets", words % {"number": files}, files, holds=True)
