"""An academy's stylesheet: its two colours, kept for a year, and nothing a row could smuggle in."""

import re

import pytest
from django.urls import reverse

from hub.academies.models import Academy
from hub.branding import digest, stylesheet, stylesheet_url

pytestmark = pytest.mark.django_db
NW = {"name": "North West Academy", "short_name": "North West", "slug": "north-west", "deep": "#5a1f4b", "bright": "#f6b53c"}


@pytest.fixture
def academy():
    return Academy.objects.create(**NW)


def test_the_stylesheet_sets_the_two_colours_and_their_shades_and_nothing_else(client, academy):
    response = client.get(stylesheet_url(academy))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    css = response.content.decode()
    assert re.fullmatch(r":root\{(--hub-(deep|bright|tint|mist|mid):#[0-9a-f]{6};?){5}\}\n", css)
    assert "--hub-deep:#5a1f4b" in css
    assert "--hub-bright:#f6b53c" in css


def test_the_stylesheet_may_be_kept_for_a_year_and_sets_no_cookie(client, academy):
    response = client.get(stylesheet_url(academy))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "Vary" not in response or "Cookie" not in response["Vary"]


def test_the_stylesheet_costs_one_query(client, academy, django_assert_num_queries):
    url = stylesheet_url(academy)
    with django_assert_num_queries(1):  # the academy
        client.get(url)


def test_other_colours_have_another_address_and_the_old_one_answers_for_a_minute(client, academy):
    before = stylesheet_url(academy)
    academy.bright = "#f2d64b"
    academy.save()
    assert stylesheet_url(academy) != before
    response = client.get(before)
    assert "#f2d64b" in response.content.decode()
    assert response["Cache-Control"] == "public, max-age=60"


def test_an_academy_nobody_knows_has_no_stylesheet(client):
    assert client.get(reverse("hub_academy_css", kwargs={"slug": "atlantis", "digest": "0123456789"})).status_code == 404


@pytest.mark.parametrize(
    "path", ["north-west.css", "north-west-xyz.css", "north-west-0123456789.css.map", "../admin-0123456789.css", "-.css"]
)
def test_an_address_that_is_not_one_is_not_found(client, academy, path):
    assert client.get(f"/hub/academy/{path}").status_code == 404


def test_only_reading_is_allowed(client, academy):
    assert client.post(stylesheet_url(academy)).status_code == 405
    assert client.head(stylesheet_url(academy)).status_code == 200


@pytest.mark.parametrize("colour", ["red;}", "#12345", "}*{x", "", "#GGGGGG"])
def test_a_colour_that_is_none_gets_the_hubs_and_never_reaches_the_page(client, academy, colour):
    Academy.objects.filter(pk=academy.pk).update(deep=colour)
    academy.refresh_from_db()
    assert re.fullmatch(r":root\{(--hub-[a-z]+:#[0-9a-f]{6};?){5}\}\n", stylesheet(academy))
    assert client.get(stylesheet_url(academy)).status_code == 200
    assert re.fullmatch(r"[0-9a-f]{10}", digest(academy))
