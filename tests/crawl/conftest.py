"""The world is made once for each module; every request is taken back."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.crawl.world import build_world
from tests.toolkit_orders.conftest import kept_for_module

LANGUAGES = [("en", "English"), ("ur", "Urdu")]
SITE = {"ROOT_URLCONF": "tests.crawl.urls", "LANGUAGES": LANGUAGES, "WAGTAIL_CONTENT_LANGUAGES": LANGUAGES}


@pytest.fixture(scope="module")
def reference_site():
    """The addresses and languages of the reference site."""
    with override_settings(**SITE):
        yield


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, reference_site):
    yield from kept_for_module(django_db_blocker, build_world)
