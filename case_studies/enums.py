"""Fixed lists of this app. Values are stored and appear in addresses: never change one; labels may change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryLevel(models.TextChoices):
    """Where somebody leads: in their own life, in an organisation, or across the country."""

    INDIVIDUAL = "individual", _("Individual")
    ORGANISATIONAL = "organisational", _("Organisational")
    NATIONAL = "national", _("National")


class Sector(models.TextChoices):
    """Who runs the service the story is about."""

    PUBLIC = "public", _("Public sector")
    PRIVATE = "private", _("Private sector")
    VOLUNTARY = "voluntary", _("Voluntary sector")


class Drawn(models.TextChoices):
    """How many people stand in the drawing; by level unless the editor says otherwise (docs/explanation/design.md §5)."""

    BY_LEVEL = "", _("As many as fits the level")
    PAIR = "pair", _("Two people: told as a pair")
    GROUP = "group", _("A group")


class FrameworkLevel(models.TextChoices):
    """The four levels of the learning framework, in order."""

    ENGAGED = "engaged", _("Engaged")
    ESTABLISHED = "established", _("Established")
    ACCOMPLISHED = "accomplished", _("Accomplished")
    EXEMPLARY = "exemplary", _("Exemplary")


class CapabilityKind(models.TextChoices):
    PERSONAL = "personal", _("Personal")
    ORGANISATIONAL = "organisational", _("Organisational")


class IndicatorHalf(models.TextChoices):
    """Whom an indicator of an organisational capability speaks of; personal ones speak of the worker."""

    ORGANISATION = "organisation", _("What the organisation does")
    WORKER = "worker", _("What its workers do or have")


class Facet(models.TextChoices):
    """What stories can be found by, in the order of the filters.

    ``SHAPE`` is not offered as a filter: every story that visitors may see has exactly one such row, so it also
    answers "which stories are there?".
    """

    LEVEL = "level", _("Level")
    PRINCIPLE = "principle", _("Principle")
    CAPABILITY = "capability", _("What it helps staff do")
    SECTOR = "sector", _("Sector")
    ACADEMY = "academy", _("Academy")
    TOPIC = "topic", _("Topic")
    SHAPE = "shape", _("How it is told")


class Shape(models.TextChoices):
    """The two shapes of a story."""

    CASE_STUDY = "case-study", _("Case study")
    OWN_WORDS = "own-words", _("In their own words")


FILTERS: tuple[Facet, ...] = (Facet.LEVEL, Facet.PRINCIPLE, Facet.CAPABILITY, Facet.SECTOR, Facet.ACADEMY, Facet.TOPIC)
