"""Many at once, on a database in a file: nobody is refused, nothing is done twice."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test import Client

from hub.outbox.models import OutboxMessage
from tests.toolkit_orders.conftest import build_offer, build_world
from tests.toolkit_orders.ordering import ADA, Inbox, check, order_pack, send, work
from toolkit_orders.models import Grant, GrantFile, Order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world(transactional_db):
    """Made for each test: threads see only what is committed."""
    return build_world()


@pytest.fixture
def offer(world):
    return build_offer(world)


def at_once(jobs):
    """Run all jobs in threads of their own, started together, and return what they gave."""
    barrier = threading.Barrier(len(jobs))

    def run(job):
        try:
            barrier.wait(timeout=60)
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def in_a_file() -> bool:
    return connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"])


def test_sixty_people_at_once_are_sixty_orders_and_sixty_promises(client, request_page):
    assert in_a_file()
    checked = [check(client, request_page, name=f"Person {n}", email=f"person{n}@harbour.example") for n in range(60)]
    results = at_once(
        [lambda page=page: send(Client(raise_request_exception=False), request_page, page).status_code for page in checked]
    )
    assert Counter(results) == {302: 60}
    assert Order.objects.count() == OutboxMessage.objects.count() == 60
    assert Order.objects.values("reference").distinct().count() == 60


def test_same_form_posted_four_times_at_once_is_one_order_and_one_mail(client, request_page):
    checked = [check(client, request_page, email=f"person{n}@harbour.example") for n in range(10)]
    jobs = [lambda page=page: send(Client(raise_request_exception=False), request_page, page).status_code for page in checked * 4]
    assert Counter(at_once(jobs)) == {302: 40}
    assert Order.objects.count() == OutboxMessage.objects.count() == 10
    work()
    assert [len(Inbox(f"person{n}@harbour.example").mails) for n in range(10)] == [1] * 10


@pytest.mark.parametrize(("form", "area"), [("request_page", "manchester"), ("national_page", "fife")])
def test_one_person_with_twenty_forms_at_once_is_one_order(request, form, area):
    """Where an academy answers, and where none does."""
    asked = request.getfixturevalue(form)
    orders = at_once([lambda: order_pack(asked, area=area) for _n in range(20)])
    assert {order.pk for order in orders} == set(Order.objects.values_list("pk", flat=True))
    assert Order.objects.count() == OutboxMessage.objects.count() == 1


def test_sixty_downloads_at_once_of_a_link_for_five_are_five(request_page):
    order_pack(request_page)
    work()
    (token,) = Inbox(ADA["email"]).tokens
    grant = Grant.objects.get()
    grant.files.exclude(sort_order=1).delete()
    first = grant.files.get()
    extra = [GrantFile(grant=grant, asset=first.asset, title=f"File {n}", kind="PDF", sort_order=n) for n in range(2, 61)]
    _without_the_rule_of_one_asset_once(extra)
    Grant.objects.update(max_downloads=5)
    jobs = [lambda n=n: Client(raise_request_exception=False).post(f"/d/{token}/{n}/").status_code for n in range(1, 61)]
    assert Counter(at_once(jobs)) == {200: 5, 410: 55}
    grant.refresh_from_db()
    assert grant.downloads == 5 == sum(GrantFile.objects.values_list("downloads", flat=True))


def _without_the_rule_of_one_asset_once(files):
    """Sixty files of one link, without sixty PDFs."""
    from tests.toolkit_orders.ordering import make_asset

    for file in files:
        file.asset = make_asset(file.title, pages=1)
    GrantFile.objects.bulk_create(files)


def test_sixty_presses_on_one_file_are_one_download(request_page):
    order_pack(request_page)
    work()
    (token,) = Inbox(ADA["email"]).tokens
    jobs = [lambda: Client(raise_request_exception=False).post(f"/d/{token}/1/").status_code for _n in range(60)]
    assert Counter(at_once(jobs)) == {200: 60}
    assert Grant.objects.get().downloads == 1


def test_two_colleagues_who_approve_at_once_send_one_mail(request_page, nw, user_with_role):
    from hub.exceptions import Refused
    from toolkit_orders.services.approve import approve

    nw.requires_approval = True
    nw.save()
    order = order_pack(request_page)
    people = [user_with_role(nw, "order_handler") for _n in range(4)]

    def press(user):
        try:
            approve(order=Order.objects.get(pk=order.pk), user=user)
        except Refused:
            return "refused"
        return "approved"

    assert Counter(at_once([lambda user=user: press(user) for user in people])) == {"approved": 1, "refused": 3}
    work()
    assert len(Inbox(ADA["email"]).mails) == 1
