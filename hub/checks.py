"""System checks of the hub as installed in a project: what is set up wrongly is said in words, with what to do.

Numbers are never used twice. E stops the server, W does not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import swapper
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import import_string

from hub import conf
from hub.databases import ADVICE, configured_faults
from hub.outbox.server import LONGEST_TIMEOUT, configured_timeout
from hub.storage import is_public, private_storage

BASE_TEMPLATE = "hub/base.html"


@register(Tags.templates)
def check_templates(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.E001: our templates cannot be found. The wheel carries them; an editable install needs one entry in DIRS."""
    try:
        get_template(BASE_TEMPLATE)
    except TemplateDoesNotExist as missing:
        if BASE_TEMPLATE not in str(missing):
            return []
        directory = Path(__file__).resolve().parent.parent / "templates"
        hint = f"An editable install needs {str(directory)!r} in TEMPLATES[0]['DIRS']; the wheel needs APP_DIRS."
        return [Error("The templates of the hub cannot be found.", hint=hint, id="hub.E001")]
    except Exception:
        return []  # there, but broken: rendering it says more than a check can
    return []


@register(Tags.security)
def check_middleware(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.W002, hub.W003: middleware without which headers are missing, or academies can see each other in the admin."""
    wanted = (
        ("SecurityHeaders", "hub.W002", "Pages are sent without a Content-Security-Policy."),
        ("AdminGuard", "hub.W003", "Wagtail's admin shows editors the names of other academies' pages and files."),
    )
    return [
        Warning(
            f"hub.middleware.{name} is not in MIDDLEWARE. {lack}", hint=f"Add 'hub.middleware.{name}' to MIDDLEWARE.", id=number
        )
        for name, number, lack in wanted
        if not _has_middleware(name)
    ]


def _has_middleware(name: str) -> bool:
    wanted = import_string(f"hub.middleware.{name}")
    for path in settings.MIDDLEWARE:
        try:
            found = import_string(path)
        except ImportError:
            continue  # Django says so itself
        if found is wanted or (isinstance(found, type) and isinstance(wanted, type) and issubclass(found, wanted)):
            return True
    return False


@register()
def check_mail(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.E004: a worker could still be waiting for the mail server when the next one takes its message over."""
    lease, timeout = conf.get("OUTBOX_LEASE_SECONDS"), configured_timeout()
    if not isinstance(lease, int) or timeout is None or lease >= 3 * timeout:
        return []  # a lease that is no number has a check of its own; without a time-out we set one
    hint = f"Set EMAIL_TIMEOUT to {min(lease // 3, LONGEST_TIMEOUT) or 1}, or OUTBOX_LEASE_SECONDS to {int(3 * timeout)}."
    message = f"CL_HUB['OUTBOX_LEASE_SECONDS'] ({lease}) is less than three times EMAIL_TIMEOUT ({timeout}): mail may go out twice."
    return [Error(message, hint=hint, id="hub.E004")]


@register(Tags.security)
def check_private_storage(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.E005: private files lie where the web server may serve them to everybody."""
    if not is_public(private_storage()):
        return []
    alias = conf.get("PRIVATE_STORAGE")
    hint = f"Give STORAGES[{alias!r}] a 'location' outside MEDIA_ROOT."
    return [Error("Private files are kept under MEDIA_ROOT, which is public.", hint=hint, id="hub.E005")]


@register()
def check_wagtail(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.W006 to hub.W009 and hub.W011: settings of Wagtail and its translations that a hub needs otherwise."""
    cases: tuple[tuple[Callable[[], bool], str, str, str], ...] = (
        (
            lambda: bool(getattr(settings, "WAGTAIL_ENABLE_UPDATE_CHECK", True)),
            "The admin asks wagtail.org for updates: every editor's browser calls another site.",
            "Set WAGTAIL_ENABLE_UPDATE_CHECK = False.",
            "hub.W006",
        ),
        (
            lambda: getattr(settings, "WAGTAIL_GRAVATAR_PROVIDER_URL", "gravatar") is not None,
            "The admin asks gravatar.com for pictures, and tells it the address of everybody who signs in.",
            "Set WAGTAIL_GRAVATAR_PROVIDER_URL = None.",
            "hub.W007",
        ),
        (
            lambda: swapper.is_swapped("wagtailcore", "Page") is not False,
            "This project has a base page model of its own. wagtail-localize does not support that.",
            "Build your pages from hub.mixins, and do not rely on translation.",
            "hub.W008",
        ),
        (
            lambda: bool(getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True)),
            "wagtail-localize makes a translation live as soon as it is started: half-translated pages go public.",
            "Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False.",
            "hub.W009",
        ),
    )
    return [Warning(message, hint=hint, id=number) for wrong, message, hint, number in cases if wrong()]


@register(Tags.urls)
def check_addresses(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.W011: the project does not include our addresses."""
    try:
        reverse("hub_health_live")
    except NoReverseMatch:
        hint = "Add path('', include('hub.urls')) to the URL configuration, before Wagtail's own."
        return [Warning("The addresses of the hub are not included.", hint=hint, id="hub.W011")]
    return []


@register()
def check_sqlite(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.W010: SQLite as a fresh project has it refuses orders that come at the same time."""
    faults = configured_faults()
    return [Warning(f"{' and '.join(faults)}: orders placed at the same time fail.", hint=ADVICE, id="hub.W010")] if faults else []


@register(deploy=True)
def check_sqlite_before_deployment(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """hub.E010: the same, when the site is about to go live."""
    faults = configured_faults()
    return [Error(f"{' and '.join(faults)}: orders placed at the same time fail.", hint=ADVICE, id="hub.E010")] if faults else []
