"""What the first page of the admin says about requests."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from hub.academies.models import AcademyRole
from hub.outbox.models import OutboxMessage
from toolkit_orders.admin.dashboard import order_section
from toolkit_orders.enums import OrderStatus
from toolkit_orders.models import Order

Role = AcademyRole.Role


def asks(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.fixture
def make_order(db):
    def make(academy, status=OrderStatus.FULFILLED, **fields):
        values = {
            "idempotency_key": uuid.uuid4(), "toolkit_title": "Toolkit", "toolkit_key": uuid.uuid4(), "email": "a@b.example",
            "email_key": "a@b.example", "organisation_type": "other", "organisation": "Harbour Street", "locale": "en", **fields,
        }  # fmt: skip
        return Order.objects.create(academy=academy, status=status, **values)

    return make


def states(section):
    return {row.text: (str(row.state), row.is_loud) for row in section.tables[0].rows}


def test_handlers_see_the_newest_of_their_academy_with_the_state_in_words(nw, wales, make_order, user_with_role):
    now = timezone.now()
    waiting = make_order(nw, OrderStatus.AWAITING)
    opened = make_order(nw, mailed_at=now, first_download_at=now)
    sent = make_order(nw, mailed_at=now)
    lost = make_order(nw, mailed_at=now - timedelta(days=60))
    OutboxMessage.objects.create(kind="order-fulfil", key="1", payload={"order": lost.pk}, state=OutboxMessage.State.DEAD)
    OutboxMessage.objects.create(kind="order-notify", key="1", payload={"order": sent.pk}, state=OutboxMessage.State.DEAD)
    make_order(wales, OrderStatus.AWAITING)
    section = order_section(asks(user_with_role(nw, Role.ORDER_HANDLER)))
    assert states(section) == {
        str(waiting): ("Waits for approval", True),
        str(opened): ("Downloaded", False),
        str(sent): ("Sent", False),
        str(lost): ("Email not delivered", True),
    }
    assert [str(action.text) for action in section.actions] == ["1 toolkit request waiting"]
    assert [str(figure.text) for figure in section.figures] == ["2 toolkits sent this month"]


def test_names_and_addresses_stay_off_the_first_page(nw, make_order, user_with_role, client):
    make_order(nw, name="Ada Okafor", email="ada@harbour.example", organisation="")
    client.force_login(user_with_role(nw, Role.MANAGER))
    html = client.get("/admin/").content.decode()
    assert "Newest toolkit requests" in html
    assert "Not given" in html
    assert "Ada" not in html and "harbour" not in html


def test_buttons_and_rows_lead_to_what_they_name(nw, make_order, user_with_role, client):
    order = make_order(nw, OrderStatus.AWAITING)
    make_order(nw)
    user = user_with_role(nw, Role.ORDER_HANDLER)
    section = order_section(asks(user))
    client.force_login(user)
    listed = client.get(section.actions[0].url)
    assert [row.pk for row in listed.context["object_list"]] == [order.pk]
    assert all(client.get(row.url).status_code == 200 for row in section.tables[0].rows)


def test_writers_are_told_nothing_of_requests(nw, make_order, user_with_role):
    make_order(nw)
    for role in (Role.EDITOR, Role.PUBLISHER):
        assert order_section(asks(user_with_role(nw, role))) is None


def test_queries_are_the_same_for_one_request_and_for_nine(nw, make_order, user_with_role, django_assert_num_queries):
    user = user_with_role(nw, Role.ORDER_HANDLER)
    for more in (1, 8):
        for _each in range(more):
            make_order(nw)
        fresh = type(user).objects.get(pk=user.pk)
        with django_assert_num_queries(QUERIES):
            section = order_section(asks(fresh))
        assert len(section.tables[0].rows) == min(Order.objects.count(), 5)
    assert str(section.tables[0].more.text) == "See all 9"


# rights of the person and of the groups; a role that grants "view"; the numbers; the newest; mails given up; what waits for an
# answer; mails given up and mails that are late, of any order; what was never downloaded
QUERIES = 10
NEEDS = 11  # and the orders these mails are about


def needs_of(user):
    return {str(need.what): str(need.why) for need in order_section(asks(user)).needs}


def mail(order, kind, state, hours=0):
    made = timezone.now() - timedelta(hours=hours)
    values = {"kind": kind, "key": f"{kind}{order.pk}", "payload": {"order": order.pk}, "state": state}
    return OutboxMessage.objects.create(**values, created_at=made, next_at=made)


def request_of(order):
    return f"Request {order.shown_reference}"


def test_what_waits_among_the_own_requests_is_told_with_its_reason(nw, wales, make_order, user_with_role):
    now, state = timezone.now(), OutboxMessage.State
    expected = {}
    for academy in (nw, wales):
        waiting = make_order(academy, OrderStatus.AWAITING)
        lost = make_order(academy)
        mail(lost, "order-fulfil", state.DEAD)
        again = make_order(academy, mailed_at=now - timedelta(days=1))
        mail(again, "order-resend", state.DEAD)
        late = make_order(academy)
        mail(late, "order-fulfil", state.PENDING, hours=5)
        forgotten = make_order(academy, mailed_at=now - timedelta(days=8))
        make_order(academy, mailed_at=now - timedelta(days=6))
        make_order(academy, mailed_at=now - timedelta(days=8), first_download_at=now)
        mail(make_order(academy), "order-fulfil", state.PENDING)  # promised a moment ago
        mail(make_order(academy, mailed_at=now), "order-notify", state.DEAD)  # the mail to the team, not the visitor's
        gone = make_order(academy, OrderStatus.REVOKED)
        mail(gone, "order-fulfil", state.DEAD)
        expected[academy] = {
            request_of(waiting): "Waits for approval",
            request_of(lost): "Email not delivered",
            request_of(again): "Email not delivered",
            request_of(late): "Email not sent yet",
            request_of(forgotten): "Never downloaded",
        }
    for academy in (nw, wales):
        assert needs_of(user_with_role(academy, Role.ORDER_HANDLER)) == expected[academy]
    assert order_section(asks(user_with_role(nw, Role.EDITOR))) is None


def test_each_need_leads_to_its_request(nw, make_order, user_with_role, client):
    make_order(nw, OrderStatus.AWAITING)
    user = user_with_role(nw, Role.ORDER_HANDLER)
    client.force_login(user)
    for need in order_section(asks(user)).needs:
        assert client.get(need.url).status_code == 200


def test_thirty_that_wait_cost_what_three_cost(nw, make_order, user_with_role, django_assert_num_queries):
    user = user_with_role(nw, Role.ORDER_HANDLER)
    for more in (3, 27):
        for _each in range(more):
            make_order(nw, OrderStatus.AWAITING)
            mail(make_order(nw), "order-fulfil", OutboxMessage.State.DEAD)
            make_order(nw, mailed_at=timezone.now() - timedelta(days=9))
        fresh = type(user).objects.get(pk=user.pk)
        with django_assert_num_queries(NEEDS):
            section = order_section(asks(fresh))
    assert len(section.needs) == 60  # twenty of each kind


def test_request_page_is_a_first_step_until_it_is_live(nw, user_with_role):
    from toolkit_orders.admin.needs import request_page_step

    assert request_page_step(asks(user_with_role(nw, Role.MANAGER)), nw).is_done is False
