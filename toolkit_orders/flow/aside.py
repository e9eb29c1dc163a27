"""What stands beside the form: what happens next, how long details are kept, how to talk to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub import conf
from hub.models.parts import linked_pages
from toolkit_orders.retention import months_for

if TYPE_CHECKING:
    from toolkit_orders.models import RequestPage


def beside(page: RequestPage, request: HttpRequest) -> dict[str, Any]:
    """Return the values of ``request_aside.html`` and the names of the three steps; one query where there is a privacy page."""
    academy = page.academy
    waits = bool(academy and academy.requires_approval)
    mailed = _("An email arrives in a few minutes, with a link to every part.")
    read = _("Somebody at the academy reads your request. Then an email arrives, with a link to every part.")
    days = conf.get("LINK_DAYS")
    opened = ngettext(
        "You open the link and keep the files you need. It works for %(days)s day.",
        "You open the link and keep the files you need. It works for %(days)s days.",
        days,
    )
    privacy = linked_pages([page.privacy_page_id], locale=page.locale).get(page.privacy_page_id or 0)
    return {
        "steps": [_("What you want"), _("About you"), _("Check and send")],
        "next_steps": [
            {"text": _("You check your answers and send them.")},
            {"text": read if waits else mailed},
            {"text": opened % {"days": days}},
        ],
        "retention_months": months_for(academy),
        "privacy_url": (privacy.get_url(request) or "") if privacy else "",
        "phone": (academy.phone if academy else "") or conf.get("CONTACT_PHONE"),
        "back_url": page.get_parent().get_url(request),
    }
