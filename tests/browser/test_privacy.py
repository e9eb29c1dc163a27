"""What a visit leaves behind, and what a page may do: cookies, requests, headers."""

from __future__ import annotations

import pytest
import requests

from tests.browser.page_types import NAMES, PAGE_TYPES

# a page with a form that has consequences carries the CSRF cookie, and nothing else ever does
WITH_FORM = {"request", "request national", "request with errors", "request check", "request confirmation"}
# each is reached through a request page in the same browser
PLAIN = [page_type for page_type in PAGE_TYPES if page_type.name not in WITH_FORM]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("page_type", PLAIN, ids=[page_type.name for page_type in PLAIN])
def test_page_without_a_form_sets_no_cookie_and_stores_nothing(page_type, open_page, guard, places):
    guard.expected = {page_type.status} - {200}
    page = open_page()
    page_type.open(page, places)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


@pytest.mark.parametrize("page_type", [kind for kind in PAGE_TYPES if kind.name in WITH_FORM], ids=lambda kind: kind.name)
def test_request_page_sets_the_csrf_cookie_only(page_type, open_page, guard, places):
    guard.expected = {page_type.status} - {200}
    page = open_page()
    page_type.open(page, places)
    cookies = page.context.cookies()
    assert [cookie["name"] for cookie in cookies] == ["csrftoken"]
    assert cookies[0]["sameSite"] in {"Lax", "Strict"}


@pytest.mark.parametrize("name", NAMES)
def test_page_and_all_it_loads_come_from_this_machine(name, open_page, guard, places):
    """The guard fails the test for any other host, for a refusal of the content policy, and for a file that is missing."""
    page_type = PAGE_TYPES[NAMES.index(name)]
    guard.expected = {page_type.status} - {200}
    page = open_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page_type.open(page, places)
    page.mouse.wheel(0, 20_000)  # lazy pictures
    page.wait_for_load_state("networkidle")
    assert any(url.endswith("hub.css") for url in seen)
    assert any(url.endswith("hub.js") for url in seen)


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


def test_the_guard_notices_a_request_to_another_host(open_page, guard):
    page = open_page()
    page.goto("/")
    page.evaluate("fetch('http://localhost:9/picture.png').catch(() => 0)")
    page.wait_for_timeout(200)
    noticed = list(guard.faults)
    guard.faults.clear()
    assert any("off this machine" in fault for fault in noticed)
    assert any("Content Security Policy" in fault for fault in noticed)
