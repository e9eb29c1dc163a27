"""Grants: a link that was mailed. The token is known to the mail only; here is its digest."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import date, datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toolkit_orders.files import facts_in_words
from toolkit_orders.models.assets import Asset
from toolkit_orders.models.orders import Order

TOKEN_BYTES = 32
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # what 32 random bytes look like; anything else is not worth a query


def new_token() -> str:
    """Return 256 random bits that fit an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """Return what is stored of a token: its SHA-256 in hexadecimal; "" for what cannot be a token."""
    return hashlib.sha256(token.encode("ascii")).hexdigest() if TOKEN.fullmatch(token) else ""


class GrantQuerySet(models.QuerySet["Grant"]):
    def open(self, now: datetime | None = None) -> GrantQuerySet:
        """Keep those that are neither revoked nor expired; they may still be used up."""
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def unsent(self) -> GrantQuerySet:
        """Keep those whose mail never went out: a new attempt replaces them."""
        return self.filter(sent_at=None, revoked_at=None)


class Grant(models.Model):
    """One link page for one order: which files, until when, how often."""

    order = models.ForeignKey(Order, verbose_name=_("request"), on_delete=models.CASCADE, related_name="grants")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    message = models.CharField(max_length=210, editable=False, help_text="The outbox message it was made for.")
    created_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("mailed on"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)
    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)
    max_downloads = models.PositiveIntegerField(_("downloads allowed"))
    first_used_at = models.DateTimeField(_("first used"), null=True, blank=True, editable=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(downloads__lte=models.F("max_downloads")), name="grants_within_their_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.order} / {self.pk}"

    @property
    def last_day(self) -> date:
        """The last day on which the link works."""
        return timezone.localdate(self.expires_at - timedelta(seconds=1))

    @property
    def closed_because(self) -> str:
        """``revoked``, ``expired`` or ``used``; "" while it works."""
        if self.revoked_at:
            return "revoked"
        if self.expires_at <= timezone.now():
            return "expired"
        return "used" if self.downloads >= self.max_downloads else ""


class GrantFile(models.Model):
    """One file of a link, with its facts on the day it was sent."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="files")
    asset = models.ForeignKey(Asset, verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("type"), max_length=12)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    sort_order = models.PositiveSmallIntegerField(default=0)
    downloads = models.PositiveIntegerField(_("downloads"), default=0, editable=False)
    last_counted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("file of a link")
        verbose_name_plural = _("files of a link")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["grant", "asset"], name="grants_each_file_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def facts(self) -> str:
        """What is said beside the name, in the words of ``Asset.facts``; the size of a picture is the asset's, of today."""
        return facts_in_words(self.kind, self.size, pages=self.pages, width=self.asset.width, height=self.asset.height)
