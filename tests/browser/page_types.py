"""Every type of page a visitor can meet, and how to get there in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote

from playwright.sync_api import Page, Response

from tests.browser.visitors import NORTH_WEST

STORIES = "/academies/north-west/stories/"


@dataclass(frozen=True)
class Places:
    """Addresses that exist only after somebody asked for a toolkit: a link that works, two that do not, and a mail."""

    link: str
    expired: str
    revoked: str
    urdu_link: str
    mail: str


@dataclass(frozen=True)
class PageType:
    """``address`` may name one of the ``Places``; ``steps`` go on from there and return the last answer."""

    name: str
    address: str
    status: int = 200
    steps: Callable[[Page], Response] | None = None
    language: str = "en"

    def open(self, page: Page, places: Places) -> Response:
        response = page.goto(self.address.format(places=places))
        if self.steps:
            response = self.steps(page)
        assert response.status == self.status, (response.status, response.url)
        return response


# by their place in the form, not by their words: those are in the language of the page
CONTINUE = ".hub-request__form button[type=submit]"
SEND = "button[value=send]"


def submit(page: Page, button: str) -> Response:
    """Press a button that sends a form, and return the page that answers."""
    with page.expect_navigation() as answer:
        page.locator(button).click()
    return answer.value


def fill_in(page: Page, *, email: str, name: str = "Ama Boateng") -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("[name=organisation_type][value=voluntary]").check()
    page.locator("[type=radio][name^=q-]").nth(1).check()
    page.wait_for_timeout(1100)  # a form sent within a second of being opened is asked again


def with_errors(page: Page) -> Response:
    page.wait_for_timeout(1100)
    return submit(page, CONTINUE)


def checked(page: Page) -> Response:
    fill_in(page, email="page-types@example.org")
    return submit(page, CONTINUE)


def sent(page: Page) -> Response:
    checked(page)
    return submit(page, SEND)


IN_ENGLISH = (
    PageType("home", "/"),
    PageType("gallery", "/good-practice/"),
    PageType("gallery filtered", "/good-practice/?level=organisational&principle=7&q=meeting"),
    PageType("gallery empty", "/good-practice/?level=individual&topic=dementia&q=submarine"),
    PageType("gallery page 2", "/good-practice/?page=2&sort=a-z"),
    PageType("story case study", f"{STORIES}five-seats-at-every-table/"),
    PageType("story own words", f"{STORIES}i-ran-my-own-review/"),
    PageType("story with notice", f"{STORIES}a-helpline-you-can-see/"),
    PageType("story index", STORIES),
    PageType("academies", "/academies/"),
    PageType("academy", "/academies/north-west/"),
    PageType("toolkits", "/toolkits/"),
    PageType("toolkit", "/toolkits/citizen-leadership/"),
    PageType("toolkit without area", "/toolkits/citizen-leadership/?area="),
    PageType("promotion pack", "/promotion-pack/"),
    PageType("request", NORTH_WEST),
    PageType("request national", "/toolkits/request/"),
    PageType("request with errors", NORTH_WEST, steps=with_errors),
    PageType("request check", NORTH_WEST, steps=checked),
    PageType("request confirmation", NORTH_WEST, steps=sent),
    PageType("link", "{places.link}"),
    PageType("link expired", "{places.expired}", status=410),
    PageType("link revoked", "{places.revoked}", status=410),
    PageType("search", "/search/"),
    PageType("search results", "/search/?q=housing"),
    PageType("search none", "/search/?q=submarine"),
    PageType("standard", "/accessibility/"),
    PageType("not found", "/no-such-page/", status=404),
    PageType("development mail", "/dev/mail/"),
    PageType("development mail message", "{places.mail}"),
)


def in_urdu(name: str, address: str = "", **changes: object) -> PageType:
    """Return a page as it is in Urdu: below its prefix, unless ``address`` says where."""
    english = next(page_type for page_type in IN_ENGLISH if page_type.name == name)
    changed = {"name": f"{name} in Urdu", "address": address or f"/ur{english.address}", "language": "ur", **changes}
    return replace(english, **changed)


IN_URDU = (
    *(
        in_urdu(name)
        for name in (
            "home",
            "gallery",
            "gallery empty",
            "story case study",
            "story index",
            "academies",
            "academy",
            "toolkits",
            "toolkit",
            "toolkit without area",
            "request",
            "request national",
            "request with errors",
            "request check",
            "request confirmation",
            "search",
            "search none",
            "standard",
            "not found",
        )
    ),
    in_urdu("gallery filtered", "/ur/good-practice/?level=organisational&principle=7"),
    in_urdu("search results", f"/ur/search/?q={quote('شمال')}"),
    in_urdu("link", "{places.urdu_link}"),
    PageType("not in your language", "/ur/academies/wales/", status=404, language="ur"),
)
PAGE_TYPES = IN_ENGLISH + IN_URDU
NAMES = [page_type.name for page_type in PAGE_TYPES]
