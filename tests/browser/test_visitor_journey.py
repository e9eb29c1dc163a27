"""A visitor finds a story, asks for the toolkit with one mistake, mends it, and gets the files.

With JavaScript, without it, and by keyboard alone; in English and in Urdu. The words of the interface come from the catalogue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.utils.translation import gettext, ngettext, override
from playwright.sync_api import Page, expect

from tests.browser.visitors import NORTH_WEST

COUNT = ".hub-filters__count"
OWN_QUESTION = "[type=radio][name^=q-]"
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])


@dataclass
class Journey:
    """One visitor in one browser."""

    page: Page
    email: str
    javascript: bool
    language: str = "en"

    @property
    def prefix(self) -> str:
        return "" if self.language == "en" else f"/{self.language}"

    def say(self, text: str, **values: object) -> str:
        """Return a text of the interface in the visitor's language."""
        with override(self.language):
            return gettext(text) % values if values else gettext(text)

    def pattern(self, text: str, *names: str) -> re.Pattern[str]:
        """Return a text of the interface with anything for its values."""
        parts = re.split("|".join(rf"%\({name}\)s" for name in names), self.say(text))
        return re.compile(".+".join(map(re.escape, parts)))

    def starting(self, text: str) -> re.Pattern[str]:
        return re.compile(f"^\\s*{re.escape(self.say(text))}")

    def stories_found(self) -> int:
        return int(re.search(r"\d+", self.page.locator(".hub-sentence strong").inner_text())[0])

    def filter_gallery(self) -> None:
        page = self.page
        page.goto(f"{self.prefix}/")
        menu = page.get_by_role("navigation", name=self.say("Main"))
        menu.locator("a[href$='/good-practice/']").click()
        everything = self.stories_found()
        assert everything >= (40 if self.language == "en" else 6)
        page.get_by_label(self.say("Organisational"), exact=False).first.check()
        promised = int(page.locator(f"label[for=level-organisational] {COUNT}").inner_text().split()[0])
        page.get_by_role("button", name=self.say("Apply filters")).click()
        assert self.stories_found() == promised < everything
        expect(page).to_have_url(re.compile(r"\?.*level=organisational"))
        expect(page.get_by_label(self.say("Organisational"), exact=False).first).to_be_checked()

        shown = [box for box in page.locator("label[for^=principle-]").all() if int(box.locator(COUNT).inner_text().split()[0])]
        principle = shown[-1].get_attribute("for").split("-")[1]
        page.locator(f"#principle-{principle}").check()
        page.get_by_role("button", name=self.say("Apply filters")).click()
        both = self.stories_found()
        assert 0 < both <= promised
        chips = page.locator(".hub-chip")
        assert chips.count() == 2
        chips.filter(has_text=self.say("Organisational")).click()
        assert "level=" not in page.url
        assert f"principle={principle}" in page.url
        assert self.stories_found() >= both
        assert page.locator(".hub-chip").count() == 1

    def open_a_story(self) -> None:
        page = self.page
        first = page.locator(".hub-gallery__lead h3 a").first
        title = first.inner_text()
        first.click()
        assert "/stories/" in page.url
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.locator(".hub-next-step a").first.click()  # its words are the editor's

    def choose_area(self) -> None:
        page = self.page
        assert page.url.endswith(f"{self.prefix}/toolkits/citizen-leadership/")
        page.get_by_role("button", name=self.say("Request the pack")).click()
        expect(page.locator("#area-error")).to_contain_text(self.say("Choose where you are"))
        page.get_by_label(self.say("Where are you?")).select_option(value="north-west")
        page.get_by_role("button", name=self.say("Request the pack")).click()
        assert f"{self.prefix}{NORTH_WEST}" in page.url
        expect(page.get_by_label(self.say("Where are you?"))).to_have_value("north-west")

    def make_a_mistake(self) -> None:
        page = self.page
        name, email = page.get_by_label(self.say("Your name")), page.get_by_label(self.say("Email address"))
        name.fill("Ama Boateng")
        email.fill("ama.example.org")
        page.get_by_label(self.say("Voluntary or community organisation")).check()
        page.locator(OWN_QUESTION).first.check()
        page.wait_for_timeout(1100)
        page.get_by_role("button", name=self.say("Continue")).click()
        expect(page).to_have_title(self.starting("Error:"))
        summary = page.locator(".nhsuk-error-summary")
        expect(summary.locator("h2")).to_contain_text("1")
        message = self.say("Write an address with an @, like name@example.org")
        expect(page.locator("#id_email_error")).to_contain_text(message)
        expect(email).to_have_attribute("aria-invalid", "true")
        expect(name).to_have_value("Ama Boateng")
        expect(page.locator(OWN_QUESTION).first).to_be_checked()
        summary.get_by_role("link", name=message).click()
        if self.javascript:
            expect(email).to_be_focused()
        else:
            expect(page).to_have_url(re.compile("#id_email$"))

    def mend_it_and_send(self) -> str:
        page = self.page
        page.get_by_label(self.say("Email address")).fill(self.email)
        area = page.locator("select[name=area] option:checked").inner_text()
        choice = page.locator(f"label[for='{page.locator(OWN_QUESTION).first.get_attribute('id')}']").inner_text()
        page.wait_for_timeout(1100)
        page.get_by_role("button", name=self.say("Continue")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(self.say("Check your answers"))
        assert not self.starting("Error:").match(page.title())
        answers = page.locator(".nhsuk-summary-list").inner_text()
        for answer in ("Ama Boateng", self.email, self.say("Voluntary or community organisation"), area.strip(), choice.strip()):
            assert answer in answers
        page.get_by_role("button", name=self.say("Send my request")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(self.say("Your pack is on its way"))
        expect(page.locator("main")).to_contain_text(self.email)
        return page.locator(".hub-done__reference").inner_text()

    def open_mailed_link(self, link: str) -> None:
        self.page.goto(link)
        expect(self.page.locator("main")).to_contain_text(self.pattern("Your link works until %(day)s.", "day"))
        self.page.reload()

    def download(self) -> tuple[str, bytes]:
        """Take the first file, and return its name and what is in it."""
        with self.page.expect_download() as started:
            self.page.locator(".hub-files li").first.get_by_role("button", name=self.say("Download")).click()
        return started.value.suggested_filename, started.value.path().read_bytes()


def assert_in_language(mail, language: str) -> None:
    """The mail is in the language the toolkit was asked for in, and its HTML says so."""
    with override(language):
        subject = ngettext("%(toolkit)s: %(n)s file for you", "%(toolkit)s: %(n)s files for you", 5)
    assert subject.rpartition("%(n)s")[2].strip() in mail["Subject"]
    html = mail.get_body(("html",)).get_content()
    assert f'lang="{language}"' in html
    assert ('dir="rtl"' in html) == (language == "ur")


def counts(demo, email: str) -> list[tuple]:
    """Return (downloads of the link, most of its files' downloads, all of its files' downloads) for the orders of an address."""
    return demo.sql(
        "SELECT g.downloads, max(f.downloads), sum(f.downloads) FROM toolkit_orders_order o"
        " JOIN toolkit_orders_grant g ON g.order_id = o.id"
        " JOIN toolkit_orders_grantfile f ON f.grant_id = g.id WHERE o.email = ? GROUP BY g.id",
        email,
    )


@JAVASCRIPT
@pytest.mark.parametrize("language", ["en", "ur"])
def test_visitor_goes_from_the_gallery_to_a_downloaded_file(language, javascript, open_page, demo):
    email = f"ama-{language}-{javascript}@example.org"
    journey = Journey(open_page(javascript=javascript), email, javascript, language)
    journey.filter_gallery()
    journey.open_a_story()
    journey.choose_area()
    journey.make_a_mistake()
    reference = journey.mend_it_and_send()
    assert re.fullmatch(r"CLH-[A-Z0-9]{4,5}-[A-Z0-9]{4,5}", reference)

    link = demo.link_for(email)
    assert demo.postbox.count(email) == 1
    mail = demo.postbox.to(email)[0]
    assert mail["To"] == email
    assert "hub.example" in mail["From"]
    assert_in_language(mail, language)

    journey.open_mailed_link(link)
    expect(journey.page.locator("main")).to_contain_text(reference)
    assert counts(demo, email) == [(0, 0, 0)]
    name, content = journey.download()
    assert name.endswith(".pdf")
    assert content.startswith(b"%PDF-")
    assert b"%%EOF" in content[-64:]
    assert counts(demo, email) == [(1, 1, 1)]
    assert demo.postbox.count(email) == 1


@JAVASCRIPT
def test_visitor_changes_an_answer_after_checking_it(javascript, open_page, demo):
    page = open_page(javascript=javascript)
    page.goto(NORTH_WEST)
    page.get_by_label("Your name").fill("Bren Whitely")
    page.get_by_label("Email address").fill("bren@example.org")
    page.locator("[name=organisation_type][value=individual]").check()
    page.get_by_label("Just look, for now").check()
    page.wait_for_timeout(1100)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Change my answers").click()
    expect(page.locator(".nhsuk-error-summary")).to_have_count(0)
    expect(page.get_by_label("Your name")).to_have_value("Bren Whitely")
    expect(page.get_by_label("Just look, for now")).to_be_checked()
    page.get_by_label("Your name").fill("Brenda Whitely")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".nhsuk-summary-list")).to_contain_text("Brenda Whitely")
    assert demo.sql("SELECT count(*) FROM toolkit_orders_order WHERE email = 'bren@example.org'") == [(0,)]


class Keyboard:
    """Everything by keys: Tab to it, type, arrows in radios and lists, Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, what: str, selector: str) -> None:
        for _press in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
                return
        raise AssertionError(f"Tab does not reach {what}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, what: str, selector: str, value: str) -> None:
        """Go down a list with the arrow: typing its words reaches them on the keyboard of their own script only."""
        self.tab_to(what, selector)
        for _press in range(self.page.locator(f"{selector} option").count()):
            if self.page.locator(selector).input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not in {what}")

    def follow(self, what: str, selector: str, *, key: str = "Enter") -> None:
        self.tab_to(what, selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_visitor_asks_for_the_toolkit_by_keyboard_alone(language, open_page, demo):
    page = open_page()
    keys = Keyboard(page)
    email = f"kit-{language}@example.org"
    journey = Journey(page, email, True, language)
    page.goto(f"{journey.prefix}/good-practice/")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.className") == "nhsuk-skip-link"
    keys.press("Enter")
    keys.tab_to("a filter", "#sector-voluntary")
    keys.press("Space")
    keys.follow("the button below the filters", ".hub-filters__form button")
    assert "sector=voluntary" in page.url
    keys.follow("the first story", ".hub-gallery__lead h3 a")
    keys.follow("the next step", ".hub-next-step a")
    keys.choose("the list of areas", "select#area", "north-west")
    keys.follow("the button below it", ".hub-request-box button")
    assert f"{journey.prefix}{NORTH_WEST}" in page.url

    keys.tab_to("the name", "#id_name")
    page.keyboard.type("Kit Moran")
    page.wait_for_timeout(1100)
    keys.follow("Continue", ".hub-request__form button")
    assert journey.starting("Error:").match(page.title())
    focused = page.evaluate("document.activeElement.className")
    assert "nhsuk-error-summary" in focused, "the summary takes the focus when a page comes back with mistakes"
    with_error = page.locator(".nhsuk-error-summary__list a").first.get_attribute("href")
    keys.tab_to("the first message", ".nhsuk-error-summary__list a")
    keys.press("Enter")
    assert page.evaluate("'#' + document.activeElement.id") == with_error == "#id_email"
    page.keyboard.type(email)
    keys.tab_to("who it is for", "[name=organisation_type]")
    keys.press("ArrowDown", "ArrowDown")
    keys.tab_to("the page's own question", "[name^=q-][type=radio]")
    keys.press("Space")
    keys.follow("Continue", ".hub-request__form button")
    expect(page.get_by_role("heading", level=1)).to_have_text(journey.say("Check your answers"))
    keys.follow("Send", "button[value=send]")
    expect(page.locator(".hub-done__reference")).to_contain_text("CLH-")
    assert demo.sql("SELECT name, organisation_type, area_slug, locale FROM toolkit_orders_order WHERE email = ?", email) == [
        ("Kit Moran", "voluntary", "north-west", language)
    ]
