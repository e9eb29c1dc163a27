"""How many queries asking costs: exact, so that one more is noticed.

The page stands three levels below the home page. Of every figure, finding it takes 5, however deep it stands (see
``hub.routing``): the site, the active locale, the home page, the pages along the address with whether one is restricted, and
the last of them with its fields.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hub.academies.models import Area
from tests.toolkit_orders.conftest import HOW, HOW_OPTIONS
from tests.toolkit_orders.ordering import check, open_form, send

pytestmark = pytest.mark.django_db

FOUND = 5  # see above
FURNITURE = 2  # menu, footer links; the home page is known from finding the page
ASKED = 2  # toolkits on offer, areas; the academy comes with the page


@pytest.fixture
def warm(client, asking_page):
    """Content types and site root paths are kept between requests."""
    open_form(client, asking_page)
    return asking_page


def counted(call):
    with CaptureQueriesContext(connection) as captured:
        response = call()
    return response, len(captured)


def test_form_costs_the_same_however_many_areas_there_are(client, warm, locale, nw):
    _response, few = counted(lambda: client.get(warm.url))
    Area.objects.bulk_create(Area(name=f"Area {n}", slug=f"area-{n}", academy=nw, locale=locale) for n in range(30))
    _response, many = counted(lambda: client.get(warm.url))
    assert few == many == FOUND + ASKED + FURNITURE == 9


def test_check_and_errors_cost_what_the_form_costs(client, warm):
    ticket = open_form(client, warm)
    _response, wrong = counted(lambda: check(client, warm, ticket))
    _response, right = counted(lambda: check(client, warm, ticket, **{f"q-{HOW}": HOW_OPTIONS[0][0]}))
    assert wrong == right == FOUND + ASKED + FURNITURE


def test_sending_costs_ten_queries_of_its_own(client, warm):
    checked = check(client, warm, **{f"q-{HOW}": HOW_OPTIONS[0][0]})
    response, count = counted(lambda: send(client, warm, checked))
    assert response.status_code == 302
    # toolkits on offer, areas · both rate limits · begin, academy (locked), orders with this key or of this person,
    # order, outbox: row and the row there is, commit
    assert count == FOUND + ASKED + 1 + 7 == 15


def test_sending_the_same_again_costs_less(client, warm):
    checked = check(client, warm, **{f"q-{HOW}": HOW_OPTIONS[0][0]})
    send(client, warm, checked)
    _response, count = counted(lambda: send(client, warm, checked))
    # toolkits on offer, areas · both rate limits · begin, academy (locked), the order, commit
    assert count == FOUND + ASKED + 1 + 4


def test_link_page_costs_the_same_however_many_files_there_are(client, warm):
    from tests.toolkit_orders.ordering import ADA, Inbox, make_asset, work
    from toolkit_orders.models import Grant, GrantFile

    send(client, warm, check(client, warm, **{f"q-{HOW}": HOW_OPTIONS[0][0]}))
    work()
    (token,) = Inbox(ADA["email"]).tokens
    _response, few = counted(lambda: client.get(f"/d/{token}/"))
    GrantFile.objects.bulk_create(
        GrantFile(grant=Grant.objects.get(), asset=make_asset(f"More {n}"), title=f"More {n}", kind="PDF", sort_order=9 + n)
        for n in range(8)
    )
    response, many = counted(lambda: client.get(f"/d/{token}/"))
    assert response.content.decode().count("<form") == 10
    # the grant with its order, academy and page · its files · site and home page, which no routing has found here
    assert few == many == 2 + 2 + FURNITURE
