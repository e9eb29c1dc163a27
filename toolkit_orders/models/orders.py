"""Orders: somebody asked for a toolkit. What was asked is a snapshot, so that later edits change no answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.academies.models import Academy
from toolkit_orders.enums import STANDING, OrderStatus, OrganisationType
from toolkit_orders.references import new_reference, shown

AGAIN_HOURS = 24


class OrderQuerySet(models.QuerySet["Order"]):
    def standing(self) -> OrderQuerySet:
        """Leave out what was declined, revoked or erased."""
        return self.filter(status__in=STANDING)

    def recent(self) -> OrderQuerySet:
        """Keep those placed in the last day."""
        return self.filter(created_at__gte=timezone.now() - timedelta(hours=AGAIN_HOURS))

    def to_erase(self, before: datetime, shorter: Mapping[int, datetime] | None = None) -> OrderQuerySet:
        """Keep those placed before a moment (aware) that still name a person, the oldest first.

        Args:
            shorter: a later moment for orders of some academies, by key, and for those asked for on their pages: what the
                form said there counts, even if the area led to another academy.
        """
        from toolkit_orders.models.request_page import RequestPage

        due = models.Q(created_at__lt=before)
        for academy, moment in (shorter or {}).items():
            pages = RequestPage.objects.filter(academy=academy).values("pk")
            due |= models.Q(created_at__lt=moment) & (models.Q(academy=academy) | models.Q(request_page__in=pages))
        return self.filter(due).exclude(status=OrderStatus.ERASED).order_by("created_at", "pk")


class Order(models.Model):
    """One request for one toolkit by one person.

    ``status`` is changed by ``toolkit_orders.services`` only. ``answers`` is a list of
    ``{"key", "label", "value", "value_key"}``: the question's key and words, the answer in words, and the keys of the
    options chosen (empty for free text). ``str()`` is the reference, never a name: it is copied into logs and messages.
    """

    reference = models.CharField(_("reference"), max_length=10, unique=True, default=new_reference, editable=False)
    idempotency_key = models.UUIDField(unique=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=OrderStatus.choices, default=OrderStatus.RECEIVED, editable=False)
    academy = models.ForeignKey(
        Academy, verbose_name=_("academy"), null=True, blank=True, on_delete=models.PROTECT, related_name="orders", editable=False
    )
    request_page = models.ForeignKey(
        "toolkit_orders.RequestPage",
        verbose_name=_("request page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="orders",
        editable=False,
    )
    request_page_title = models.CharField(max_length=255, blank=True, editable=False)
    request_page_key = models.UUIDField(null=True, editable=False)
    toolkit = models.ForeignKey(
        "toolkit_orders.ToolkitPage",
        verbose_name=_("toolkit"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="orders",
        editable=False,
    )
    toolkit_title = models.CharField(_("toolkit"), max_length=255, editable=False)
    toolkit_key = models.UUIDField(editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True, editable=False)
    email = models.EmailField(_("email"), max_length=254, blank=True, editable=False)
    email_key = models.CharField(max_length=300, blank=True, editable=False)
    organisation_type = models.CharField(_("kind of organisation"), max_length=20, choices=OrganisationType.choices, editable=False)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True, editable=False)
    area_slug = models.CharField(max_length=80, blank=True, editable=False)
    area_name = models.CharField(_("area"), max_length=80, blank=True, editable=False)
    answers = models.JSONField(_("answers"), default=list, blank=True, editable=False)
    locale = models.CharField(_("language"), max_length=100, editable=False)
    created_at = models.DateTimeField(_("asked on"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    decline_reason = models.TextField(_("reason given"), max_length=1000, blank=True, editable=False)
    mailed_at = models.DateTimeField(_("mailed on"), null=True, blank=True, editable=False)
    first_download_at = models.DateTimeField(_("first download"), null=True, blank=True, editable=False)
    resend_count = models.PositiveSmallIntegerField(_("sent again"), default=0, editable=False)
    resent_on = models.DateField(null=True, blank=True, editable=False)
    resent_that_day = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("toolkit request")
        verbose_name_plural = _("toolkit requests")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["academy", "status", "-created_at"], name="orders_by_academy"),
            models.Index(fields=["email_key", "created_at"], name="orders_by_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=OrderStatus.values), name="orders_status_known"),
            models.CheckConstraint(
                condition=models.Q(status=OrderStatus.ERASED) | (~models.Q(email="") & ~models.Q(email_key="")),
                name="orders_have_an_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=OrderStatus.ERASED) | models.Q(name="", email="", email_key="", organisation=""),
                name="orders_erased_name_nobody",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[OrderStatus.APPROVED, OrderStatus.DECLINED]) | models.Q(decided_at__isnull=False),
                name="orders_decision_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_reference

    @property
    def shown_reference(self) -> str:
        """The reference as people see it."""
        return shown(self.reference)

    @property
    def can_be_sent(self) -> bool:
        """Whether a first mail with a link may go out."""
        return self.status in (OrderStatus.RECEIVED, OrderStatus.APPROVED)

    @property
    def answer_rows(self) -> list[dict[str, Any]]:
        """The answers to an editor's own questions; what is no list (a damaged import) counts as none."""
        rows = self.answers if isinstance(self.answers, list) else []
        return [row for row in rows if isinstance(row, dict) and "label" in row and "value" in row]

    @property
    def answers_text(self) -> str:
        """The answers on one line, for a spreadsheet."""
        return "; ".join(f"{row['label']} {row['value']}" for row in self.answer_rows if row["value"])
