"""Fixtures of toolkits and requests.

A site with two academies and a toolkit takes a second to make, and most tests change little of it. So it is made once for
each module, in a transaction that is rolled back at its end; what a test changes is rolled back after the test.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Locale, Page, Site

from hub.academies.models import Academy, Area
from hub.models import AcademiesIndexPage, HomePage
from tests.conftest import make_academy
from tests.toolkit_orders.ordering import make_asset, pdf
from toolkit_orders.models import Asset, RequestOffer, RequestPage, ToolkitIndexPage, ToolkitPage

HOW = "0f0c5a5e-5f5a-4f2b-9f57-2d5b3a1f1001"
HOW_OPTIONS = [
    ("0f0c5a5e-5f5a-4f2b-9f57-2d5b3a1f2001", "Run the whole programme"),
    ("0f0c5a5e-5f5a-4f2b-9f57-2d5b3a1f2002", "Use some of the activities"),
]
# of two academies; the same as in tests/conftest.py
NW = {"slug": "north-west", "name": "North West Academy", "deep": "#5a1f4b", "bright": "#f6b53c", "email": "northwest@hub.example"}
WALES = {"slug": "wales", "name": "Wales Academy", "deep": "#7a1f2b", "bright": "#f2a48c", "email": "wales@hub.example"}


def build_world() -> SimpleNamespace:
    """A home page on the default site, and two academies below it; the names are those of the fixtures."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    for child in root.get_children():
        child.delete()
    root.refresh_from_db()
    title = "People who use services are changing them"
    home = root.add_child(
        instance=HomePage(title=title, slug="home", menu_label="Home", locale=locale, summary="Read what they did.")
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Citizen Leadership Hub")
    index = home.add_child(instance=AcademiesIndexPage(title="Academies", slug="academies"))
    nw, wales = (make_academy(index, **academy) for academy in (NW, WALES))
    return SimpleNamespace(home=home, academies_index=index, nw=nw, wales=wales)


def build_offer(world: SimpleNamespace) -> SimpleNamespace:
    """Areas: two of the North West, one of Wales, one that no academy looks after; and a toolkit of two files."""
    rows = [
        ("Manchester", "manchester", world.nw),
        ("Cumbria", "cumbria", world.nw),
        ("Swansea", "swansea", world.wales),
        ("Fife", "fife", None),
    ]
    locale = world.home.locale
    areas = [
        Area.objects.create(name=name, slug=slug, academy=academy, locale=locale, sort_order=place)
        for place, (name, slug, academy) in enumerate(rows)
    ]
    assets = [make_asset("Playbook", pages=3), make_asset("Facilitator pack", pages=1)]
    toolkits = HomePage.objects.get(pk=world.home.pk).add_child(instance=ToolkitIndexPage(title="Toolkits", slug="toolkits"))
    parts = [("part", {"title": "All of it", "summary": "Everything.", "points": [], "facts": "", "uses": [], "files": assets})]
    toolkit = toolkits.add_child(
        instance=ToolkitPage(title="Citizen leadership toolkit", slug="citizen-leadership", summary="Run it yourself.", parts=parts)
    )
    return SimpleNamespace(areas=areas, assets=assets, toolkits=toolkits, toolkit=toolkit)


def kept_for_module(blocker, build):
    """Build something in the database, and take it back when the module's tests are through."""
    with blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # as TestCase does: durable blocks may stand inside
        around.__enter__()
        built = build()
    yield built
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def again(row):
    """The row as the database has it: what another test set on an instance is forgotten."""
    return type(row).objects.get(pk=row.pk)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    yield from kept_for_module(django_db_blocker, build_world)


@pytest.fixture(scope="module")
def offer(world, django_db_blocker):
    yield from kept_for_module(django_db_blocker, lambda: build_offer(world))


@pytest.fixture
def home(db, world):
    return again(world.home)


@pytest.fixture
def academies_index(db, world):
    return again(world.academies_index)


@pytest.fixture
def nw(db, world) -> Academy:
    return again(world.nw)


@pytest.fixture
def wales(db, world) -> Academy:
    return again(world.wales)


@pytest.fixture
def any_pace(settings):
    """Tests fill in a form faster than people do."""
    settings.CL_HUB = {**settings.CL_HUB, "FORM_MIN_SECONDS": 0}


@pytest.fixture
def areas(db, offer):
    return [again(area) for area in offer.areas]


@pytest.fixture
def assets(db, offer) -> list[Asset]:
    """Their files too: a file that another test took away does not come back with the transaction."""
    found = [again(asset) for asset in offer.assets]
    for asset in found:
        if not asset.file.storage.exists(asset.file.name):
            asset.file.storage.save(asset.file.name, ContentFile(pdf(asset.pages)))
    return found


@pytest.fixture
def toolkits(db, offer):
    return again(offer.toolkits)


@pytest.fixture
def toolkit(assets, offer):
    return again(offer.toolkit)


def make_request_page(parent, toolkit, *, slug="request-a-toolkit", questions=()):
    page = parent.add_child(instance=RequestPage(title="Request a toolkit", slug=slug, questions=list(questions)))
    RequestOffer.objects.create(page=page, toolkit=toolkit, locale=page.locale)
    return page


@pytest.fixture
def request_page(nw, areas, toolkit, any_pace):
    """The live request page of the North West, without questions of its own."""
    return make_request_page(Page.objects.get(translation_key=nw.home_key), toolkit)


@pytest.fixture
def asking_page(nw, areas, toolkit, any_pace):
    """The same with one question of the editor's, which needs an answer."""
    options = [{"type": "item", "id": key, "value": words} for key, words in HOW_OPTIONS]
    value = {"label": "How do you plan to use it?", "help_text": "", "needed": True, "reminder": "", "options": options}
    page = make_request_page(Page.objects.get(translation_key=nw.home_key), toolkit)
    page.questions = page.questions.stream_block.to_python([{"type": "radios", "id": HOW, "value": value}])
    page.save()
    return RequestPage.objects.get(pk=page.pk)


@pytest.fixture
def national_page(toolkits, areas, toolkit, any_pace):
    """The request page for areas without an academy."""
    return make_request_page(toolkits, toolkit, slug="request")
