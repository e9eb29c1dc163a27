"""Steps that the tests of orders share: fill in the form, check, send; run the worker; read the mail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django.core import mail
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.utils.datastructures import MultiValueDict
from fpdf import FPDF

from hub.outbox.delivery import deliver_due
from toolkit_orders.flow.form import RequestForm
from toolkit_orders.flow.seals import new_ticket, seal
from toolkit_orders.models import Asset, Order, RequestPage
from toolkit_orders.services.place import place

ADA = {
    "name": "Ada Okafor",
    "email": "ada@harbour.example",
    "organisation_type": "voluntary",
    "organisation": "Harbour Street Community House",
    "area": "manchester",
}


@cache
def pdf(pages: int = 2) -> bytes:
    document = FPDF()
    for number in range(pages):
        document.add_page()
        document.set_font("helvetica", size=12)
        document.cell(text=f"Page {number + 1}")
    return bytes(document.output())


def make_asset(title: str, *, pages: int = 2, **fields: Any) -> Asset:
    asset = Asset(title=title, **fields)
    asset.file.save(f"{title}.pdf", ContentFile(pdf(pages), name=f"{title}.pdf"), save=False)
    asset.kind, asset.extension, asset.size, asset.pages = "PDF", "pdf", asset.file.size, pages
    asset.save()
    return asset


def hidden(response: HttpResponse, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no field {name} in the page"
    return found[1]


def open_form(client: Client, page: Any) -> str:
    """Open the form and return its ticket."""
    response = client.get(page.url)
    assert response.status_code == 200
    return hidden(response, "ticket")


def check(client: Client, page: Any, ticket: str | None = None, **changes: Any) -> HttpResponse:
    """Fill in the form and press Continue; without a ticket, with one as the form gives to everybody who opens it."""
    ticket = seal(new_ticket(), page.pk) if ticket is None else ticket
    data = {**ADA, "step": "check", "ticket": ticket, **changes}
    return client.post(page.url, {name: value for name, value in data.items() if value is not None})


def send(client: Client, page: Any, checked: HttpResponse) -> HttpResponse:
    """Press Send on the page that shows the answers."""
    return client.post(page.url, {"step": "send", "sealed": hidden(checked, "sealed")})


def order_pack(page: Any, **changes: Any) -> Order:
    """Place an order as the last step of the form does, and return the one that stands; the steps have tests of their own."""
    data = {**ADA, **changes}
    page = RequestPage.objects.get(pk=page.pk)  # a page keeps its areas and toolkits for one request
    typed = {name: value if isinstance(value, list) else [value] for name, value in data.items() if value is not None}
    form = RequestForm(MultiValueDict(typed), page=page)
    assert form.is_valid(), form.errors
    return place(page=page, wanted=form.wanted(), key=uuid4()).order


def work(rounds: int = 2) -> None:
    """What ``hub_work`` does about mail; twice, since one mail may promise another."""
    for _round in range(rounds):
        deliver_due(owner="test worker")


@dataclass
class Inbox:
    """The mail one person has."""

    address: str

    @property
    def mails(self) -> list[mail.EmailMessage]:
        return [message for message in mail.outbox if self.address in message.to]

    @property
    def tokens(self) -> list[str]:
        return [re.search(r"/d/([^/\s]+)/", message.body)[1] for message in self.mails]
