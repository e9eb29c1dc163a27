"""The mails of an order, from the outbox to the inbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from hub.outbox.delivery import deliver_due
from hub.outbox.models import OutboxMessage
from tests.toolkit_orders.ordering import ADA, Inbox, check, order_pack, send, work
from toolkit_orders.mailbox import first_name, one_line
from toolkit_orders.models import Grant, Order
from toolkit_orders.models.grants import digest_of
from toolkit_orders.services.approve import approve
from toolkit_orders.services.decline import decline
from toolkit_orders.services.resend import resend
from toolkit_orders.services.revoke import revoke

pytestmark = pytest.mark.django_db
inbox = Inbox(ADA["email"])


@pytest.fixture
def handler(user_with_role, nw):
    return user_with_role(nw, "order_handler", email="handler@hub.example")


def test_pack_mail_has_one_link_the_files_first_and_the_last_day(request_page):
    with time_machine.travel("2026-11-21 10:00+00:00", tick=False):
        order = order_pack(request_page)
        work()
    (message,) = inbox.mails
    html = message.alternatives[0][0]
    for body in (message.body, html):
        assert body.count(f"/d/{inbox.tokens[0]}/") >= 1
        assert "Playbook" in body and "3 pages" in body and order.shown_reference in body and "08081 570142" in body
        assert "21 December 2026" in body
        assert body.index("Playbook") < body.index("/d/") < body.index("21 December 2026")
    assert html.count("<a ") == 1
    assert "<strong>This link works until 21 December 2026.</strong>" in html
    assert 'src="cid:cloth.png" alt=""' in html and "http" not in html.split("<img")[1].split(">")[0]


def test_pack_mail_carries_its_picture_inside_and_answers_go_to_the_academy(request_page):
    order_pack(request_page)
    work()
    (message,) = inbox.mails
    built = message.message()
    (picture,) = [part for part in built.walk() if part.get_filename() == "cloth.png"]
    assert picture["Content-ID"] == "<cloth.png>" and picture["Content-Disposition"].startswith("inline")
    assert picture.get_payload(decode=True).startswith(b"\x89PNG")
    assert message.reply_to == ["northwest@hub.example"] and "hello@hub.example" in message.from_email
    assert len(bytes(built)) < 100_000


def test_sending_marks_the_order_and_keeps_only_the_digest(request_page):
    order = order_pack(request_page)
    work()
    order.refresh_from_db()
    grant = Grant.objects.get()
    assert order.status == "fulfilled" and order.mailed_at and grant.sent_at and not grant.revoked_at
    assert grant.digest == digest_of(inbox.tokens[0]) and inbox.tokens[0] not in str(list(Grant.objects.values()))
    assert [(file.title, file.pages) for file in grant.files.all()] == [("Playbook", 3), ("Facilitator pack", 1)]


def test_handlers_hear_of_an_order_without_a_word_about_the_person(request_page, handler):
    order = order_pack(request_page)
    work()
    told = {message.to[0]: message for message in mail.outbox if message.to != [ADA["email"]]}
    assert set(told) == {"handler@hub.example", "northwest@hub.example"}
    text = told["handler@hub.example"].subject + told["handler@hub.example"].body
    assert order.shown_reference in text and f"/admin/toolkit-requests/{order.pk}/" in text
    assert not any(word in text for word in ("Ada", "Okafor", "harbour", "Harbour", "Manchester"))


def test_worker_run_twice_sends_nothing_twice(request_page):
    order_pack(request_page)
    work(4)
    assert len(inbox.mails) == 1 and Grant.objects.count() == 1


def test_failed_attempt_revokes_its_link_and_the_next_makes_a_new_one(request_page, monkeypatch):
    order_pack(request_page)
    from hub.outbox import server

    monkeypatch.setattr(server.MailServer, "send", lambda self, message: (_ for _ in ()).throw(ConnectionError("cut off")))
    deliver_due(owner="one")
    monkeypatch.undo()
    first = Grant.objects.get()
    assert first.sent_at is None
    OutboxMessage.objects.update(next_at=timezone.now())
    work()
    first.refresh_from_db()
    assert first.revoked_at and Grant.objects.exclude(pk=first.pk).get().digest == digest_of(inbox.tokens[0])
    assert len(inbox.mails) == 1


def test_toolkit_without_files_is_not_mailed_and_waits_for_them(request_page, toolkit):
    order = order_pack(request_page)
    toolkit.parts = []
    toolkit.save()
    work(1)
    order.refresh_from_db()
    assert not inbox.mails and order.status == "received"
    assert "NothingToSend" in OutboxMessage.objects.get().last_error


def test_asking_again_within_a_day_sends_again_three_times_at_most(client, request_page):
    first = order_pack(request_page)
    work()
    pages = []
    for _n in range(5):
        response = send(client, request_page, check(client, request_page, email=ADA["email"].upper()))
        pages.append(client.get(response.url).content.decode().split("<main")[1].split("</main>")[0])
        work()
    assert Order.objects.get() == first and len(inbox.mails) == 4
    assert all(message.to == [ADA["email"]] for message in inbox.mails)  # the first address, whatever was typed now
    assert len(set(inbox.tokens)) == 4
    assert all("Your pack is on its way" in page for page in pages)


def test_same_form_of_somebody_who_asks_again_promises_one_mail(client, request_page):
    order_pack(request_page)
    work()
    checked = check(client, request_page)
    for _n in range(4):
        assert send(client, request_page, checked).status_code == 302
    assert OutboxMessage.objects.filter(kind="order-resend").count() == 1


def test_asking_again_before_the_first_mail_is_out_promises_no_second(request_page):
    order_pack(request_page)
    order_pack(request_page)
    assert Order.objects.count() == OutboxMessage.objects.count() == 1


def test_asking_on_another_day_or_for_another_academy_is_a_new_order(request_page):
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        order_pack(request_page)
    order_pack(request_page)
    order_pack(request_page, area="swansea")
    assert Order.objects.count() == 3


def test_confirmation_button_sends_again_and_says_when_it_will_not(client, request_page):
    response = send(client, request_page, check(client, request_page))
    assert "still on its way" in client.post(response.url).content.decode()
    work()
    for _n in range(3):
        again = client.post(response.url)
        assert again.status_code == 302 and "sending it again" in client.get(again.url).content.decode()
    refused = client.post(response.url)
    assert refused.status_code == 200 and "several times today" in refused.content.decode()
    work()
    assert len(inbox.mails) == 4


def test_academy_that_approves_is_told_and_nothing_is_sent_before(client, request_page, nw, handler):
    nw.requires_approval = True
    nw.save()
    response = send(client, request_page, check(client, request_page))
    order = Order.objects.get()
    assert "Somebody reads it first" in client.get(response.url).content.decode()
    work()
    assert order.status == "awaiting" and not inbox.mails and not Grant.objects.exists()
    assert any("waits for you" in message.subject and message.to == ["handler@hub.example"] for message in mail.outbox)
    approve(order=order, user=handler)
    work()
    order.refresh_from_db()
    assert order.status == "fulfilled" and order.decided_by == handler and len(inbox.mails) == 1


def test_order_approved_by_somebody_who_has_left_waits_again(request_page, nw, handler, user_with_role):
    nw.requires_approval = True
    nw.save()
    order = order_pack(request_page)
    approve(order=order, user=handler)
    handler.academy_roles.all().delete()
    work()
    order.refresh_from_db()
    assert order.status == "awaiting" and order.decided_at is None and not inbox.mails
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        approve(order=order, user=user_with_role(nw, "manager"))
        work()
    assert len(inbox.mails) == 1


def test_academy_that_stops_approving_leaves_waiting_orders_waiting(request_page, nw, handler):
    nw.requires_approval = True
    nw.save()
    order = order_pack(request_page)
    nw.requires_approval = False
    nw.save()
    work()
    order.refresh_from_db()
    assert order.status == "awaiting" and not inbox.mails


def test_declined_person_is_told_why_and_may_ask_again(request_page, nw, handler):
    nw.requires_approval = True
    nw.save()
    order = order_pack(request_page)
    decline(order=order, user=handler, reason="We know you have it <b>already</b>.")
    work()
    (message,) = inbox.mails
    assert "already" in message.body and "&lt;b&gt;" in message.alternatives[0][0] and "/d/" not in message.body
    assert order_pack(request_page).pk != order.pk


def test_revoked_order_is_not_sent_any_more(request_page, handler):
    order = order_pack(request_page)
    revoke(order=order, user=handler)
    work()
    assert not inbox.mails and not Grant.objects.exists()


def test_admin_may_send_more_often_than_visitors(request_page, handler):
    order = order_pack(request_page)
    work()
    for _n in range(5):
        resend(order=order, source="admin", user=handler)
    work()
    assert len(inbox.mails) == 6


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Ada Okafor", "Ada"), ("Zoë", "Zoë"), ("D’Arcy Quigg", "D’Arcy"), ("نور", "نور"),
        ("http://spam.example", ""), ("www.spam.example", ""),
        ("Dr. Who", ""), ("<b>x</b>", ""), ("A" * 31, ""), ("", ""), ("{{7*7}}", ""),
    ],
)  # fmt: skip
def test_mail_to_a_stranger_repeats_only_what_looks_like_a_first_name(name, greeting):
    assert first_name(name) == greeting


def test_line_breaks_cannot_start_a_header():
    assert one_line("Toolkit\r\nBcc: x@y.example\u2028z\x00") == "Toolkit Bcc: x@y.example z"


def test_toolkit_title_with_a_line_break_is_mailed_all_the_same(request_page, toolkit):
    order = order_pack(request_page)
    Order.objects.filter(pk=order.pk).update(toolkit_title="Kit\r\nBcc: x@y.example")
    work()
    (message,) = inbox.mails
    assert "\n" not in message.subject and message.recipients() == [ADA["email"]]
    message.message()
