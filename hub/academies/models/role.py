"""Who may do what in which academy, and the groups of Wagtail's that follow from it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.academies.models.academy import Academy


class AcademyRole(models.Model):
    """What one person may do in one academy: the only source of truth for academy permissions.

    Wagtail's own groups and permissions are computed from these rows by ``hub.academies.provisioning``. A row with
    ``covers`` stands in for somebody who is away; it ends after the day ``until``, when the worker takes it out.
    """

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author: writes own pages, cannot change those of others")
        EDITOR = "editor", _("Editor: writes, cannot publish")
        PUBLISHER = "publisher", _("Publisher: writes and publishes")
        TRANSLATOR = "translator", _("Translator: translates into the languages chosen, cannot publish")
        SECOND_READER = "second_reader", _("Second reader: approves translations into the languages chosen")
        ORDER_HANDLER = "order_handler", _("Order handler: answers toolkit requests")
        MANAGER = "manager", _("Manager: all of these, the academy's details and its people")
        NATIONAL_EDITOR = "national_editor", _("National editor: writes and publishes everywhere")
        NATIONAL_COMMS = "national_comms", _("National comms: writes and publishes the hub's own pages")

    academy = models.ForeignKey(Academy, verbose_name=_("academy"), on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="academy_roles"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    locales: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "wagtailcore.Locale", verbose_name=_("languages"), blank=True, help_text=_("None chosen means every language.")
    )
    covers = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("stands in for"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="+",
    )
    until = models.DateField(_("last day"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("role in an academy")
        verbose_name_plural = _("roles in academies")
        constraints = [
            models.UniqueConstraint(fields=["academy", "user", "role"], condition=Q(covers=None), name="hub_role_once"),
            models.UniqueConstraint(fields=["academy", "user", "role", "covers"], name="hub_cover_once"),
            models.CheckConstraint(
                condition=Q(covers=None, until=None) | Q(covers__isnull=False, until__isnull=False), name="hub_cover_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.academy}: {self.get_role_display()}"


class AcademyGroup(models.Model):
    """Says which of Wagtail's groups is ours: provisioning changes these and no other."""

    academy = models.ForeignKey(Academy, verbose_name=_("academy"), on_delete=models.CASCADE, related_name="groups")
    role = models.CharField(_("role"), max_length=20, choices=AcademyRole.Role.choices)
    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    group = models.OneToOneField("auth.Group", verbose_name=_("group"), on_delete=models.CASCADE, related_name="academy_group")

    class Meta:
        verbose_name = _("group of an academy")
        verbose_name_plural = _("groups of academies")
        constraints = [
            models.UniqueConstraint(fields=["academy", "role", "locale"], name="hub_group_once_per_locale"),
            models.UniqueConstraint(fields=["academy", "role"], condition=models.Q(locale=None), name="hub_group_once"),
        ]

    def __str__(self) -> str:
        return f"{self.academy}: {self.get_role_display()}"
