"""axe on every type of page, on a desktop and on a phone. Automatic checks find a third of what people meet; see docs."""

from __future__ import annotations

import pytest

from tests.browser.page_types import NAMES, PAGE_TYPES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# "region" flags the back link before <main>, where NHS and GOV.UK services have it, and where screen reader users look for it
RUN = """async (rules) => {
    const found = await axe.run(document, {
        runOnly: {type: 'tag', values: rules},
        rules: {region: {enabled: false}},
        resultTypes: ['violations'],
    });
    return {
        checked: found.passes.length,
        violations: found.violations.flatMap(rule => rule.nodes.map(
            node => `${rule.id}: ${node.target.join(' ')} ${node.failureSummary}`
        )),
    };
}"""


def axe(page, source: str) -> dict:
    page.evaluate(source)
    return page.evaluate(RUN, RULES)


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=NAMES)
def test_page_has_no_accessibility_fault_on_a_desktop_or_a_phone(page_type, open_page, guard, places, axe_source):
    guard.expected = {page_type.status} - {200}
    page = open_page(width=1280)
    page_type.open(page, places)
    desktop = axe(page, axe_source)
    page.set_viewport_size({"width": 320, "height": 700})
    phone = axe(page, axe_source)
    assert min(desktop["checked"], phone["checked"]) > 10
    assert {"1280 px": desktop["violations"], "320 px": phone["violations"]} == {"1280 px": [], "320 px": []}


def test_phone_menu_and_filters_have_no_accessibility_fault_when_they_are_open(open_page, axe_source):
    page = open_page(width=320, height=700)
    page.goto("/good-practice/")
    for opener in page.locator("summary").all():
        if opener.is_visible():
            opener.click()
    assert page.get_by_role("button", name="Apply filters").is_visible()
    assert page.get_by_role("navigation", name="Main").is_visible()
    assert axe(page, axe_source)["violations"] == []


def test_the_checks_find_a_fault_that_is_put_in(open_page, axe_source):
    page = open_page()
    page.goto("/accessibility/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.ico\"><a href=\"/\"></a>')")
    found = {line.split(":")[0] for line in axe(page, axe_source)["violations"]}
    assert {"image-alt", "link-name"} <= found
