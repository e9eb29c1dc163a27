"""Fixtures every folder of tests may use: a site, its home, two academies, people in roles."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Locale, Page, Site

from hub.academies.models import Academy, AcademyRole
from hub.academies.provisioning import reconcile
from hub.models import AcademiesIndexPage, AcademyPage, HomePage

_numbers = itertools.count(1)


def pytest_collection_modifyitems(config, items):
    """Leave out what is about the behaviour of the other database; nothing else may depend on which one it is."""
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if not item.get_closest_marker(other)]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Migrations make the full-text table of SQLite, and the table that wagtail-localize reads its version from."""
    with django_db_blocker.unblock():
        make_full_text_table()
        MigrationRecorder(connection).ensure_schema()


def make_full_text_table() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'wagtailsearch_indexentry_fts'")
        row = cursor.fetchone()
        if row is None or "VIRTUAL" in row[0].upper():
            return
        table = "wagtailsearch_indexentry"
        columns = "title, body, autocomplete"
        cursor.execute(f"DROP TABLE {table}_fts")
        cursor.execute(f"CREATE VIRTUAL TABLE {table}_fts USING fts5(autocomplete, body, title)")
        cursor.execute(
            f"CREATE TRIGGER insert_{table}_fts AFTER INSERT ON {table} BEGIN INSERT INTO {table}_fts({columns}, rowid) "
            "VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); END"
        )
        cursor.execute(
            f"CREATE TRIGGER update_{table}_fts AFTER UPDATE ON {table} BEGIN UPDATE {table}_fts SET title=NEW.title, "
            "body=NEW.body, autocomplete=NEW.autocomplete WHERE rowid=NEW.id; END"
        )
        cursor.execute(
            f"CREATE TRIGGER delete_{table}_fts AFTER DELETE ON {table} BEGIN DELETE FROM {table}_fts WHERE rowid=OLD.id; END"
        )


@contextmanager
def unindexed():
    """Keep a page that is saved out of search and out of the index of references: half of what saving costs."""
    with unreferenced(), mock.patch("modelsearch.signal_handlers.insert_or_update_object_task"):
        yield


def unreferenced():
    """Keep what is saved out of the index of references; unlike Wagtail's own way, this can be nested."""
    return mock.patch("wagtail.signal_handlers.update_reference_index_task")


@pytest.fixture
def locale(db):
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def root(locale):
    """The root of the tree, above every site."""
    found = Page.get_first_root_node()
    return found or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))


@pytest.fixture
def home(root, locale):
    """The live home page, root of the default site; nothing else is in the tree."""
    for child in root.get_children():
        child.delete()
    root.refresh_from_db()
    values = {"title": "People who use services are changing them", "menu_label": "Home", "summary": "Read what they did."}
    with unreferenced():
        page = root.add_child(instance=HomePage(slug="home", locale=locale, **values))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True, site_name="Citizen Leadership Hub")
    return page


@pytest.fixture
def site(home):
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def languages(settings):
    """A project in English, Urdu and Welsh; English has no prefix in addresses."""
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ur", "Urdu"), ("cy", "Welsh")]
    settings.ROOT_URLCONF = "tests.urls_languages"


@pytest.fixture
def urdu(languages, locale):
    return Locale.objects.get_or_create(language_code="ur")[0]


@pytest.fixture
def welsh(languages, locale):
    return Locale.objects.get_or_create(language_code="cy")[0]


def live_copy(page: Page, locale: Locale, **fields: object) -> Page:
    """A live translation of a page, made in plain code: what a test needs that is not about translating."""
    with unreferenced():
        copy = page.copy_for_translation(locale)
        for name, value in {"live": True, "alias_of": None, **fields}.items():
            setattr(copy, name, value)
        copy.save()
        copy.save_revision().publish()
    return copy


@pytest.fixture
def urdu_home(home, urdu):
    return live_copy(home, urdu, title="خدمات استعمال کرنے والے لوگ انہیں بدل رہے ہیں", menu_label="ہوم")


@pytest.fixture
def academies_index(home):
    with unreferenced():
        return home.add_child(instance=AcademiesIndexPage(title="Academies", slug="academies"))


def make_academy(index: AcademiesIndexPage, slug: str, name: str, **fields: object) -> Academy:
    """An academy with a live home page, its groups and its collection: what ``provision`` makes, without a revision."""
    academy = Academy.objects.create(name=name, short_name=name.removesuffix(" Academy"), slug=slug, **fields)
    page = AcademyPage(title=name, slug=slug, locale=index.locale)
    page.for_academy = academy
    with unreferenced():
        index.add_child(instance=page)  # saving it makes collection and groups
    academy.refresh_from_db()
    index.refresh_from_db()
    return academy


@pytest.fixture
def nw(academies_index):
    return make_academy(
        academies_index, "north-west", "North West Academy", deep="#5a1f4b", bright="#f6b53c", email="northwest@hub.example"
    )


@pytest.fixture
def wales(academies_index):
    return make_academy(academies_index, "wales", "Wales Academy", deep="#7a1f2b", bright="#f2a48c", email="wales@hub.example")


@pytest.fixture
def national(home):
    """The hub's own team: its home is the hub's."""
    row = Academy.objects.create(
        name="Citizen Leadership Hub", short_name="National", slug="national", is_national=True, home_key=home.translation_key
    )
    reconcile(academy=row)
    row.refresh_from_db()
    return row


@pytest.fixture
def user_with_role(db):
    """A factory: ``user_with_role(academy, role)`` makes a person with that role, and so in its group; in all languages or some."""

    def make(academy: Academy | None, role: str | None, locales: tuple[Locale, ...] = (), **fields: object):
        number = next(_numbers)
        values = {"username": f"person{number}", "email": f"person{number}@hub.example", **fields}
        user = get_user_model().objects.create_user(password="secret", **values)
        if academy is not None and role is not None:
            row = AcademyRole.objects.create(academy=academy, user=user, role=role)
            if locales:
                row.locales.set(locales)
        return user

    return make


@pytest.fixture
def superuser(db):
    return get_user_model().objects.create_superuser(username="admin", email="admin@hub.example", password="secret")
