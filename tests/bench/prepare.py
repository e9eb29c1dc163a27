"""Fills a database: ``python -m tests.bench.prepare 40``; run again with a larger number, it adds what is missing."""

from __future__ import annotations

import sys

import django
from django.core.management import call_command
from django.db import connection


def main(count: int) -> None:
    """Make the tables and the site unless they are there, then stories up to ``count``, then the statistics planners need."""
    from case_studies.models import StoryIndexPage
    from tests.bench.generate import generate
    from tests.bench.world import build_world, finish, measured_pages

    if "wagtailcore_page" not in connection.introspection.table_names():
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        build_world()
    generate(count, list(StoryIndexPage.objects.filter(locale__language_code="en").order_by("path")))
    finish(measured_pages())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        # what autovacuum would do in a day; and on SQLite all in one file, which is copied
        cursor.execute("VACUUM" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
