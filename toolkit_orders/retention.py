"""How long the details of a person are kept: what the form promises, and the job that keeps the promise.

The hub's months are the most; an academy may promise fewer.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from hub import conf
from hub.academies.models import Academy
from hub.jobs.registry import periodic


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later (earlier, if negative), or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_for(academy: Academy | None) -> int:
    """Return for how many months details are kept of those who ask an academy, or the hub's own team."""
    most: int = conf.get("RETENTION_MONTHS")
    own = academy.retention_months if academy else None
    return most if own is None else min(own, most)


def delete_by(day: date, academy: Academy | None = None) -> date:
    """Return when the details of somebody who asked an academy on that day are to be deleted."""
    return months_later(day, months_for(academy))


def kept_from(months: int | None = None) -> datetime:
    """Return the moment from which on orders still name a person: the start of today, so many months ago.

    Args:
        months: the hub's own where none are given.
    """
    first = months_later(timezone.localdate(), -(conf.get("RETENTION_MONTHS") if months is None else months))
    return timezone.make_aware(datetime.combine(first, time.min))


def kept_shorter() -> dict[int, datetime]:
    """Return, for each academy that promises fewer months than the hub, the moment from which on its orders name a person."""
    rows = Academy.objects.filter(retention_months__lt=conf.get("RETENTION_MONTHS"))
    return {academy.pk: kept_from(months_for(academy)) for academy in rows}


def start_of_month(moment: datetime | None) -> datetime | None:
    """Return a moment with its month only."""
    if moment is None:
        return None
    return timezone.make_aware(datetime.combine(timezone.localdate(moment).replace(day=1), time.min))


@periodic("toolkit_orders.anonymise", every=timedelta(days=1))
def anonymise_due() -> str | None:
    """Erase the details of those who asked too long ago."""
    from toolkit_orders.services.anonymise import anonymise

    number = anonymise(before=kept_from(), shorter=kept_shorter())
    return f"erased the details of {number} requests" if number else None
