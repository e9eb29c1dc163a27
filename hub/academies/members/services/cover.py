"""Let a colleague stand in for somebody who is away, and end that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub.academies.members.exceptions import BadDate, CannotCover
from hub.academies.members.granting import own_rows, take
from hub.academies.members.history import note
from hub.academies.members.noted import noted
from hub.academies.members.protection import lock_person
from hub.academies.members.services.asked import require_manager, require_member
from hub.academies.members.telling import tell
from hub.academies.models import Academy, AcademyRole

LONGEST = timedelta(days=365)


@noted
def cover(*, academy: Academy, user: Any, member: Any, stand_in: Any, until: date) -> None:
    """Give a colleague, to the end of a day, every role that somebody who is away has here.

    Asked again for the same two, it moves the last day. People may arrange cover for their own absence.

    Args:
        member: who is away.
        stand_in: another member of the academy, whose account is open; never the one who asks.
        until: the last day, today at the earliest, a year from now at the latest.

    Raises:
        NotYourPeople, AcademyArchived, OutOfReach, CannotCover, BadDate
    """
    today = timezone.localdate()
    if not today <= until <= today + LONGEST:
        raise BadDate
    with transaction.atomic():
        academy = require_manager(academy, user, working=True)
        person = require_member(academy, user, member, oneself=True)
        other = lock_person(stand_in.pk)
        rows = own_rows(academy, person)
        if not rows or other is None or not may_stand_in(academy, other, away=person, user=user):
            raise CannotCover(field="stand_in")
        held = AcademyRole.objects.filter(academy=academy, user=other, covers=person)
        take(held.exclude(role__in=[row.role for row in rows]))
        for row in rows:
            mine, _made = AcademyRole.objects.update_or_create(
                academy=academy, user=other, role=row.role, covers=person, defaults={"until": until}
            )
            mine.locales.set(row.locales.all())
        entry = note(academy, "covered", user=user, member=person.pk, other=other.pk, until=until.isoformat())
        tell(academy, other, "stands_in", entry=entry, other=person.pk)
        tell(academy, person, "covered", entry=entry, other=other.pk)


def may_stand_in(academy: Academy, other: Any, *, away: Any, user: Any) -> bool:
    """Return whether somebody may stand in: a colleague with a role of their own here, and nobody who gains it by asking."""
    if other.pk == away.pk or not other.is_active or other.is_superuser:
        return False
    return other.pk != user.pk and bool(own_rows(academy, other))


@noted
def end_cover(*, academy: Academy, user: Any, member: Any, stand_in: Any) -> None:
    """End a cover before its last day. Done twice, it changes nothing the second time.

    Raises:
        NotYourPeople, NotOneself, OutOfReach
    """
    with transaction.atomic():
        academy = require_manager(academy, user)
        person = require_member(academy, user, member, oneself=True)
        if take(AcademyRole.objects.filter(academy=academy, user=stand_in, covers=person)):
            entry = note(academy, "cover_ended", user=user, member=person.pk, other=stand_in.pk)
            tell(academy, stand_in, "cover_ended", entry=entry, other=person.pk)
