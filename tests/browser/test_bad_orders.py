"""What strangers write into the request form: kept as text or refused in words, nothing typed is lost, nothing is placed."""

from __future__ import annotations

import pytest
import requests

from tests.browser.visitors import NORTH_WEST, Visitor, ask, errors_on, soup_of, words_of

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": '"><img src=x onerror=alert(1)>',
    "template": "{{7*7}}{% debug %}",
    "formula": "=cmd|'/c calc'!A1",
    "header": "Ama\r\nBcc: everybody@example.org",
}
KEPT = {"script", "handler", "template", "formula"}  # text like any other; a line break in a name is not


@pytest.fixture(scope="module")
def asker(demo) -> Visitor:
    """One person who opened the form once and never gets as far as an order."""
    visitor = Visitor(demo.url, "hostile@example.org")
    visitor.open()
    return visitor


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("field", ["name", "organisation", "question_2"])
def test_hostile_text_is_kept_as_text_or_refused_in_words(asker, field, kind):
    answer = asker.check(**{field: HOSTILE[kind]})
    assert answer.status_code == 200
    if kind in KEPT or field == "question_2":
        shown = " ".join(soup_of(answer).select_one(".nhsuk-summary-list").get_text(" ").split())
        assert " ".join(HOSTILE[kind].split()) in shown
    else:
        assert errors_on(answer) == ["Take out the characters that cannot be printed, and write it on one line."]
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


@pytest.mark.parametrize(
    "text",
    [*HOSTILE.values(), "a@b", "a@b.cd,c@d.ef", "a@b.cd\r\nBcc: c@d.ef", "a" * 320 + "@example.org", "\x00@example.org", "@", " "],
)
def test_what_is_no_address_is_refused_beside_the_field(asker, text):
    answer = asker.check(email=text)
    assert answer.status_code == 200
    assert errors_on(answer)
    assert {link["href"] for link in soup_of(answer).select(".nhsuk-error-summary__list a")} == {"#id_email"}
    assert soup_of(answer).select_one("#id_email_error")


@pytest.mark.parametrize("field", ["organisation_type", "area", "question_1"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_choice_that_was_not_offered_is_refused(asker, field, kind):
    answer = asker.check(**{field: HOSTILE[kind]})
    assert answer.status_code == 200
    assert len(errors_on(answer)) == 1
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "text",
    ["\x00", "a\x00b", " ", "x" * 121, "x" * 100_000, "e" + "\u0301" * 50, "\u202e\u200b"],
    ids=["NUL", "NUL inside", "space", "121", "100 kB", "tower", "invisible"],
)
def test_a_name_that_cannot_be_kept_is_refused(asker, text):
    answer = asker.check(name=text)
    assert answer.status_code == 200
    assert len(errors_on(answer)) == 1
    assert "\x00" not in answer.text


@pytest.mark.parametrize("ticket", ["", "x", "\x00", "a:b:c", "A" * 20_000])
def test_a_broken_ticket_is_asked_again_and_nothing_typed_is_lost(asker, ticket):
    answer = asker.check(ticket=ticket)
    assert answer.status_code == 200
    assert "press Continue again" in " ".join(errors_on(answer))
    assert soup_of(answer).select_one("#id_name")["value"] == asker.name


@pytest.mark.parametrize("sealed", ["", "x", "\x00", "A" * 500_000, None], ids=["empty", "short", "NUL", "500 kB", "altered"])
def test_a_broken_seal_places_no_order(asker, demo, sealed):
    form = asker.sealed(asker.check())
    broken = form["sealed"][:-2] + ("AA" if not form["sealed"].endswith("AA") else "BB")
    answer = asker.send({**form, "sealed": broken if sealed is None else sealed})
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        assert "nothing was asked for" in words_of(answer)
    assert demo.sql("SELECT count(*) FROM toolkit_orders_order WHERE email = 'hostile@example.org'") == [(0,)]


def test_a_form_without_its_cookie_is_refused_in_words(demo, asker):
    form = asker.sealed(asker.check())
    answer = ask(demo, NORTH_WEST, method="POST", data=form)
    assert answer.status_code == 403
    assert "could not read that form" in words_of(answer)


def test_hostile_names_reach_the_mail_as_text(demo):
    """Text that was accepted is in an order, a mail and a link page, and does nothing in any of them."""
    asker = Visitor(demo.url, "spelled-out@example.org", name='"><img src=x onerror=alert(1)> {{7*7}}')
    done = asker.order(organisation=HOSTILE["formula"], question_2=HOSTILE["script"])
    confirmation = asker.session.get(demo.url + done.headers["Location"], timeout=30)
    assert confirmation.status_code == 200
    link = demo.link_for(asker.email)
    mail = demo.postbox.to(asker.email)[0]
    html = mail.get_body(("html",)).get_content()
    for text in (confirmation.text, html, requests.get(link, timeout=30).text):
        assert "<img src=x" not in text
        assert "<script>alert" not in text
    assert not mail["Bcc"]
    assert "49" not in mail.get_body(("plain",)).get_content().split("\n")[0]
