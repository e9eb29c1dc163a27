"""``manage.py hub_repair``: compares the stored academy of every page with the tree, and mends it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.academies.models import Academy
from hub.academies.tree import Drift, find_drift, mend


class Command(BaseCommand):
    """Compares the stored academy of pages with the tree, and mends it."""

    help = "Mends pages whose stored academy differs from where they stand in the tree."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if something is wrong.")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Mend, or only look.

        Raises:
            CommandError: ``--check`` found pages with the wrong academy; the exit status is 1.
        """
        names = {None: "none", **dict(Academy.objects.values_list("pk", "name"))}
        found = list(find_drift())
        for drift in found:
            self.stdout.write(_line(drift, names))
        if check and found:
            raise CommandError(f"{len(found)} pages have the wrong academy. Run hub_repair to mend them.")
        self.stdout.write(f"mended: {mend()}" if found else "all pages have the right academy")


def _line(drift: Drift, names: dict[int | None, str]) -> str:
    stored, right = names.get(drift.stored, f"#{drift.stored}"), names.get(drift.right, f"#{drift.right}")
    return f"{drift.model._meta.label} {drift.pk}: stored {stored}, stands in {right}"
