"""What a superuser must know before anything else: mail that does not go out, a worker that does not run (security: F8)."""

from __future__ import annotations

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.health import WORKER_LATE, late_mail, lost_mail
from hub.jobs.models import Heartbeat
from hub.jobs.worker import NAME


def troubles() -> list[str]:
    """Return a sentence for each thing that is wrong with mail and the worker; empty when all is well. Three queries."""
    return [*_worker(), *_late(), *_lost()]


def _worker() -> list[str]:
    what_to_do = _("Until “manage.py hub_work --loop” runs, no mail goes out and nothing scheduled is published.")
    seen = Heartbeat.objects.filter(name=NAME).first()
    if seen is None:
        return [f"{_('The worker has never run.')} {what_to_do}"]
    if seen.seen_at < timezone.now() - WORKER_LATE:
        return [f"{_('The worker was last seen %(time)s ago.') % {'time': timesince(seen.seen_at)}} {what_to_do}"]
    return [_("The worker cannot send mail: %(trouble)s") % {"trouble": seen.trouble}] if seen.trouble else []


def _late() -> list[str]:
    found = late_mail().aggregate(number=Count("pk"), oldest=Min("created_at"))
    if not found["number"]:
        return []
    text = ngettext(
        "%(number)s mail has not been sent. It has waited for %(time)s.",
        "%(number)s mails have not been sent. The oldest has waited for %(time)s.",
        found["number"],
    )
    return [text % {"number": found["number"], "time": timesince(found["oldest"])}]


def _lost() -> list[str]:
    number = lost_mail().count()
    text = ngettext("%(number)s mail was given up in the last day.", "%(number)s mails were given up in the last day.", number)
    return [text % {"number": number}] if number else []
