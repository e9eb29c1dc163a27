"""Fixtures of translation: stories with their vocabulary, a translator, and steps that many tests share."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from hub.academies.models import AcademyRole
from hub.models import AcademyPage, StandardPage
from hub.translation.memory import fill, missing
from hub.translation.publishing import publish
from hub.translation.submit import translate, translate_snippet
from tests.case_studies.conftest import (  # noqa: F401  fixtures
    framework,
    gallery,
    make_story,
    nw_stories,
    story,
    vocabulary,
)
from tests.conftest import unindexed


@pytest.fixture(autouse=True)
def _unindexed():
    """Half of what saving a page costs, and no test here looks at search or at the index of references."""
    with unindexed():
        yield


@pytest.fixture
def submit_permission(db):
    """wagtail-localize makes it in a migration; tests without migrations lack it."""
    content_type = ContentType.objects.get(app_label="wagtail_localize", model="translation")
    return Permission.objects.get_or_create(
        codename="submit_translation", content_type=content_type, defaults={"name": "Can submit translations"}
    )[0]


@pytest.fixture
def writer(submit_permission, user_with_role):
    """A factory: a person who writes pages of an academy, in some languages or in all."""

    def make(academy, role="editor", locales=()):
        user = user_with_role(None, None)
        row = AcademyRole.objects.create(academy=academy, user=user, role=role)
        row.locales.set(locales)
        return user

    return make


@pytest.fixture
def about(home):
    """A live page of the hub's own."""
    return home.add_child(
        instance=StandardPage(
            title="About us",
            slug="about",
            summary="Who runs this hub.",
            body=[{"type": "text", "value": "<p>We meet on <b>Tuesdays</b>.</p><p>Everybody is welcome.</p>", "id": "a" * 8}],
        )
    )


@pytest.fixture
def page(about):
    """The same page: not the browser's, which has this name too."""
    return about


@pytest.fixture
def nw_page(nw):
    """A live page of the North West."""
    return AcademyPage.objects.get(slug="north-west").add_child(
        instance=StandardPage(title="Our group", slug="our-group", summary="We meet on Tuesdays.")
    )


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


def in_urdu(source, locale, **texts):
    """Translate every string: those named, and the rest as “اردو: …”."""
    make = translate if isinstance(source, Page) else translate_snippet
    make(**{"page" if isinstance(source, Page) else "instance": source}, locale=locale)
    left = missing(source=source, locale=locale)
    fill(source=source, locale=locale, texts={text: texts.get(text, f"اردو: {text}") for text in left})


def live_in(source, locale, **texts):
    """The published translation of a page or snippet."""
    in_urdu(source, locale, **texts)
    return publish(source=source, locale=locale)


def no_problems():
    """Whether treebeard finds the tree whole."""
    return not any(Page.find_problems())
