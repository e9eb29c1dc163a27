"""What keeps a story from going live. Each reason has a name and says what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hub.exceptions import Incomplete, Refused


class NoSummary(Incomplete):
    """A story needs a summary: cards and search results show nothing else of it."""

    message = _("Write a summary: one or two sentences that say what happened.")


class NoLevel(Incomplete):
    """A story needs a level: visitors look for stories by it."""

    message = _("Choose the level: individual, organisational or national.")


class NoSector(Incomplete):
    """A story needs a sector: visitors look for stories by it."""

    message = _("Choose the sector.")


class NoPrinciple(Incomplete):
    """A story shows at least one principle; the first makes its drawing."""

    message = _("Choose at least one principle that this story shows.")


class PrincipleTwice(Refused):
    """A story names each principle once."""

    message = _("Choose each principle only once.")


class PartMissing(Incomplete):
    """A part of the story's shape is missing or has no text."""

    message = _("A part of the story has no text yet.")


class MixedShapes(Refused):
    """A story has the parts of one shape only."""

    message = _("Use the parts of a case study or the parts of a story in the person's own words, not both.")


class PictureWithoutWords(Incomplete):
    """A picture needs words for people who cannot see it."""

    message = _("Describe the picture for people who cannot see it.")


class FrameworkError(Refused):
    """The framework files do not fit together, or there is no language to load them into."""

    message = _("The framework could not be loaded.")
