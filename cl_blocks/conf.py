"""One settings dictionary for the whole plugin: ``CL_HUB``.

Read at call time, so that tests and hosts may change it. Every key is described in
``docs/reference/settings.md``; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

DEFAULTS: dict[str, Any] = {
    # who we are
    "HUB_NAME": _("Citizen Leadership Hub"),
    "CONTACT_EMAIL": "",
    "CONTACT_PHONE": "",
    # blocks: names to take away, and (name, dotted path of a Block class) pairs to add
    "BODY_BLOCKS_REMOVED": [],
    "BODY_BLOCKS_ADDED": [],
    # gallery
    "GALLERY_PAGE_SIZE": 12,
    # orders
    "REFERENCE_PREFIX": "CLH",
    "LINK_DAYS": 30,
    "LINK_MAX_DOWNLOADS": 40,
    "RESENDS_PER_DAY": 3,
    "FORM_MIN_SECONDS": 3,
    "FORM_MAX_HOURS": 24,
    "RETENTION_MONTHS": 12,
    # people
    "INVITATION_DAYS": 14,
    # worker
    "OUTBOX_LEASE_SECONDS": 60,
    "OUTBOX_MAX_ATTEMPTS": 12,
    "WORK_INTERVAL_SECONDS": 2,
    # abuse: {scope: (how many, in how many seconds)}
    "RATE_LIMITS": {
        "order-ip": (120, 3600),
        "order-email": (10, 3600),
        "token-ip": (300, 3600),
        "people-academy": (60, 3600),
        "people-address": (5, 3600),
    },
    "TRUSTED_PROXIES": 0,
    "CSP_ADDED": {},
    # files
    "PRIVATE_STORAGE": "hub_private",
    "ASSET_MAX_BYTES": 50 * 1024 * 1024,
    "PICTURE_WIDTHS": [400, 800, 1200],
}


def user_settings() -> dict[str, Any]:
    """Return what the host put into ``CL_HUB``, or an empty dict."""
    return getattr(settings, "CL_HUB", {}) or {}


def get(key: str) -> Any:
    """Return one setting of the plugin.

    Args:
        key: a key of ``DEFAULTS``.

    Raises:
        KeyError: the plugin has no such setting; a misspelt key must not read as ``None``.
    """
    if key not in DEFAULTS:
        raise KeyError(f"CL_HUB has no setting {key!r}")
    return user_settings().get(key, DEFAULTS[key])
