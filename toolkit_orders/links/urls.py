"""The addresses of mailed links; ``hub.urls`` takes them in by the ``register_hub_urls`` hook."""

from __future__ import annotations

from django.urls import path

from toolkit_orders.links import views

urlpatterns = [
    path("d/<str:token>/", views.link_page, name="toolkit_orders_link"),
    path("d/<str:token>/<str:number>/", views.download, name="toolkit_orders_download"),
]
