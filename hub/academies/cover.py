"""Ends standing in for somebody, after the last day that was agreed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hub.academies.models import AcademyRole
from hub.jobs.registry import periodic


@periodic("hub.end_cover", every=timedelta(hours=1))
def end_cover() -> str | None:
    """Take out the roles of people who stood in until yesterday or earlier; their rights go with them."""
    number = 0
    for row in AcademyRole.objects.filter(covers__isnull=False, until__lt=timezone.localdate()):
        row.delete()  # one by one: each tells the receivers
        number += 1
    return f"ended {number} times of standing in" if number else None
