"""Academies: what they are called, how to reach them, how they look and work."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.academies.colours import check_colours
from hub.academies.names import known_names, name_in
from hub.patchwork.palette import Palette

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour like #173f3a."))


class AcademyQuerySet(models.QuerySet["Academy"]):
    """Which academies: without the national team, or a person's own."""

    def regional(self) -> AcademyQuerySet:
        """Leave out the row that stands for the hub's own national team."""
        return self.filter(is_national=False)

    def working(self) -> AcademyQuerySet:
        """Leave out academies that were archived."""
        return self.filter(archived_at=None)

    def for_user(self, user: AbstractBaseUser | AnonymousUser | None) -> AcademyQuerySet:
        """Return the academies this person has any role in; a superuser has them all."""
        if user is None or not getattr(user, "is_active", False):
            return self.none()
        if getattr(user, "is_superuser", False):
            return self.all()
        return self.filter(pk__in=Academy.objects.filter(roles__user=user).values("pk"))


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

    languages: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "wagtailcore.Locale",
        verbose_name=_("languages"),
        blank=True,
        related_name="+",
        help_text=_("In which it publishes. None chosen means every language of the hub."),
    )
    logo = models.ImageField(
        _("logo"), upload_to="academies/", blank=True, max_length=200, width_field="logo_width", height_field="logo_height"
    )
    logo_width = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    logo_height = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    review_months = models.PositiveSmallIntegerField(
        _("pages are looked over after"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Months after which a page that nobody changed is due for a review."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("details of requests are kept for"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Months. Empty means as long as the hub keeps them; never longer."),
    )
    archived_at = models.DateTimeField(_("archived on"), null=True, blank=True, editable=False)

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
        check_colours(self.deep, self.bright)

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
