"""``manage.py hub_repair``: compares what is stored beside pages with the pages themselves, and mends it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError

from hub.academies.models import Academy
from hub.academies.tree import Drift, find_drift, mend
from hub.translation import privacy, states


class Step(NamedTuple):
    """One thing to look at: what is wrong, in words of one line each, and how to mend all of it."""

    find: Callable[[], Sequence[str]]
    mend: Callable[[], int]
    fault: str
    done: str
    fine: str


class Command(BaseCommand):
    """Compares the academy, the noted text and the privacy of pages with how they should be, and mends them."""

    help = "Mends the stored academy of pages, the notes on their text, and the privacy of their translations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if something is wrong.")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Mend, or only look.

        Raises:
            CommandError: ``--check`` found something wrong; the exit status is 1.
        """
        faults = [self._take(step, check) for step in STEPS]
        found = [fault for fault in faults if fault]
        if check and found:
            raise CommandError(f"{' '.join(found)} Run hub_repair to mend them.")

    def _take(self, step: Step, check: bool) -> str:
        found = step.find()
        for line in found:
            self.stdout.write(line)
        if not found:
            self.stdout.write(step.fine)
        elif not check:
            self.stdout.write(f"{step.done}: {step.mend()}")
        return step.fault.format(len(found)) if found else ""


def _academies() -> list[str]:
    names = {None: "none", **dict(Academy.objects.values_list("pk", "name"))}
    return [_line(drift, names) for drift in find_drift()]


def _line(drift: Drift, names: dict[int | None, str]) -> str:
    stored, right = names.get(drift.stored, f"#{drift.stored}"), names.get(drift.right, f"#{drift.right}")
    return f"{drift.model._meta.label} {drift.pk}: stored {stored}, stands in {right}"


def _notes() -> list[str]:
    return [
        f"page {pk}"
        for found in (states.missing_sources(), states.missing_translations())
        for pk in found.values_list("pk", flat=True)
    ]


def _leaks() -> list[str]:
    return [f"page {leak.page}: lacks the restriction of page {leak.original.page_id}" for leak in privacy.leaks()]


STEPS = (
    Step(_academies, mend, "{} pages have the wrong academy.", "mended", "all pages have the right academy"),
    Step(
        _notes,
        states.fill,
        "There are {} pages of which it is not noted what they say or were made from.",
        "noted",
        "the text of every page is noted",
    ),
    Step(
        _leaks,
        privacy.settle,
        "{} translations are less private than their source.",
        "made private",
        "every translation is as private as its source",
    ),
)
