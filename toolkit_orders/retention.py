"""How long the details of a person are kept: what the form promises, and the job that keeps the promise."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hub import conf
from hub.jobs.registry import periodic


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later (earlier, if negative), or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def delete_by(day: date) -> date:
    """Return when the details of somebody who asked on that day are to be deleted."""
    return months_later(day, conf.get("RETENTION_MONTHS"))


def kept_from() -> datetime:
    """Return the moment from which on orders still name a person: the start of today, so many months ago."""
    first = months_later(timezone.localdate(), -conf.get("RETENTION_MONTHS"))
    return timezone.make_aware(datetime.combine(first, time.min))


def start_of_month(moment: datetime | None) -> datetime | None:
    """Return a moment with its month only."""
    if moment is None:
        return None
    return timezone.make_aware(datetime.combine(timezone.localdate(moment).replace(day=1), time.min))


@periodic("toolkit_orders.anonymise", every=timedelta(days=1))
def anonymise_due() -> str | None:
    """Erase the details of those who asked too long ago."""
    from toolkit_orders.services.anonymise import anonymise

    number = anonymise(before=kept_from())
    return f"erased the details of {number} requests" if number else None
