"""``manage.py anonymise_orders [--dry-run]``: erases who asked for a toolkit, once the time is over that the form promises."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from toolkit_orders.models import Order
from toolkit_orders.retention import kept_from, kept_shorter
from toolkit_orders.services.anonymise import anonymise


class Command(BaseCommand):
    """Erases who asked from requests that are older than they may be kept."""

    help = "Erase name, address and own words from requests older than CL_HUB['RETENTION_MONTHS']. Twice does no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Change nothing; say how many requests are due.")

    def handle(self, *args: Any, **options: Any) -> None:
        before, shorter = kept_from(), kept_shorter()
        which = f"requests from before {before:%Y-%m-%d}, or sooner where an academy says so,"
        if options["dry_run"]:
            self.stdout.write(f"{Order.objects.to_erase(before, shorter).count()} {which} are due.")
            return
        self.stdout.write(f"{anonymise(before=before, shorter=shorter)} {which} were anonymised.")
