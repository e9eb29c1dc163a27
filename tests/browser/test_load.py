"""Many at once, and the mail server away: no request is lost, none is sent twice. Over HTTP, on SQLite, with the real worker.

That none of it left an error in the server's log is asserted when the demo is stopped, see conftest.
"""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.browser.running import wait_until
from tests.browser.visitors import Visitor, soup_of

PEOPLE = 60
SETTLED = 3.0  # seconds in which a second copy would come: the worker looks for work every two


def people(demo, crowd: str, number: int) -> list[Visitor]:
    return [Visitor(demo.url, f"{crowd}-{place}@example.org", name=f"Person {place}") for place in range(number)]


def orders_of(demo, crowd: str) -> list[tuple]:
    return demo.sql("SELECT reference, email, status FROM toolkit_orders_order WHERE email LIKE ? ORDER BY email", f"{crowd}-%")


def mails_to(demo, visitors: list[Visitor]) -> Counter:
    return Counter({visitor.email: demo.postbox.count(visitor.email) for visitor in visitors})


def all_mailed(demo, visitors: list[Visitor]):
    return lambda: all(mails_to(demo, visitors)[visitor.email] for visitor in visitors)


def at_once(tasks) -> list:
    """Run all tasks in threads that start together."""
    tasks = list(tasks)
    gate = Barrier(len(tasks))

    def run(task):
        gate.wait(timeout=60)
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, task) for task in tasks]]


def test_sixty_people_who_ask_at_once_are_all_accepted_and_all_get_their_mail(demo):
    crowd = people(demo, "sixty", PEOPLE)
    with ThreadPoolExecutor(8) as pool:
        forms = list(pool.map(lambda visitor: visitor.sealed(visitor.check()), crowd))

    started = time.monotonic()
    answers = at_once([lambda visitor=visitor, form=form: visitor.send(form) for visitor, form in zip(crowd, forms, strict=True)])
    seconds = time.monotonic() - started

    assert Counter(answer.status_code for answer in answers) == {302: PEOPLE}
    assert len({answer.headers["Location"] for answer in answers}) == PEOPLE
    assert all("/done/" in answer.headers["Location"] for answer in answers)
    assert seconds < 60
    orders = orders_of(demo, "sixty")
    assert len(orders) == len({reference for reference, _email, _status in orders}) == PEOPLE
    assert {email for _reference, email, _status in orders} == {visitor.email for visitor in crowd}

    wait_until(all_mailed(demo, crowd), seconds=90, what="60 mails")
    wait_until(lambda: {status for *_rest, status in orders_of(demo, "sixty")} == {"fulfilled"}, what="60 orders marked as sent")
    time.sleep(SETTLED)
    assert set(mails_to(demo, crowd).values()) == {1}


def test_each_person_sees_their_own_reference(demo):
    crowd = people(demo, "own", 3)
    shown = {visitor.email: soup_of(visitor.session.get(demo.url + visitor.order().headers["Location"])) for visitor in crowd}
    kept = {email: reference for reference, email, _status in orders_of(demo, "own")}
    assert len(kept) == 3
    for email, page in shown.items():
        assert page.select_one(".hub-done__reference").get_text(strip=True).replace("-", "").endswith(kept[email].replace("-", ""))
        assert email in page.get_text()


def test_the_same_form_sent_four_times_at_once_is_one_order_and_one_mail(demo):
    (visitor,) = people(demo, "four", 1)
    form = visitor.sealed(visitor.check())
    answers = at_once([lambda: visitor.send(form)] * 4)

    assert Counter(answer.status_code for answer in answers) == {302: 4}
    pages = [soup_of(visitor.session.get(demo.url + answer.headers["Location"])) for answer in answers]
    assert len({page.select_one(".hub-done__reference").get_text(strip=True) for page in pages}) == 1
    assert len(orders_of(demo, "four")) == 1
    wait_until(all_mailed(demo, [visitor]), what="the mail")
    time.sleep(SETTLED)
    assert mails_to(demo, [visitor]) == {visitor.email: 1}


def test_orders_are_accepted_while_the_mail_server_is_down_and_delivered_once_when_it_is_back(demo):
    crowd = people(demo, "later", 5)
    demo.stop_mail()
    try:
        answers = [visitor.order() for visitor in crowd]
        time.sleep(SETTLED)  # the worker has tried, and failed
        waiting = demo.sql(
            "SELECT count(*) FROM hub_outboxmessage WHERE state = 'pending' AND key IN"
            " (SELECT reference FROM toolkit_orders_order WHERE email LIKE 'later-%')"
        )
        assert waiting == [(5,)]
        assert not sum(mails_to(demo, crowd).values())
    finally:
        demo.start_mail()
    assert {answer.status_code for answer in answers} == {302}

    wait_until(all_mailed(demo, crowd), seconds=90, what="5 mails after the mail server came back")
    wait_until(lambda: {status for *_rest, status in orders_of(demo, "later")} == {"fulfilled"}, what="5 orders marked as sent")
    time.sleep(SETTLED)
    assert mails_to(demo, crowd) == {visitor.email: 1 for visitor in crowd}
