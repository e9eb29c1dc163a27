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


QUERIES = 6  # rights of the person and of the groups; a role that grants "view"; the numbers; the newest; mails given up
