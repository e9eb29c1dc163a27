"""A translator at work in the real editor of translations, and what visitors see of it at once."""

from __future__ import annotations

import pytest
import requests
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.running import Demo

STORIES = "/academies/north-west/stories/"
TITLE = "نو سو اکتیس"
WORDS = "گاؤں کے لوگوں نے بس واپس لانے کے لیے مل کر کام کیا"
NOTICE = ".hub-older"


def visit(demo: Demo, address: str) -> tuple[int, BeautifulSoup]:
    answer = requests.get(demo.url + address, timeout=30)
    return answer.status_code, BeautifulSoup(answer.text, "html.parser")


def key_of(demo: Demo, path: str, language: str = "en") -> int:
    [(pk,)] = demo.sql(
        "SELECT p.id FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id"
        " WHERE p.url_path LIKE ? AND l.language_code = ?",
        f"%{path}",
        language,
    )
    return pk


def untranslated(demo: Demo) -> str:
    """Return the address of a story that the demo has in English only; another one each time."""
    rows = demo.sql(
        "SELECT slug FROM wagtailcore_page WHERE url_path LIKE ? AND live AND translation_key NOT IN (SELECT translation_key"
        " FROM wagtailcore_page p JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE l.language_code = 'ur')",
        f"%{STORIES}_%",
    )
    return f"{STORIES}{rows[0][0]}/"


def translate_everything(page: Page) -> int:
    """Write Urdu for every text of every tab of the editor, one by one, and return how many there were."""
    done = 0
    expect(page.locator("li.incomplete").first).to_be_visible()  # a script draws the editor
    for tab in page.get_by_role("tab").all() or [None]:  # none where all texts are of one tab
        if tab:
            tab.click()
        while (rows := page.locator("li.incomplete").filter(visible=True)).count():
            row, left = rows.first, rows.count()
            row.get_by_role("button", name="Translate", exact=True).click()
            row.locator("textarea").fill(TITLE if done == 0 else f"{WORDS} ({done})")
            row.get_by_role("button", name="Save", exact=True).click()
            expect(rows).to_have_count(left - 1)
            done += 1
    return done


@pytest.fixture
def desk(open_page, guard):
    def sit_down(username: str) -> Desk:
        guard.expected = {400}  # a script of the page editor saves drafts that are not complete yet
        return Desk(open_page(height=1000), username)

    return sit_down


def test_story_is_translated_in_the_editor_and_says_when_its_english_is_newer(desk, demo):
    tom = desk("tom")
    address = untranslated(demo)
    story = key_of(demo, address)
    tom.page.goto(f"/admin/localize/submit/page/{story}/")
    tom.page.get_by_role("checkbox", name="Urdu").check()
    tom.page.locator("main form [type=submit]").last.click()
    expect(tom.page.locator(".messages .success")).to_be_visible()
    status, page = visit(demo, f"/ur{address}")
    assert (status, page.html["lang"], page.html["dir"]) == (404, "ur", "rtl"), "a draft is nobody's business"

    samina = desk("samina")
    samina.page.goto(f"/admin/pages/{key_of(demo, address, 'ur')}/edit/")
    assert translate_everything(samina.page) > 10
    samina.page.get_by_role("button", name="Publish in Urdu").click()
    expect(samina.page.locator(".messages .success")).to_be_visible()
    status, page = visit(demo, f"/ur{address}")
    assert (status, page.html["lang"], page.html["dir"]) == (200, "ur", "rtl")
    assert page.h1.get_text(strip=True) == TITLE
    assert WORDS in page.main.get_text()
    assert page.select(NOTICE) == []

    tom.page.goto(f"/admin/pages/{story}/edit/")
    tom.publish()
    assert visit(demo, f"/ur{address}")[1].select(NOTICE) == [], "publishing the same again changes nothing"

    tom.page.goto(f"/admin/pages/{story}/edit/")
    tom.page.get_by_role("textbox", name="Summary").fill("The bus came back, and so did the people who had stopped going out.")
    tom.publish()
    [notice] = visit(demo, f"/ur{address}")[1].select(NOTICE)
    [link] = notice.select("a[hreflang=en]")
    assert link["href"].endswith(address)
    assert visit(demo, address)[1].select(NOTICE) == []
