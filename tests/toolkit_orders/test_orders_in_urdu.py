"""Somebody who asked in Urdu is answered in Urdu, also where no address says so: in mails and behind their link."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from tests.toolkit_orders.ordering import ADA, Inbox, order_pack, work
from toolkit_orders import emails
from toolkit_orders.models import Order

pytestmark = pytest.mark.django_db

#: what stays in Latin letters: addresses, the reference, and what an editor wrote in English only
NOT_INTERFACE = re.compile(
    r"\S+@\S+|https?://\S+|CLH-\S+|PDF|Playbook|Facilitator pack|Citizen leadership toolkit|North West Academy|Ada"
)


@pytest.fixture(autouse=True)
def names_in_urdu(languages, world):
    world.nw.names = {"ur": {"name": "شمال مغرب اکیڈمی", "short_name": "شمال مغرب"}}
    world.nw.save()


@pytest.fixture
def order(request_page) -> Order:
    placed = order_pack(request_page)
    Order.objects.update(locale="ur")
    placed.refresh_from_db()
    return placed


def english(text: str) -> list[str]:
    """The lines that have a Latin word of the interface left."""
    return [line.strip() for line in text.splitlines() if re.search("[A-Za-z]{2}", NOT_INTERFACE.sub("", line))]


def html_of(message) -> BeautifulSoup:
    (alternative,) = message.alternatives
    return BeautifulSoup(alternative[0], "html.parser")


def test_the_mail_with_the_pack_is_in_the_language_it_was_asked_for_in(order):
    work()
    (mail,) = Inbox(ADA["email"]).mails
    page = html_of(mail)
    assert mail.subject == "Citizen leadership toolkit: آپ کے لیے 2 فائلیں"
    assert "شمال مغرب اکیڈمی" in mail.body
    assert "3 صفحے" in mail.body
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert "شمال مغرب اکیڈمی" in page.get_text()
    assert english(mail.body) == []
    assert english(page.body.get_text()) == []


def test_the_mail_that_says_no_is_too(order):
    order.decline_reason = ""
    mail = emails.declined_mail(order=order)
    assert "Citizen leadership toolkit کے لیے آپ کی درخواست" in mail.subject
    assert english(mail.body) == []
    assert english(html_of(mail).body.get_text()) == []


def test_the_page_behind_the_link_is_too_and_so_are_the_facts_of_its_files(order, client):
    work()
    (token,) = Inbox(ADA["email"]).tokens
    page = BeautifulSoup(client.get(f"/d/{token}/").content, "html.parser")
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    assert "3 صفحے" in page.main.get_text()
    assert english(page.main.get_text()) == []
