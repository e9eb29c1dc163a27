"""Hostile and odd text in every field: never an error, nothing that runs, people's names survive."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.utils.html import escape

from hub.typed import email_key
from tests.toolkit_orders.ordering import ADA, check, open_form, send, work
from toolkit_orders.flow.form import RequestForm
from toolkit_orders.models import Order

pytestmark = pytest.mark.django_db

KEPT = [
    "A", "x" * 120, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "{% debug %}", "' OR 1=1--",
    "=cmd|'/c calc'!A1",
    "+44 20 7946 0000", "@SUM(A1)", "👩🏽‍❤️‍👩🏻 Family", "Nguyễn Thị Ánh", "نورا خان", "Ó Cuinn-D’Arcy", "ਗੁਰਪ੍ਰੀਤ",
]  # fmt: skip
REFUSED = {
    "": "Write your name",
    "   ": "Write your name",
    "\u200b\u200b": "Write your name",
    "x" * 121: "120 characters or fewer",
    "x" * 100_000: "120 characters or fewer",
    "a\x00b": "cannot be printed",
    "Ada\r\nBcc: x@y.example": "on one line",
    "Ada\nOkafor": "on one line",
    "a" + "\u0301" * 40: "too many on one letter",
}
ADDRESSES_REFUSED = [
    "a@b", "ada", "a@b.cd,c@d.ef", "a@b.cd;c@d.ef", "ü@münchen.de", "x" * 320 + "@y.example", "ada@harbour.example.",
    "ada@harbour.example\r\nBcc: x@y.z",
    "ada@", "@harbour.example", "ada@@harbour.example", "<ada@harbour.example>", "ada\x00@harbour.example", '"a b"@c.de',
    "ada@" + "é." * 110 + "example",  # short as typed, 800 signs as the mail server needs it
]  # fmt: skip
ADDRESSES_KEPT = ["a.b+pack@harbour.example", "ada@münchen.de", "ADA@Harbour.EXAMPLE", "o'neil@nhs.example"]


def text_of(response) -> str:
    return response.content.decode()


def test_text_is_kept_as_typed_and_shown_as_text(client, request_page, settings):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"order-ip": (999, 60), "order-email": (999, 60)}}
    for number, text in enumerate(KEPT):
        checked = check(client, request_page, name=text, organisation=text, email=f"person{number}@harbour.example")
        answers = text_of(checked).split("<dl")[1].split("</dl>")[0]
        assert escape(text) in answers and "<script>" not in answers and "<img" not in answers
        done = send(client, request_page, checked)
        order = Order.objects.latest("pk")
        assert (order.name, order.organisation) == (text, text)
        assert "<script>alert" not in text_of(client.get(done.url))
    assert Order.objects.count() == len(KEPT)
    work()
    assert len([message for message in mail.outbox if message.to[0].startswith("person")]) == len(KEPT)
    assert all("<script>" not in message.alternatives[0][0] for message in mail.outbox if message.to[0].startswith("person"))


def test_text_that_cannot_be_kept_is_a_message_at_the_field(client, request_page):
    for text, message in REFUSED.items():
        response = check(client, request_page, name=text)
        assert response.status_code == 200
        assert text_of(response).count(message) == 2, text[:20]  # in the summary and at the field
        assert 'value="ada@harbour.example"' in text_of(response)
    assert not Order.objects.exists()


def test_signs_that_turn_or_hide_text_are_taken_out(client, request_page):
    for number, text in enumerate(["Ada \u202egpj.exe", "\u2066Ada\u2069", "A\u00adda", "\ufeffAda"]):
        send(
            client, request_page, check(client, request_page, name=text, organisation=text, email=f"person{number}@harbour.example")
        )
        order = Order.objects.latest("pk")
        assert order.name == order.organisation and order.name and not set(order.name) & set("\u202e\u2066\u2069\u00ad\ufeff")


def test_address_that_cannot_be_mailed_is_a_message_at_the_field(client, request_page):
    for address in ADDRESSES_REFUSED:
        response = check(client, request_page, email=address)
        assert response.status_code == 200 and 'href="#id_email"' in text_of(response), address[:30]
    assert not Order.objects.exists()


def test_unusual_but_good_address_is_kept_and_mailed(client, request_page):
    for address in ADDRESSES_KEPT:
        send(client, request_page, check(client, request_page, email=address))
    assert [order.email for order in Order.objects.order_by("pk")] == ADDRESSES_KEPT
    work()
    assert {message.to[0] for message in mail.outbox if message.message()} >= set(ADDRESSES_KEPT)


def test_upper_case_and_punycode_twins_are_one_person_and_plus_tags_are_not():
    assert email_key("ADA@München.DE ") == email_key("ada@xn--mnchen-3ya.de")
    assert email_key("ada+one@harbour.example") != email_key("ada@harbour.example")


def test_choice_that_was_not_offered_is_a_message(client, request_page):
    for field in ("organisation_type", "area"):
        for value in ("nonsense", "\x00", "<script>", "x" * 100_000, "' OR 1=1--"):
            response = check(client, request_page, **{field: value})
            assert response.status_code == 200 and f'href="#id_{field}' in text_of(response), value[:20]
            assert "<script>" not in text_of(response).split("<main")[1]
    assert not Order.objects.exists()


def test_lone_surrogates_are_a_message_in_every_field(request_page):
    form = RequestForm({**ADA, "name": "a\ud800", "organisation": "b\udfff", "email": "c\ud800@d.example"}, page=request_page)
    assert set(form.errors) == {"name", "organisation", "email"}


def test_broken_encoding_of_a_posted_form_is_no_error(client, request_page):
    ticket = open_form(client, request_page)
    body = f"step=check&ticket={ticket}&name=%ED%A0%80%FF&email=%C3%28".encode()
    assert client.post(request_page.url, body, content_type="application/x-www-form-urlencoded").status_code == 200
    bad = Client(raise_request_exception=False)
    odd = "application/x-www-form-urlencoded; charset=nonsense"
    assert bad.generic("POST", request_page.url, b"name=a", content_type=odd).status_code < 500
    assert bad.post(request_page.url, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x").status_code < 500


def test_unknown_parts_of_an_address_below_the_page_are_not_found(client, request_page):
    for tail in ("nonsense/", "done/", "done/x/y/z/w/", "%00/", "..%2f/"):
        assert client.get(request_page.url + tail).status_code == 404, tail
