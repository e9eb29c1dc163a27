"""Loads principles, capabilities, indicators and their links. Topics are the host's own."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Locale

from case_studies.exceptions import FrameworkError
from case_studies.framework.loading import load
from case_studies.framework.reading import read

LANGUAGE = "en"


class Command(BaseCommand):
    """Loads principles, capabilities and what belongs to them."""

    help = "Loads the learning framework in English. Doing it again changes nothing; texts you have edited stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--overwrite", action="store_true", help="put texts that were edited back as they were delivered")

    def handle(self, *args: Any, overwrite: bool = False, **options: Any) -> None:
        locale = Locale.objects.filter(language_code__in=(LANGUAGE, "en-gb")).order_by("language_code").first()
        if locale is None:
            raise CommandError("The framework is delivered in English. Add English as a language first (Settings > Locales).")
        try:
            done = load(read(), locale=locale, overwrite=overwrite)
        except FrameworkError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Framework loaded: {done['created']} rows created, {done['changed']} changed.")
