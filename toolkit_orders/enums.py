"""Statuses, the table of allowed moves between them, and other closed lists of words."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrderStatus(models.TextChoices):
    """What has been decided about an order. Whether it was mailed, opened or followed up is a timestamp, not a status."""

    RECEIVED = "received", _("Received")
    AWAITING = "awaiting", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")
    FULFILLED = "fulfilled", _("Sent")
    REVOKED = "revoked", _("Revoked")
    ERASED = "erased", _("Erased")


Status = OrderStatus

#: From each status, where an order may go. Approved goes back to awaiting when whoever approved it may no longer do so.
MOVES: Mapping[str, frozenset[str]] = {
    Status.RECEIVED: frozenset({Status.FULFILLED, Status.REVOKED, Status.ERASED}),
    Status.AWAITING: frozenset({Status.APPROVED, Status.DECLINED, Status.ERASED}),
    Status.APPROVED: frozenset({Status.FULFILLED, Status.AWAITING, Status.REVOKED, Status.ERASED}),
    Status.DECLINED: frozenset({Status.ERASED}),
    Status.FULFILLED: frozenset({Status.REVOKED, Status.ERASED}),
    Status.REVOKED: frozenset({Status.ERASED}),
    Status.ERASED: frozenset(),
}

#: Orders that still stand: asking again for the same thing joins them.
STANDING = frozenset({Status.RECEIVED, Status.AWAITING, Status.APPROVED, Status.FULFILLED})


class OrganisationType(models.TextChoices):
    """Who somebody asks for; the first question about them that is reported on."""

    HEALTH = "health", _("NHS or other health service")
    COUNCIL = "council", _("Council or social care")
    VOLUNTARY = "voluntary", _("Voluntary or community organisation")
    PATIENTS = "patients", _("Group of patients, carers or people who use services")
    EDUCATION = "education", _("School, college or university")
    PRIVATE = "private", _("Private company or social enterprise")
    INDIVIDUAL = "individual", _("Only myself")
    OTHER = "other", _("Something else")


class OrderSource(models.TextChoices):
    """Which button started a sending; part of the log, never shown to visitors."""

    FORM = "form", _("the form")
    VISITOR = "visitor", _("the confirmation page")
    ADMIN = "admin", _("the admin")
