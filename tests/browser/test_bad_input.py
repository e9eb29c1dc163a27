"""What strangers send: every answer is a clear message or a 404, in good time, never a crash."""

from __future__ import annotations

import shutil
from urllib.parse import urlencode

import pytest
import requests

from tests.browser.visitors import NORTH_WEST, Visitor, ask, soup_of, words_of

QUOTES = "\"'" * 5_000  # 10 kB
GALLERY, SEARCH, TOOLKIT, PACK = "/good-practice/", "/search/", "/toolkits/citizen-leadership/", "/promotion-pack/"


@pytest.mark.parametrize(
    "query",
    [
        "level=galactic",
        "principle=9",
        "principle=-1",
        "principle=abc",
        "academy=%00",
        "topic=' OR 1=1--",
        "capability=../../etc/passwd",
        "sector=<script>",
    ],
)
def test_gallery_says_which_filter_it_does_not_know_and_shows_all_stories(demo, query):
    answer = ask(demo, f"{GALLERY}?{query}")
    assert answer.status_code == 200
    assert "There is no filter" in words_of(answer)
    everything = soup_of(ask(demo, GALLERY)).select_one(".hub-sentence strong").get_text()
    assert soup_of(answer).select_one(".hub-sentence strong").get_text() == everything
    assert "<script>" not in answer.text.replace('<script type="module"', "").split("<main", 1)[1]


@pytest.mark.parametrize("page", ["0", "-1", "999999", "9" * 400, "abc", "1.5", "", "%00", "٣", "1e3"])
def test_gallery_shows_a_page_of_stories_for_any_page_number(demo, page):
    answer = ask(demo, f"{GALLERY}?page={page}")
    assert answer.status_code == 200
    assert soup_of(answer).select(".hub-gallery__lead")


@pytest.mark.parametrize("address", [GALLERY, SEARCH])
@pytest.mark.parametrize(
    "words",
    [
        QUOTES,
        ":" * 10_000,
        "\\" * 10_000,
        "\x00",
        "a\x00b",
        "* OR NEAR(",
        "\u202e\u200b",
        "%" * 500,
        "( " * 2_000,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
    ids=["quotes", "colons", "backslashes", "NUL", "NUL inside", "operators", "invisible", "per cent", "brackets", "emoji"],
)
def test_search_takes_any_words(demo, address, words):
    answer = ask(demo, f"{address}?{urlencode({'q': words})}")
    assert answer.status_code == 200
    assert "\x00" not in answer.text
    assert soup_of(answer).h1


@pytest.mark.parametrize("address", [GALLERY, SEARCH, TOOLKIT, NORTH_WEST, "/", "/academies/north-west/stories/", PACK])
@pytest.mark.parametrize(
    "query",
    ["q=a&q=b&page=1&page=2&level=national&level=national", "%ff%fe=%ff", "area=a&area=b&toolkit=&toolkit=x", "x=" + "y" * 3_000],
)
def test_repeated_broken_and_unknown_keys_do_no_harm(demo, address, query):
    assert ask(demo, f"{address}?{query}").status_code in {200, 302}


@pytest.mark.parametrize("area", ["atlantis", "%00", "north-west%00", "'--", "a" * 3_000])
def test_toolkit_page_asks_again_for_an_area_it_does_not_know(demo, area):
    answer = ask(demo, f"{TOOLKIT}?area={area}")
    assert answer.status_code == 200
    assert "Choose where you are" in words_of(answer)


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/good-practice/%00/",
        "/../../etc/passwd",
        "/d/",
        "/documents/1/../../x",
        "/media/../db.sqlite3",
        "/media/%2e%2e/db.sqlite3",
        "/academies/north-west/stories/none/",
    ],
)
def test_an_address_that_leads_nowhere_is_the_not_found_page(demo, address):
    with requests.Session() as session:  # a prepared request: no client tidies the address
        prepared = session.prepare_request(requests.Request("GET", demo.url))
        prepared.url = demo.url + address
        answer = session.send(prepared, timeout=30, allow_redirects=False)
    assert answer.status_code in {301, 404}
    if answer.status_code == 404:
        assert "moved, or was never here" in answer.text or "404" in answer.text or "There is no" in answer.text


@pytest.mark.parametrize("change", ["shorter", "longer", "one letter", "other case", "NUL", "dots", "very long", "empty"])
def test_a_tampered_link_is_not_found_and_counts_nothing(demo, places, change):
    token = places.link.split("/")[2]
    tampered = {
        "shorter": token[:-1],
        "longer": f"{token}A",
        "one letter": ("A" if token[0] != "A" else "B") + token[1:],
        "other case": token.swapcase(),
        "NUL": f"{token[:-1]}%00",
        "dots": f"..{token[2:]}",
        "very long": "A" * 6_000,
        "empty": "%20",
    }[change]
    for method, address in (("GET", f"/d/{tampered}/"), ("POST", f"/d/{tampered}/1/")):
        answer = ask(demo, address, method=method)
        assert answer.status_code == 404
        assert "link-works@example.org" not in answer.text
    assert demo.sql("SELECT sum(downloads) FROM toolkit_orders_grant WHERE digest <> '' AND revoked_at IS NOT NULL") in (
        [(0,)],
        [(None,)],
    )


@pytest.mark.parametrize("end", [".", ">", ")", "%27", ";"])
def test_a_link_with_what_mail_programs_add_still_opens(demo, places, end):
    assert ask(demo, places.link.rstrip("/") + end + "/").status_code == 200


@pytest.mark.parametrize(("kind", "says"), [("expired", "It worked until"), ("revoked", "We have closed it")])
def test_a_closed_link_says_why_and_gives_nothing(demo, places, kind, says):
    address = getattr(places, kind)
    page = ask(demo, address)
    assert page.status_code == 410
    assert says in words_of(page)
    assert "Ask for a new link" in words_of(page)
    refused = ask(demo, f"{address}1/", method="POST")
    assert refused.status_code == 410
    assert not refused.content.startswith(b"%PDF")


@pytest.mark.parametrize("number", ["0", "-1", "99", "abc", "1e3", "%00", "9" * 30, "1.0", "٣"])
def test_a_file_number_that_is_not_in_the_link_is_not_found(demo, places, number):
    assert ask(demo, f"{places.link}{number}/", method="POST").status_code == 404


def test_opening_a_link_any_other_way_than_by_its_button_counts_nothing(demo, places):
    for method in ("GET", "HEAD", "OPTIONS"):
        ask(demo, places.link, method=method)
        ask(demo, f"{places.link}1/", method=method)
    ask(demo, places.link, headers={"Range": "bytes=0-", "Purpose": "prefetch"})
    assert ask(demo, f"{places.link}1/", method="POST", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    counted = demo.sql(
        "SELECT sum(g.downloads) FROM toolkit_orders_grant g JOIN toolkit_orders_order o ON o.id = g.order_id"
        " WHERE o.email LIKE 'link-%'"
    )
    assert counted == [(0,)]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "FOO"])
@pytest.mark.parametrize("address", ["/", GALLERY, NORTH_WEST, TOOLKIT, "/d/nothing/", "/health/live", "/robots.txt"])
def test_other_methods_are_refused_in_good_order(demo, address, method):
    assert ask(demo, address, method=method).status_code in {200, 302, 403, 404, 405}


def test_a_file_that_storage_lost_is_said_on_the_pack_and_the_link_and_nothing_is_counted(demo):
    visitor = Visitor(demo.url, "lost-file@example.org")
    visitor.order()
    link = demo.link_for(visitor.email).removeprefix(demo.url)
    pack_file = soup_of(ask(demo, PACK)).select_one(".hub-pack-file a")["href"]
    uid = pack_file.rstrip("/").split("/")[-1].replace("-", "")
    [(public,)] = demo.sql("SELECT file FROM toolkit_orders_asset WHERE uid = ?", uid)
    [(private,)] = demo.sql(
        "SELECT a.file FROM toolkit_orders_asset a JOIN toolkit_orders_grantfile f ON f.asset_id = a.id"
        " JOIN toolkit_orders_grant g ON g.id = f.grant_id"
        " JOIN toolkit_orders_order o ON o.id = g.order_id WHERE o.email = 'lost-file@example.org' AND f.sort_order = 1"
    )
    assert ask(demo, pack_file).content.startswith(b"%PDF")
    with lost(demo, public, private):
        pack = ask(demo, PACK)
        assert pack.status_code == 200
        assert "This file is missing at the moment" in words_of(pack)
        gone = ask(demo, pack_file)
        assert gone.status_code == 404
        assert "This file is missing" in words_of(gone)

        page = ask(demo, link)
        assert page.status_code == 200
        assert "This file cannot be found just now" in words_of(page)
        assert len(soup_of(page).select(".hub-files form")) == len(soup_of(page).select(".hub-files li")) - 1
        refused = ask(demo, f"{link}1/", method="POST")
        assert refused.status_code == 404
        assert "did not count as a download" in words_of(refused)
    assert ask(demo, f"{link}1/", method="POST").content.startswith(b"%PDF")
    counted = demo.sql(
        "SELECT g.downloads FROM toolkit_orders_grant g JOIN toolkit_orders_order o ON o.id = g.order_id"
        " WHERE o.email = 'lost-file@example.org'"
    )
    assert counted == [(1,)]


class lost:  # noqa: N801  reads as "with lost(…)"
    """Private files moved away for a while."""

    def __init__(self, demo, *names: str) -> None:
        self.moves = [(demo.data / "private" / name, demo.data / "away" / name) for name in names]

    def __enter__(self) -> None:
        for here, away in self.moves:
            away.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(here, away)

    def __exit__(self, *error) -> None:
        for here, away in self.moves:
            shutil.move(away, here)
