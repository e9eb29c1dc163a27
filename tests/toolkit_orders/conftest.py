"""Fixtures of toolkits and requests."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from hub.academies.models import Area
from tests.toolkit_orders.ordering import make_asset
from toolkit_orders.models import RequestOffer, RequestPage, ToolkitIndexPage, ToolkitPage

HOW = "0f0c5a5e-5f5a-4f2b-9f57-2d5b3a1f1001"
HOW_OPTIONS = [
    ("0f0c5a5e-5f5a-4f2b-9f57-2d5b3a1f2001", "Run the whole programme"),
    ("0f0c5a5e-5f5a-4f2b-9f57-2d5b3a1f2002", "Use some of the activities"),
]


@pytest.fixture
def any_pace(settings):
    """Tests fill in a form faster than people do."""
    settings.CL_HUB = {**settings.CL_HUB, "FORM_MIN_SECONDS": 0}


@pytest.fixture
def areas(nw, wales, locale):
    """Two of the North West, one of Wales, one that no academy looks after."""
    rows = [("Manchester", "manchester", nw), ("Cumbria", "cumbria", nw), ("Swansea", "swansea", wales), ("Fife", "fife", None)]
    return [
        Area.objects.create(name=name, slug=slug, academy=academy, locale=locale, sort_order=place)
        for place, (name, slug, academy) in enumerate(rows)
    ]


@pytest.fixture
def assets(db):
    return [make_asset("Playbook", pages=3), make_asset("Facilitator pack", pages=1)]


@pytest.fixture
def toolkits(home):
    return home.add_child(instance=ToolkitIndexPage(title="Toolkits", slug="toolkits"))


@pytest.fixture
def toolkit(toolkits, assets):
    parts = [("part", {"title": "All of it", "summary": "Everything.", "points": [], "facts": "", "uses": [], "files": assets})]
    return toolkits.add_child(
        instance=ToolkitPage(title="Citizen leadership toolkit", slug="citizen-leadership", summary="Run it yourself.", parts=parts)
    )


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
