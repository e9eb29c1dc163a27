"""What setting up an academy has made, found, or would make."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.academies.models import Academy


class State(models.TextChoices):
    """What became of one thing."""

    MADE = "made", _("made")
    THERE = "there", _("already there")
    SKIPPED = "skipped", _("left out")


@dataclass(frozen=True)
class Line:
    """One thing: what it is in words, what became of it, why where that needs saying, and a page's key where it is one."""

    words: str
    state: State
    why: str = ""
    page: int | None = None


@dataclass
class Report:
    """Everything that belongs to an academy, line by line, in the order it was looked at.

    ``dry_run`` says that nothing was kept: keys of pages lead nowhere then.
    """

    academy: Academy
    dry_run: bool = False
    lines: list[Line] = field(default_factory=list)

    def add(self, words: str, *, made: bool, page: int | None = None) -> None:
        """Note a thing that was made, or was there already."""
        self.lines.append(Line(words, State.MADE if made else State.THERE, page=None if self.dry_run else page))

    def skip(self, words: str, why: str) -> None:
        """Note a thing that was left out, and why."""
        self.lines.append(Line(words, State.SKIPPED, why))

    @property
    def changed(self) -> bool:
        """Whether anything was made, or would be."""
        return any(line.state == State.MADE for line in self.lines)

    def of(self, state: State) -> list[Line]:
        """Return the lines of one kind."""
        return [line for line in self.lines if line.state == state]
