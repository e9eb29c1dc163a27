"""More languages cost no more: one query for the switcher, and one for the notice on a translation."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, TranslatableMixin

from case_studies.models import Capability, Principle, Topic
from hub.models import AcademyPage, Area, FooterLink, HomePage, SearchPage, StandardPage
from hub.translation import states
from tests.conftest import live_copy, unreferenced
from tests.toolkit_orders.asset_fixtures import make_asset, make_pack, material, step
from tests.toolkit_orders.conftest import make_request_page
from toolkit_orders.models import ToolkitIndexPage, ToolkitPage

pytestmark = pytest.mark.django_db
SWITCHER, NOTICE = 1, 1
# Wagtail finds the English home page with the site, and asks for the one in another language: once a request, before us
HOME_IN_LANGUAGE = 1
# What three pages say of the default language besides, however many languages there are: the gallery, how many more stories
# it has (its gallery, the number); front page and list of academies, which academies have their pages in it only.
MORE_ELSEWHERE = {"GalleryPage": 2, "AcademiesIndexPage": 1, "HomePage": 1}


def add(parent, page):
    with unreferenced():
        return Page.objects.get(pk=parent.pk).specific.add_child(instance=page)


@pytest.fixture
def full_site(home, nw, gallery, story, make_story, nw_stories, settings):  # noqa: F811
    """One live page of every type, filled so that each asks for all it can show."""
    settings.CL_HUB = {**settings.CL_HUB, "FORM_MIN_SECONDS": 0}
    for number in range(2):
        make_story(nw_stories, principles=(7, 1 + number), topics=("planning-services",))
    Area.objects.create(name="Oldham", slug="oldham", academy=nw, locale=home.locale)
    about = add(home, StandardPage(title="About us", slug="about", show_in_menus=True))
    add(home, SearchPage(title="Search", slug="search"))
    toolkits = add(home, ToolkitIndexPage(title="Toolkits", slug="toolkits", show_in_menus=True))
    part = {"title": "All", "summary": "All.", "points": [], "facts": "", "uses": [], "files": [make_asset("Playbook")]}
    toolkit = add(toolkits, ToolkitPage(title="Toolkit", slug="toolkit", summary="Run it yourself.", parts=[("part", part)]))
    section = AcademyPage.objects.get(translation_key=nw.home_key)
    make_request_page(section, toolkit)
    shown = make_asset("Poster", audience="public")
    make_pack(HomePage.objects.get(pk=home.pk), steps=[step(1, [shown])], materials=[material(1, [shown])])
    page = HomePage.objects.get(pk=home.pk)
    page.action_label, page.action_page = "About us", about
    page.toolkit_title, page.toolkit_label, page.toolkit_page = "Toolkit", "See the toolkit", toolkit
    page.save()
    FooterLink.objects.create(page=page, group="find", link_page=about, locale=page.locale)
    for found in Page.objects.filter(depth__gt=1).specific():
        found.save_revision().publish()
    return page


def translated(code):
    """Every word of the vocabulary and every page, live in another language."""
    locale = Locale.objects.get_or_create(language_code=code)[0]
    english = Locale.objects.get(language_code="en")
    for model in (Principle, Capability, Topic, Area):
        assert issubclass(model, TranslatableMixin)
        for term in model.objects.filter(locale=english):
            term.copy_for_translation(locale).save()
    for page in Page.objects.filter(depth__gt=1, locale=english).order_by("path").specific():
        live_copy(page, locale)


def costs(client, prefix=""):
    """How many queries each page costs, as {type: queries}; a type's last page counts."""
    found = {}
    for page in Page.objects.filter(depth__gt=1, locale__language_code="en", live=True).order_by("path").specific():
        url = prefix + page.get_url().removeprefix("http://localhost")
        for _again in range(2):  # the first fills what the process remembers
            with CaptureQueriesContext(connection) as asked:
                response = client.get(url)
        assert response.status_code == 200, url
        assert response.context["page"].title == page.title
        found[type(page).__name__] = len(asked)
    return found


def test_every_page_type_costs_in_three_languages_what_it_costs_in_one_but_for_switcher_and_notice(client, full_site, request):
    alone = costs(client)
    assert len(alone) == 12
    request.getfixturevalue("languages")
    for code in ("ur", "cy"):
        translated(code)
    assert costs(client) == {name: number + SWITCHER for name, number in alone.items()}
    more = SWITCHER + NOTICE + HOME_IN_LANGUAGE
    assert costs(client, "/ur") == {name: number + more + MORE_ELSEWHERE.get(name, 0) for name, number in alone.items()}


def test_a_notice_that_is_shown_costs_no_more_than_one_that_is_not(client, full_site, request):
    request.getfixturevalue("languages")
    translated("ur")
    before = costs(client, "/ur")
    for page in Page.objects.filter(depth__gt=1, locale__language_code="en").specific():
        page.search_description = "Changed."
        page.save_revision().publish()
    assert states.missing_sources().count() == 0
    assert "hub-older" in client.get("/ur/about/").content.decode()
    assert costs(client, "/ur") == before
