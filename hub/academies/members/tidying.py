"""Throws invitations away: they hold addresses of people who may never have had to do with the hub."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hub.academies.models import Invitation
from hub.jobs.registry import periodic

KEEP = timedelta(days=30)  # long enough to answer "was I invited?"


@periodic("hub.invitations", every=timedelta(days=1))
def tidy_invitations() -> str | None:
    """Delete invitations that could last be accepted a month ago, whatever became of them. The log keeps who and when."""
    gone = Invitation.objects.filter(expires_at__lt=timezone.now() - KEEP).delete()[0]
    return f"deleted {gone} old invitations" if gone else None
