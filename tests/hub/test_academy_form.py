"""The edit form of an academy's home page, as a browser shows and sends it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.urls import reverse

from hub.models import Academy, AcademyPage

pytestmark = pytest.mark.django_db


class Fields(HTMLParser):
    """Collects what a browser would send of a page's form: every named input, select and text area, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._select = self._area = ""
        self._in_form = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("name") or ""
        if tag == "form":
            self._in_form = values.get("id") == "page-edit-form"
        if not self._in_form:
            return
        if tag == "input" and name and (values.get("type") not in ("checkbox", "radio") or "checked" in values):
            self.sent.setdefault(name, []).append(values.get("value") or "")
        elif tag == "textarea" and name:
            self._area = name
            self.sent.setdefault(name, []).append("")
        elif tag == "select" and name:
            self._select = name
            self.sent.setdefault(name, []).append("")
        elif tag == "option" and self._select and "selected" in values:
            self.sent[self._select][-1] = values.get("value") or ""

    def handle_data(self, data):
        if self._area:
            self.sent[self._area][-1] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "form":
            self._in_form = False


@pytest.fixture
def london(db):
    return Academy.objects.create(name="London Academy", short_name="London", slug="london")


@pytest.fixture
def stray(academies_index):
    page = academies_index.add_child(instance=AcademyPage(title="London Academy", slug="london", live=False))
    page.save_revision()
    return page


def address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def filled_in(client, page, academy, **buttons):
    """What the browser sends after somebody chose ``academy`` in the first list of that name."""
    sent = Fields(client.get(address(page)).content.decode()).sent
    sent["for_academy"][0] = str(academy.pk)
    streams = {f"{name}-count": ["0"] for name in ("figures", "courses", "about")}  # drawn by script
    return {**sent, **streams, **buttons}


def test_form_asks_once_whose_home_a_page_is(client, superuser, stray, london):
    client.force_login(superuser)

    sent = Fields(client.get(address(stray)).content.decode()).sent

    assert len(sent["for_academy"]) == 1


def test_superuser_publishes_what_the_form_sends(client, superuser, stray, london):
    client.force_login(superuser)
    data = filled_in(client, stray, london, **{"action-publish": "action-publish"})

    response = client.post(address(stray), data)

    assert response.status_code == 302
    page = AcademyPage.objects.get(pk=stray.pk)
    london.refresh_from_db()
    assert page.live
    assert page.academy == london
    assert london.home_key == page.translation_key


def test_form_of_a_home_that_has_its_academy_shows_the_choice_once_and_keeps_it(client, superuser, nw, wales):
    page = AcademyPage.objects.get(slug="north-west")
    client.force_login(superuser)
    data = filled_in(client, page, wales, **{"action-publish": "action-publish"})

    assert len(data["for_academy"]) == 1
    assert client.post(address(page), data).status_code == 302
    assert AcademyPage.objects.get(pk=page.pk).academy == nw


def test_revisions_of_a_home_can_be_compared(client, superuser, nw):
    page = AcademyPage.objects.get(slug="north-west")
    page.save_revision()
    page.strapline = "From the Mersey to the Solway"
    later = page.save_revision()
    client.force_login(superuser)

    response = client.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", later.pk]))

    assert response.status_code == 200
    assert "Mersey" in response.content.decode()
