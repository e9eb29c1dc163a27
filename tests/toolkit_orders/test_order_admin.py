"""Requests in the admin: what is shown, what can be decided, and that nobody sees another academy's."""

from __future__ import annotations

import csv
import io
import itertools

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from tests.toolkit_orders.ordering import order_pack, work
from toolkit_orders.admin.viewset import order_viewset
from toolkit_orders.exceptions import NotYourOrder
from toolkit_orders.models import Grant, Order
from toolkit_orders.services.approve import approve
from toolkit_orders.services.decline import decline
from toolkit_orders.services.resend import resend
from toolkit_orders.services.revoke import revoke

pytestmark = pytest.mark.django_db

PAGES = ["inspect", "approve", "decline", "resend", "revoke"]
DECISIONS = PAGES[1:]
ROLES = ["editor", "publisher", "order_handler", "manager"]


@pytest.fixture
def order(request_page):
    return order_pack(request_page, name="CANARYA Quigg", email="canarya@harbour.example", organisation="=cmd|'/c calc'!A1")


@pytest.fixture
def waiting(order, nw):
    Order.objects.filter(pk=order.pk).update(status="awaiting")
    order.refresh_from_db()
    return order


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def url(name: str, order: Order | None = None) -> str:
    return reverse(f"toolkit_orders:{name}", args=[order.pk] if order else [])


def test_every_address_of_the_admin_is_in_the_matrix_below():
    names = {pattern.name for pattern in order_viewset.get_urlpatterns()}
    assert names == {"index", "index_results", *PAGES}


@pytest.mark.parametrize("role", ROLES)
def test_order_of_another_academy_is_not_found_whatever_the_role(waiting, wales, user_with_role, role):
    browser = signed_in(user_with_role(wales, role))
    before = list(Order.objects.values())
    for name in PAGES:
        if role in ("order_handler", "manager"):
            assert browser.get(url(name, waiting)).status_code == 404, name
            assert browser.post(url(name, waiting), {"reason": "x"}).status_code in (404, 405), name
            continue
        # no business with requests at all: the same answer as for every part of the admin they may not use
        for response in (browser.get(url(name, waiting), follow=True), browser.post(url(name, waiting), follow=True)):
            assert response.status_code in (200, 403, 404, 405) and b"CANARYA" not in response.content
            assert waiting.shown_reference.encode() not in response.content
    assert list(Order.objects.values()) == before


QUERIES = [
    "", "?export=csv", "?export=xlsx", "?q=canarya", "?q=CLH", "?status=awaiting", "?ordering=email", "?ordering=password",
    "?academy__users__password__startswith=p", "?export=../x", "?p=-1", "?p=999999", "?created_at_from=2999-99-99", "?q=%00",
]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_lists_and_exports_hold_nothing_of_another_academy(waiting, wales, user_with_role, role):
    browser = signed_in(user_with_role(wales, role))
    for query, name in itertools.product(QUERIES, ("index", "index_results")):
        response = browser.get(url(name) + query)
        assert response.status_code in (200, 302, 404), query
        assert "canarya@harbour" not in everything_in(response) and waiting.shown_reference not in everything_in(response)


def everything_in(response) -> str:
    """All text of a response, the cells of a spreadsheet too."""
    if not response.streaming:
        return response.content.decode()
    if not hasattr(response, "everything"):
        body = b"".join(response.streaming_content)
        is_sheet = body.startswith(b"PK")
        response.everything = (
            str([[cell.value for cell in row] for row in load_workbook(io.BytesIO(body)).active]) if is_sheet else body.decode()
        )
    return response.everything


def test_lists_and_exports_hold_all_of_ones_own_academy(waiting, nw, user_with_role):
    browser = signed_in(user_with_role(nw, "order_handler"))
    for query in ("", "?export=csv", "?export=xlsx", "?q=canarya", "?status=awaiting", "?ordering=email"):
        assert waiting.shown_reference in everything_in(browser.get(url("index") + query)), query


def test_filters_do_not_name_other_academies(waiting, nw, wales, user_with_role):
    page = signed_in(user_with_role(wales, "order_handler")).get(url("index")).content.decode()
    assert nw.name not in page


@pytest.mark.parametrize("role", ["order_handler", "manager"])
def test_those_who_answer_an_academy_see_its_order(waiting, nw, user_with_role, role):
    browser = signed_in(user_with_role(nw, role))
    page = browser.get(url("inspect", waiting)).content.decode()
    assert "CANARYA Quigg" in page and waiting.shown_reference in page and "Approve" in page and "Decline" in page
    listing = browser.get(url("index"))
    assert waiting.shown_reference in listing.content.decode() and "Waits for approval" in listing.content.decode()


def test_order_without_academy_is_the_superusers(order, nw, superuser, user_with_role):
    Order.objects.update(academy=None)
    assert signed_in(user_with_role(nw, "manager")).get(url("inspect", order)).status_code == 404
    assert signed_in(superuser).get(url("inspect", order)).status_code == 200


def test_stranger_and_visitor_are_sent_to_sign_in(order, user_with_role):
    for browser in (Client(), signed_in(user_with_role(None, None))):
        for name in PAGES:
            response = browser.get(url(name, order))
            assert response.status_code == 302 and "login" in response.url


def test_a_get_asks_and_changes_nothing_and_a_post_needs_a_token(waiting, nw, user_with_role):
    handler = user_with_role(nw, "order_handler")
    browser = signed_in(handler)
    for name in DECISIONS:
        assert browser.get(url(name, waiting)).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(handler)
    assert strict.post(url("approve", waiting)).status_code == 403
    waiting.refresh_from_db()
    assert waiting.status == "awaiting"


def test_approving_declining_sending_again_and_revoking_from_the_admin(waiting, nw, user_with_role, mailoutbox):
    browser = signed_in(user_with_role(nw, "order_handler"))
    assert browser.post(url("approve", waiting)).url == url("inspect", waiting)
    work()
    browser.post(url("resend", waiting))
    work()
    assert [message.to for message in mailoutbox].count(["canarya@harbour.example"]) == 2
    page = browser.get(url("inspect", waiting)).content.decode()
    assert "0 of 40 downloads" in page and "order-resend" in page and "Approved" in page
    browser.post(url("revoke", waiting))
    waiting.refresh_from_db()
    assert waiting.status == "revoked" and not Grant.objects.filter(revoked_at=None).exists()


def test_declining_twice_or_after_approval_is_refused_in_words(waiting, nw, user_with_role):
    browser = signed_in(user_with_role(nw, "manager"))
    browser.post(url("decline", waiting), {"reason": "Not this year."})
    for name in DECISIONS:
        page = browser.post(url(name, waiting), follow=True).content.decode()
        assert "has changed since you opened it" in page
    waiting.refresh_from_db()
    assert (waiting.status, waiting.decline_reason) == ("declined", "Not this year.")


def test_reason_that_cannot_be_kept_is_asked_again(waiting, nw, user_with_role):
    browser = signed_in(user_with_role(nw, "manager"))
    for reason in ("a\x00b", "x" * 1001):
        assert browser.post(url("decline", waiting), {"reason": reason}).status_code == 200
    waiting.refresh_from_db()
    assert waiting.status == "awaiting"


def test_order_that_does_not_exist_is_not_found(order, superuser):
    browser = signed_in(superuser)
    for pk in ("0", "999999", "9223372036854775808", "-1", "abc", "1e3"):
        assert browser.get(f"{url('index')}{pk}/").status_code == 404, pk
        assert browser.post(f"{url('index')}{pk}/approve/").status_code == 404, pk


def test_there_is_no_way_to_add_edit_copy_or_delete_an_order(order, superuser):
    browser = signed_in(superuser)
    for tail in (
        "new/",
        f"edit/{order.pk}/",
        f"copy/{order.pk}/",
        f"delete/{order.pk}/",
        f"history/{order.pk}/",
        f"usage/{order.pk}/",
    ):
        assert browser.get(url("index") + tail).status_code == 404
        assert browser.post(url("index") + tail).status_code == 404


def test_search_finds_a_reference_however_it_was_typed_and_a_part_of_an_address(order, superuser):
    shown, browser = order.shown_reference, signed_in(superuser)
    spaced = f" {shown.replace('-', ' ')} "
    for typed in (shown, shown.lower(), spaced, order.reference, order.reference[:5], "canarya@harbour", "CANARYA"):
        assert shown in browser.get(url("index"), {"q": typed}).content.decode().split("<tbody")[-1], typed
    assert shown not in browser.get(url("index"), {"q": "nobody@nowhere"}).content.decode()


def test_spreadsheet_runs_no_formula_and_leaves_a_line_in_the_log(order, nw, user_with_role):
    handler = user_with_role(nw, "order_handler")
    response = signed_in(handler).get(url("index"), {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert [row["Reference"] for row in rows] == [order.shown_reference]
    assert "'=cmd|'/c calc'!A1" in rows[0].values()
    assert not any(value[:1] in "=+-@\t\r\n" for value in rows[0].values() if value)
    entry = ModelLogEntry.objects.get(action="toolkit_orders.export")
    assert entry.user == handler and entry.data == {"rows": 1}


def test_history_and_labels_hold_the_reference_and_no_person(waiting, nw, user_with_role):
    approve(order=waiting, user=user_with_role(nw, "order_handler"))
    work()
    entries = ModelLogEntry.objects.filter(action__startswith="toolkit_orders.")
    assert {entry.label for entry in entries} == {waiting.shown_reference}
    assert "canarya" not in str([(entry.label, entry.data) for entry in entries]).lower()


def test_services_refuse_everybody_who_does_not_answer_this_academy(waiting, nw, wales, user_with_role):
    strangers = [
        *(user_with_role(wales, role) for role in ROLES),
        *(user_with_role(nw, role) for role in ("editor", "publisher")),
        user_with_role(None, None),
    ]
    for stranger in strangers:
        for service, extra in ((approve, {}), (decline, {"reason": ""}), (resend, {"source": "admin"}), (revoke, {})):
            with pytest.raises(NotYourOrder):
                service(order=waiting, user=stranger, **extra)


def test_handler_of_one_academy_who_edits_another_sees_only_the_first(waiting, nw, wales, user_with_role):
    from hub.academies.models import AcademyRole

    person = user_with_role(wales, "order_handler")
    AcademyRole.objects.create(user=person, academy=nw, role="editor")
    assert signed_in(person).get(url("inspect", waiting)).status_code == 404


def test_menu_item_is_shown_to_those_who_answer_requests_only(order, nw, user_with_role):
    for role, shown in (("order_handler", True), ("manager", True), ("editor", False)):
        assert (url("index") in signed_in(user_with_role(nw, role)).get(reverse("wagtailadmin_home")).content.decode()) is shown
