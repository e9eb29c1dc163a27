"""Text in the default language on a page in another one: where its script tells, it is marked."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from hub.academies.models import Area
from hub.models import AcademiesIndexPage
from hub.scripts import other_language_of, scripts_in
from tests.conftest import live_copy


@pytest.mark.parametrize("text", ["Playbook", "Bethan’s café", "PDF 12"])
def test_english_words_on_an_urdu_page_are_told_by_their_script(languages, text):
    with override("ur"):
        other = other_language_of(text)
    assert other is not None
    assert (other.code, other.direction) == ("en", "ltr")
    assert other.name


@pytest.mark.parametrize("text", ["رہنما کتاب", "پی ڈی ایف PDF", "0161 496 0187", "", "£0", "📄"])
def test_words_of_the_page_and_signs_without_a_script_are_not(languages, text):
    with override("ur"):
        assert other_language_of(text) is None


@pytest.mark.parametrize("language", ["en", "cy"])
def test_nothing_is_marked_where_both_languages_have_one_script(languages, language):
    with override(language):
        assert other_language_of("Playbook") is None


def test_urdu_words_on_an_english_page_are_not_said_to_be_english(languages):
    with override("en"):
        assert other_language_of("رہنما کتاب") is None


def test_scripts_are_those_of_the_letters():
    assert scripts_in("کتاب, PDF 12!") == {"ARABIC", "LATIN"}


@pytest.fixture
def index(academies_index, nw, wales, urdu_home):
    """The academies page in Urdu; one academy has its page there, the other only a name."""
    for academy, name in ((nw, "شمال مغرب اکیڈمی"), (wales, "ویلز اکیڈمی")):
        academy.names = {"ur": {"name": name}}
        academy.save()
        Area.objects.create(name=f"علاقہ {academy.slug}", slug=academy.slug, academy=academy, locale=urdu_home.locale)
    Area.objects.create(name="اسکاٹ لینڈ", slug="scotland", locale=urdu_home.locale)
    made = live_copy(academies_index, urdu_home.locale, title="اکیڈمیاں")
    home = academies_index.get_children().get(slug="north-west").specific
    live_copy(home, urdu_home.locale, title="شمال مغرب اکیڈمی")
    return AcademiesIndexPage.objects.get(pk=made.pk)


def shown(client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def test_academy_without_a_page_in_the_language_is_listed_by_name_and_leads_to_its_english_page(client, index):
    page = shown(client, "/ur/academies/")
    cards = {card.find("a").get_text(): card for card in page.select(".hub-card")}
    assert list(cards) == ["شمال مغرب اکیڈمی", "ویلز اکیڈمی"]
    assert cards["شمال مغرب اکیڈمی"].a["href"] == "/ur/academies/north-west/"
    assert "hreflang" not in cards["شمال مغرب اکیڈمی"].a.attrs
    assert (cards["ویلز اکیڈمی"].a["href"], cards["ویلز اکیڈمی"].a["hreflang"]) == ("/academies/wales/", "en")
    assert cards["ویلز اکیڈمی"].select_one(".hub-card__meta")


def test_area_of_an_academy_without_a_page_in_the_language_names_it(client, index):
    rows = {
        row.select_one(".hub-areas__name").get_text(): row for row in shown(client, "/ur/academies/").select(".hub-areas__item")
    }
    assert rows["علاقہ north-west"].a["href"] == "/ur/academies/north-west/"
    wales = rows["علاقہ wales"].a
    assert (wales.get_text(), wales["href"], wales["hreflang"]) == ("ویلز اکیڈمی", "/academies/wales/", "en")
    assert rows["اسکاٹ لینڈ"].a is None


def test_academy_whose_name_nobody_has_translated_is_marked_as_english(client, index, wales):
    wales.names = {}
    wales.save()
    page = shown(client, "/ur/academies/")
    card = page.select(".hub-card")[1]
    assert (card.a.get_text(), card.select_one(".hub-card__title")["lang"]) == ("Wales Academy", "en")
    link = next(link for link in page.select(".hub-areas a") if link["href"] == "/academies/wales/")
    assert (link["lang"], link["dir"]) == ("en", "ltr")


def test_private_page_is_not_linked_from_another_language(client, index, wales):
    from hub.models import AcademyPage

    AcademyPage.objects.get(academy=wales, locale__language_code="en").view_restrictions.create(restriction_type="login")
    assert "/academies/wales/" not in str(shown(client, "/ur/academies/"))


def test_default_language_asks_nothing_about_other_languages(client, index):
    shown(client, "/academies/")
    with CaptureQueriesContext(
        connection,
    ) as english:
        shown(client, "/academies/")
    with CaptureQueriesContext(connection) as urdu:
        shown(client, "/ur/academies/")
    homes = [query for query in english if '"hub_academypage"' in query["sql"] and '"names"' in query["sql"]]
    assert len(homes) == 1
    assert len([query for query in urdu if '"hub_academypage"' in query["sql"] and '"names"' in query["sql"]]) == 2
