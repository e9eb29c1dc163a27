"""Pages in three languages."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from hub.models import StandardPage
from tests.case_studies.conftest import (  # noqa: F401  fixtures
    framework,
    gallery,
    make_story,
    nw_stories,
    story,
    vocabulary,
)
from tests.conftest import live_copy, unreferenced


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


@pytest.fixture
def welsh_home(home, welsh):
    return live_copy(home, welsh, title="Mae pobl yn eu newid", menu_label="Hafan")


@pytest.fixture
def add():
    """A factory: ``add(parent, "slug")`` gives a live page of text in the parent's language."""

    def make(parent, slug, **fields):
        values = {"title": slug.title(), "slug": slug, "locale": parent.locale, **fields}
        with unreferenced():
            return fresh(parent).add_child(instance=StandardPage(**values))

    return make


@pytest.fixture
def about(home, add):
    return add(home, "about", title="About us")


@pytest.fixture
def urdu_about(about, urdu_home, urdu):
    return live_copy(about, urdu, title="ہمارے بارے میں")


@pytest.fixture
def welsh_about(about, welsh_home, welsh):
    return live_copy(about, welsh, title="Amdanom ni")
