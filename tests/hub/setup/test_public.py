"""What visitors see of an academy: its toolkits, its logo, its areas; and what another academy costs them: nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.academies.models import Area
from hub.academies.setup.create import create_academy
from hub.academies.setup.logos import clean_logo, put_logo
from hub.models import AcademyPage
from tests.conftest import live_copy
from tests.hub.setup.conftest import details, picture
from toolkit_orders.models import RequestOffer, RequestPage, ToolkitIndexPage, ToolkitPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolkit(home):
    index = home.add_child(instance=ToolkitIndexPage(title="Toolkits", slug="toolkits"))
    return index.add_child(instance=ToolkitPage(title="Run the programme", slug="programme", summary="Two days."))


@pytest.fixture
def form(nw, toolkit):
    section = AcademyPage.objects.get(slug="north-west")
    page = RequestPage(title="Request the pack", slug="request-a-toolkit")
    page.offers.add(RequestOffer(toolkit=toolkit, locale=section.locale))
    return section.add_child(instance=page)


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_home_lists_the_toolkits_that_can_be_asked_for_and_leads_to_the_form(client, form, toolkit):
    html = client.get("/academies/north-west/").content.decode()

    assert "Run the programme" in html and "Two days." in html
    assert f'href="/academies/north-west/request-a-toolkit/?toolkit={toolkit.pk}"' in html
    chosen = client.get(f"/academies/north-west/request-a-toolkit/?toolkit={toolkit.pk}")
    assert chosen.status_code == 200


def test_home_without_a_request_page_or_with_a_draft_of_one_offers_nothing(client, nw, form):
    form.unpublish()
    assert "request-a-toolkit" not in client.get("/academies/north-west/").content.decode()


def test_home_costs_the_same_queries_with_one_toolkit_and_with_five(client, nw, form, toolkit):
    before = queries_of(client, "/academies/north-west/")
    for number in range(4):
        more = toolkit.get_parent().add_child(instance=ToolkitPage(title=f"More {number}", slug=f"more-{number}", summary="x"))
        RequestOffer.objects.create(page=form, toolkit=more, locale=form.locale)
    assert queries_of(client, "/academies/north-west/") == before


def test_logo_stands_beside_the_name_with_the_academys_name(client, nw, wales, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    put_logo(nw, clean_logo(picture()))
    nw.save()

    html = client.get("/academies/north-west/").content.decode()

    assert f'<img class="hub-logo" src="{nw.logo.url}" alt="North West Academy" width="640" height="320">' in html
    assert "hub-logo" not in client.get("/academies/wales/").content.decode()
    assert "hub-logo" not in client.get("/academies/").content.decode()


def test_logo_speaks_the_language_of_the_page(client, nw, urdu, urdu_home, academies_index, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    live_copy(academies_index, urdu)
    live_copy(AcademyPage.objects.get(slug="north-west"), urdu)
    nw.names = {"ur": {"name": "نارتھ ویسٹ اکیڈمی"}}
    put_logo(nw, clean_logo(picture()))
    nw.save()

    assert 'alt="نارتھ ویسٹ اکیڈمی"' in client.get("/ur/academies/north-west/").content.decode()


def test_list_shows_the_areas_of_each_academy(client, academies_index, nw, wales, locale):
    for number, (name, academy) in enumerate([("Oldham", nw), ("Rochdale", nw), ("Powys", wales)]):
        Area.objects.create(name=name, slug=name.lower(), academy=academy, locale=locale, sort_order=number)

    html = client.get("/academies/").content.decode()

    assert '<p class="hub-card__kicker">Oldham, Rochdale</p>' in html
    assert '<p class="hub-card__kicker">Powys</p>' in html


def test_another_academy_costs_the_pages_of_the_others_no_query(client, three, nw, form, locale):
    addresses = ["/", "/academies/", "/academies/north-west/", "/academies/north-west/request-a-toolkit/"]
    Area.objects.create(name="Oldham", slug="oldham", academy=nw, locale=locale)
    before = [queries_of(client, address) for address in addresses]

    for number in range(3):
        Area.objects.create(name=f"Area {number}", slug=f"area-{number}", locale=locale)
        academy = create_academy(details=details(f"academy-{number}", areas=(f"area-{number}",))).academy
        for page in AcademyPage.objects.filter(translation_key=academy.home_key, locale=locale):
            page.save_revision().publish()

    assert [queries_of(client, address) for address in addresses] == before


def test_colours_changed_in_the_form_show_at_once(client, nw, superuser):
    client.force_login(superuser)
    from django.urls import reverse

    sent = {"short_name": "North West", "deep": "#123c69", "bright": "#7fd1c7"}
    assert client.post(reverse("hub_academies:edit", args=[nw.pk]), sent).status_code == 302
    client.logout()

    html = client.get("/academies/north-west/").content.decode()
    css = html.split('href="/hub/academy/')[1].split('"')[0]
    assert "--hub-deep:#123c69" in client.get(f"/hub/academy/{css}").content.decode()
