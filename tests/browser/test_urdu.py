"""What an Urdu page of the demo is made of: no English but what is marked as English, and everything on the right side."""

from __future__ import annotations

import re

import pytest
import requests
from bs4 import BeautifulSoup, NavigableString
from playwright.sync_api import expect

from tests.browser.page_types import IN_URDU, PAGE_TYPES

LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
# what is the same in every language
SAME = re.compile(
    r"\b[\w.+-]+@[\w.-]+\b"  # addresses
    r"|\bhttps?://\S+"
    r"|\bCLH-[A-Z0-9-]+"  # references
    r"|\b(?:csrftoken|sessionid)\b"  # names of cookies
    r"|\b(?:PDF|DOCX|PPTX|XLSX|ZIP|CSV|JPG|PNG)\b"
)


# what the visitors of these tests type in
TYPED = re.compile(r"\b(?:Ama Boateng|meeting|submarine)\b")


def english_in(page: BeautifulSoup) -> list[str]:
    """Return the texts with Latin words that nothing marks as English, of elements and of what is read aloud instead of them."""
    found = []
    for tag in page.find_all(True):
        if tag.name in {"script", "style"} or tag.find_parent(attrs={"lang": "en"}) or tag.get("lang") == "en":
            continue
        texts = [child for child in tag.children if type(child) is NavigableString]
        texts += [tag.get(name) for name in ("alt", "aria-label", "title", "placeholder", "summary") if tag.get(name)]
        if tag.name == "meta" and tag.get("name") == "description":
            texts.append(tag["content"])
        found += [" ".join(text.split()) for text in texts if LATIN.search(TYPED.sub("", SAME.sub("", text)))]
    return found


@pytest.mark.parametrize("name", [page_type.name for page_type in IN_URDU])
def test_urdu_page_has_no_english_but_what_is_marked_as_english(name, saved):
    assert english_in(saved.pages[name]) == []


def test_the_check_notices_english(saved):
    html = (
        '<main><p>شمال <b>North West</b></p><img alt="A banner"><p lang="en">Fine <b>here</b></p><p>name@example.org PDF</p></main>'
    )
    assert english_in(BeautifulSoup(html, "html.parser")) == ["North West", "A banner"]
    unmarked = BeautifulSoup(str(saved.pages["home"]), "html.parser")
    del unmarked.html["lang"]
    assert len(english_in(unmarked)) > 50


def sitemap(demo) -> list[str]:
    return re.findall(r"<loc>([^<]+)</loc>", requests.get(f"{demo.url}/sitemap.xml", timeout=30).text)


def test_every_urdu_page_of_the_site_map_is_urdu_and_says_so(demo):
    urdu = [url for url in sitemap(demo) if "/ur/" in url]
    assert len(urdu) >= 15
    for url in urdu:
        answer = requests.get(url, timeout=30)
        page = BeautifulSoup(answer.text, "html.parser")
        assert (answer.status_code, page.html["lang"], page.html["dir"]) == (200, "ur", "rtl"), url
        heading = page.find("h1").get_text()
        assert not LATIN.search(heading), (url, heading)
        assert english_in(page) == [], url


def test_no_address_below_the_prefix_serves_english(demo):
    """Every English page, asked for in Urdu, is Urdu or is not there."""
    english = [url for url in sitemap(demo) if "/ur/" not in url]
    assert len(english) >= 50
    statuses = set()
    for url in english:
        answer = requests.get(url.replace(demo.url, f"{demo.url}/ur"), timeout=30, allow_redirects=False)
        page = BeautifulSoup(answer.text, "html.parser")
        statuses.add(answer.status_code)
        assert answer.status_code in {200, 404}
        assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
        assert english_in(page) == []
    assert statuses == {200, 404}


PAIRS = [
    (english, urdu)
    for urdu in IN_URDU
    for english in PAGE_TYPES
    if english.language == "en" and urdu.address == f"/ur{english.address}"
]


@pytest.mark.parametrize(
    ("english", "urdu"),
    [pair for pair in PAIRS if not pair[0].steps and pair[0].status == 200],
    ids=lambda page_type: page_type.name,
)
def test_each_language_leads_to_the_other_and_back(english, urdu, open_page):
    page = open_page()
    page.goto(english.address)
    page.locator("header li[lang=ur] a[hreflang=ur]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.url.split("?")[0].endswith(urdu.address.split("?")[0])
    alternates = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('link[rel=alternate][hreflang]')].map(l => [l.hreflang, l.href]))"
    )
    assert set(alternates) == {"en", "ur", "x-default"}
    assert alternates["en"] == alternates["x-default"]
    page.locator("header li[lang=en] a[hreflang=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url == alternates["en"]
