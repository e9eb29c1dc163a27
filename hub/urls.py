"""The one include a host adds to its URL configuration, before Wagtail's own.

Apps add their addresses with the ``register_hub_urls`` hook: a function that returns a list of URL patterns.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from wagtail import hooks

from hub import branding, health
from hub.academies.members.urls import public_urls as invitation_urls


def collected() -> list[URLPattern | URLResolver]:
    """Return the addresses of every installed app of the hub."""
    return [pattern for function in hooks.get_hooks("register_hub_urls") for pattern in function()]


urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="hub_health_live"),
    path("health/ready", health.ready, name="hub_health_ready"),
    re_path(
        r"^hub/academy/(?P<slug>[-a-zA-Z0-9_]+)-(?P<digest>[0-9a-f]{10})\.css$", branding.academy_stylesheet, name="hub_academy_css"
    ),
    *invitation_urls(),
    *collected(),
]
