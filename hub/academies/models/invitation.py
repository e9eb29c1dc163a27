"""Who was asked by mail to work for an academy, and has not answered yet."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.academies.models.academy import Academy


def role_rows(value: object) -> None:
    """Refuse anything but a list of {"role": …, "locales": [codes]}.

    Raises:
        ValidationError: the shape is another.
    """
    rows = value if isinstance(value, list) else [None]
    for row in rows:
        if not (isinstance(row, dict) and set(row) == {"role", "locales"} and isinstance(row["locales"], list)):
            raise ValidationError(_("These are not roles."))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations: those that can still be accepted."""

    def waiting(self) -> InvitationQuerySet:
        """Return what was neither accepted nor taken back, however old."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self, now: datetime | None = None) -> InvitationQuerySet:
        """Return what somebody can still accept."""
        return self.waiting().filter(expires_at__gt=now or timezone.now())


class Invitation(models.Model):
    """One person asked into one academy, with the roles that will be given on acceptance.

    The link's token is in the mail only; ``digest`` is its SHA-256, renewed whenever the mail is sent again.
    """

    academy = models.ForeignKey(Academy, verbose_name=_("academy"), on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("email"))
    email_key = models.CharField(max_length=254, editable=False)
    roles = models.JSONField(_("roles"), validators=[role_rows])
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("invited on"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("open until"))
    accepted_at = models.DateTimeField(_("accepted on"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("accepted by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(_("taken back on"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["academy", "email_key"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="hub_invitation_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.academy}: {self.created_at:%Y-%m-%d}"  # never the address: labels are kept in logs
