"""``manage.py hub_reconcile [--check]``: makes Wagtail's groups and workflows what the roles say."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.academies.grants import too_wide
from hub.academies.provisioning import reconcile


class Command(BaseCommand):
    """Compares groups and workflows of academies with the roles, and mends them."""

    help = "Make groups, permissions and workflows of academies what the roles say. Twice does no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing; end with an error if anything differs.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Mend, or only look; groups of a host that reach too far are told of and never changed.

        Raises:
            CommandError: ``--check`` found something; the exit status is 1.
        """
        found = reconcile(check=options["check"])
        wide = too_wide()
        for line in [*found, *wide]:
            self.stdout.write(line)
        if options["check"] and (found or wide):
            raise CommandError(f"{len(found) + len(wide)} things differ from what the roles say.")
        self.stdout.write("Everything is as the roles say." if not found else f"{len(found)} things put right.")
