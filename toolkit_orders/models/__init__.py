"""The models of this app, one family a file."""

from toolkit_orders.models.assets import Asset
from toolkit_orders.models.grants import Grant, GrantFile
from toolkit_orders.models.orders import Order
from toolkit_orders.models.pack import PromotionPackPage
from toolkit_orders.models.request_page import RequestOffer, RequestPage
from toolkit_orders.models.toolkit import ToolkitIndexPage, ToolkitPage

__all__ = [
    "Asset", "Grant", "GrantFile", "Order", "PromotionPackPage", "RequestOffer", "RequestPage", "ToolkitIndexPage", "ToolkitPage",
]  # fmt: skip
