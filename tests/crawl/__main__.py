"""Writes docs/permissions.md: ``python -m tests.crawl``."""

from __future__ import annotations

import os

import django
from django.conf import settings


class NoMigrations(dict):
    """Tables are made from the models."""

    def __contains__(self, app: object) -> bool:
        return True

    def __missing__(self, app: object) -> None:
        return None


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    settings.MIGRATION_MODULES = NoMigrations()
    django.setup()
    from django.test import override_settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    from tests.conftest import make_full_text_table
    from tests.crawl.conftest import SITE
    from tests.crawl.matrix import PAGE

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        make_full_text_table()
        with override_settings(**SITE):
            PAGE.write_text(crawl_all())
    finally:
        teardown_databases(old, verbosity=0)
    print(f"Written: {PAGE}")


def crawl_all() -> str:
    """Ask every address as every role, reading only, and return the page."""
    from tests.crawl.addresses import without_names
    from tests.crawl.crawler import Crawl
    from tests.crawl.matrix import asked, cell, written
    from tests.crawl.world import WRITTEN, build_world

    world, cells = build_world(), {}
    for role in WRITTEN:
        crawl = Crawl(world, role)
        for address in asked():
            crawl.address(address, only_reading=True)
        cells[role] = {without_names(address.format): cell(crawl.found, address) for address in asked()}
        print(f"{role}: {crawl.found.requests} requests", flush=True)
    return written(cells)


if __name__ == "__main__":
    main()
