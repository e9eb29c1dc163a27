"""What a visit leaves behind, and what a page may do: cookies, requests, headers."""

from __future__ import annotations

import pytest
import requests

from tests.browser.page_types import NAMES, PAGE_TYPES

# a page with a form that has consequences carries the CSRF cookie, and nothing else ever does
WITH_FORM = {"request", "request national", "request with errors", "request check", "request confirmation"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=NAMES)
def test_page_stays_on_this_machine_and_leaves_nothing_but_the_cookie_of_its_form(page_type, open_page, guard, places):
    """The guard fails the test for any other host, for a refusal of the content policy, and for a file that is missing."""
    guard.expected = {page_type.status} - {200}
    page = open_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page_type.open(page, places)
    page.mouse.wheel(0, 20_000)  # lazy pictures
    page.wait_for_timeout(250)
    assert any(url.endswith("hub.rtl.css" if page_type.language == "ur" else "hub.css") for url in seen)
    assert any(url.endswith("hub.js") for url in seen)
    cookies = page.context.cookies()
    assert [cookie["name"] for cookie in cookies] == (["csrftoken"] if page_type.name.removesuffix(" in Urdu") in WITH_FORM else [])
    assert {cookie["sameSite"] for cookie in cookies} <= {"Lax", "Strict"}
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize("page_type", [kind for kind in PAGE_TYPES if not kind.steps], ids=lambda kind: kind.name)
def test_page_has_the_security_headers(page_type, demo, places):
    answer = requests.get(demo.url + page_type.address.format(places=places), timeout=30)
    assert answer.status_code == page_type.status
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["object-src"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("name", ["link", "link expired", "link revoked"])
def test_a_mailed_link_is_neither_kept_nor_indexed_nor_passed_on(name, demo, places):
    answer = requests.get(demo.url + PAGE_TYPES[NAMES.index(name)].address.format(places=places), timeout=30)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_the_guard_notices_another_host_and_a_refusal_of_the_content_policy(open_page, guard, demo):
    page = open_page()
    page.goto(demo.url.replace("127.0.0.1", "localhost"))
    page.evaluate("fetch('http://localhost:9/picture.png').catch(() => 0)")
    page.wait_for_timeout(300)
    noticed = " ".join(guard.faults)
    guard.faults.clear()
    assert "off this machine: http://localhost" in noticed
    assert "Content Security Policy" in noticed
