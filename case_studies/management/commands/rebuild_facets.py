"""Makes the table the gallery counts by right again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from case_studies.facets import table


class Command(BaseCommand):
    """Compares the table the gallery counts from with the stories, and mends it."""

    help = "Compares the gallery's facet table with the stories and puts it right; with --check only says whether it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail if a row is wrong or missing")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        if not check:
            self.stdout.write(f"Facet table: {table.rebuild()} rows changed.")
            return
        found = table.difference()
        if found:
            raise CommandError(f"The facet table has {len(found.missing)} rows missing and {len(found.surplus)} too many.")
        self.stdout.write("Facet table: right.")
