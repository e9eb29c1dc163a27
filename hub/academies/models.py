"""Academies, the areas they look after, and who may do what in them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from math import floor
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin

from hub.academies.names import known_names, name_in
from hub.patchwork.errors import NotAColour
from hub.patchwork.palette import Palette, Refusal, Rule, refusals
from hub.translation.fields import SynchronizedField

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour like #173f3a."))


class AcademyQuerySet(models.QuerySet["Academy"]):
    """Which academies: without the national team, or a person's own."""

    def regional(self) -> AcademyQuerySet:
        """Leave out the row that stands for the hub's own national team."""
        return self.filter(is_national=False)

    def for_user(self, user: AbstractBaseUser | AnonymousUser | None) -> AcademyQuerySet:
        """Return the academies this person has any role in; a superuser has them all."""
        if user is None or not getattr(user, "is_active", False):
            return self.none()
        if getattr(user, "is_superuser", False):
            return self.all()
        return self.filter(pk__in=AcademyRole.objects.filter(user=user).values("academy"))


class Academy(models.Model):
    """A regional organisation that runs programmes and owns one section of the hub.

    The section is found by the translation key of its home page, so that one row stands for the section in every
    language. The row marked national stands for the hub's own team; it owns what no academy owns.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, help_text=_("As used in filters: “North West”."))
    names = models.JSONField(
        _("in other languages"),
        default=dict,
        blank=True,
        validators=[known_names],
        help_text=_("Where a language has none, the name above is shown."),
    )
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    home_key = models.UUIDField(_("translation key of its home page"), null=True, blank=True, unique=True, editable=False)
    is_national = models.BooleanField(_("the hub's own national team"), default=False)
    requires_approval = models.BooleanField(
        _("requests wait for approval"), default=False, help_text=_("Somebody here reads each toolkit request before it is sent.")
    )
    deep = models.CharField(_("deep colour"), max_length=7, default="#173f3a", validators=[hex_colour])
    bright = models.CharField(_("bright colour"), max_length=7, default="#f2b441", validators=[hex_colour])
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    people = models.CharField(_("who answers"), max_length=120, blank=True, help_text=_("First names: “Shabana or Tom”."))
    hashtag = models.CharField(_("hashtag"), max_length=60, blank=True)
    collection = models.ForeignKey(
        "wagtailcore.Collection",
        verbose_name=_("collection"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = AcademyQuerySet.as_manager()

    class Meta:
        verbose_name = _("academy")
        verbose_name_plural = _("academies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_national"], condition=models.Q(is_national=True), name="hub_one_national_academy")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        try:
            found = refusals(self.deep, self.bright)
        except NotAColour:
            return  # the field's own validator has said so
        if found:
            raise ValidationError(colour_messages(found))

    @property
    def shown_name(self) -> str:
        """The name in the language of the address being answered."""
        return name_in(self.names, "name", self.name)

    @property
    def shown_short_name(self) -> str:
        """The short name in the language of the address being answered."""
        return name_in(self.names, "short_name", self.short_name)

    @property
    def shown_people(self) -> str:
        """Who answers the phone, written as in the language of the address."""
        return name_in(self.names, "people", self.people)

    @property
    def palette(self) -> Palette:
        """The two colours of this academy, with the ones derived from them."""
        return Palette(self.deep, self.bright)


class Area(TranslatableMixin, models.Model):
    """A part of the country, as visitors choose it; it leads to the academy that looks after it, if any."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, help_text=_("Kept with every request: do not change it later."))
    academy = models.ForeignKey(
        Academy, verbose_name=_("academy"), null=True, blank=True, on_delete=models.PROTECT, related_name="areas"
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("academy", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["sort_order", "name"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="hub_area_slug_per_locale")]

    def __str__(self) -> str:
        return self.name


class AcademyRole(models.Model):
    """What one person may do in one academy: the only source of truth for academy permissions.

    Wagtail's own groups and permissions are computed from these rows by ``hub.academies.provisioning``.
    """

    class Role(models.TextChoices):
        EDITOR = "editor", _("Editor: writes, cannot publish")
        PUBLISHER = "publisher", _("Publisher: writes and publishes")
        ORDER_HANDLER = "order_handler", _("Order handler: answers toolkit requests")
        MANAGER = "manager", _("Manager: all of these, and the academy's details")

    academy = models.ForeignKey(Academy, verbose_name=_("academy"), on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="academy_roles"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    locales: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "wagtailcore.Locale", verbose_name=_("languages"), blank=True, help_text=_("None chosen means every language.")
    )

    class Meta:
        verbose_name = _("role in an academy")
        verbose_name_plural = _("roles in academies")
        constraints = [models.UniqueConstraint(fields=["academy", "user", "role"], name="hub_role_once")]

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


def colour_messages(found: Sequence[Refusal]) -> dict[str, list[str]]:
    """Return, for each colour to change, what was measured and the nearest shade that passes."""
    words = {
        Rule.WHITE_ON_DEEP: _("White text on the deep colour"),
        Rule.INK_ON_BRIGHT: _("Dark text on the bright colour"),
        Rule.BRIGHT_ON_DEEP: _("The bright colour on the deep colour"),
    }
    messages: dict[str, list[str]] = {}
    for refusal in found:
        text = _(
            "%(what)s is hard to read: its contrast is %(measured)s, it needs %(required)s. "
            "The nearest shade that will do is %(nearest)s."
        )
        # rounded down: 6.96 shown as 7.0 would contradict the refusal
        measured = floor(refusal.measured * 10) / 10
        values = {"what": words[refusal.rule], "measured": measured, "required": refusal.required, "nearest": refusal.nearest}
        messages.setdefault(refusal.change, []).append(text % values)
    return messages


def academy_for_path(path: str) -> Academy | None:
    """Return the academy whose section a page is in, from its treebeard path.

    The nearest ancestor-or-self that is an academy's home page decides; where there is none, the national team's row
    if the site has one. One or two queries.
    """
    from wagtail.models import Page

    steplen = Page.steplen
    paths = [path[:end] for end in range(steplen, len(path) + 1, steplen)]
    keys: dict[uuid.UUID | None, Any] = dict(Page.objects.filter(path__in=paths).values_list("translation_key", "depth"))
    found = list(Academy.objects.filter(home_key__in=keys))
    if found:
        return max(found, key=lambda academy: keys[academy.home_key])
    return Academy.objects.filter(is_national=True).first()
