"""What eyes and hands meet: width, text size, targets, focus, fonts, paper, forced colours, motion."""

from __future__ import annotations

import pytest

from tests.browser.page_types import NAMES, PAGE_TYPES

BY_NAME = {page_type.name: page_type for page_type in PAGE_TYPES}
BIG_TEXT = "document.documentElement.style.fontSize = '200%'"
PICTURED = ["home", "gallery filtered", "story with notice", "toolkit", "request with errors", "promotion pack"]
PICTURED_URDU = ["home in Urdu", "gallery filtered in Urdu", "story case study in Urdu", "request with errors in Urdu"]

SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
        .map(element => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.right > width + 1 || box.left < -1)
        .map(([{tagName, className}, box]) => [`${tagName}.${className}`, Math.round(box.left), Math.round(box.right)])
        .map(([name, left, right]) => `${name} from ${left} to ${right} of ${width}`)
        .slice(0, 8);
}"""
# WCAG 2.5.8: 24 px, but for links inside a sentence, and for lower ones with 24 px of room around them; a box and its label are one
SMALL = """() => {
    const shown = element => element.checkVisibility({opacityProperty: false, visibilityProperty: true}) && element.tabIndex >= 0;
    const inSentence = link => {
        const around = link.closest('p, li, dd, td, h1, h2, h3, h4, legend, label') ?? link.parentElement;
        const flows = link.tagName === 'A' && getComputedStyle(link).display.startsWith('inline');
        return flows && around.innerText.trim() !== link.innerText.trim();
    };
    const box = element => {
        const boxes = [element, ...(element.labels ?? [])].map(part => part.getBoundingClientRect());
        return boxes.reduce((best, next) => next.width * next.height > best.width * best.height ? next : best);
    };
    const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
        .filter(element => shown(element) && !element.closest('.hub-visually-hidden, .nhsuk-skip-link, label'))
        .map(element => ({element, box: box(element)}));
    const near = (one, other) => {
        const x = one.left + one.width / 2, y = one.top + one.height / 2;
        const aside = Math.max(other.left - x, 0, x - other.right), above = Math.max(other.top - y, 0, y - other.bottom);
        return Math.hypot(aside, above) < 12;
    };
    const large = target => target.box.width >= 24 && target.box.height >= 24;
    return targets
        .filter(target => !large(target) && !inSentence(target.element))
        .filter(target => targets.some(other => !other.element.contains(target.element) && near(target.box, other.box)))
        .map(({element, box}) => `${element.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`);
}"""
FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element), label = element.labels?.[0];
    const box = element.getBoundingClientRect();
    const ring = part => (part.outlineStyle !== 'none' && parseFloat(part.outlineWidth) >= 2) || part.boxShadow !== 'none';
    const marked = ring(style) || (label && (ring(getComputedStyle(label)) || ring(getComputedStyle(label, '::before'))));
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return {
        name: element.outerHTML.slice(0, 120),
        marked: Boolean(marked),
        inside: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
        covered: !(top && ([element, ...(element.labels ?? [])].some(part => part.contains(top)) || top.contains(element))),
    };
}"""
MOVING = """() => [
    ...document.getAnimations().map(animation => `runs: ${animation.animationName ?? animation.transitionProperty}`),
    ...[...document.querySelectorAll('*')]
        .flatMap(element => ['', '::before', '::after'].map(part => [element, getComputedStyle(element, part)]))
        .filter(([, style]) => style.animationName !== 'none'
            || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0.01)
            || style.scrollBehavior === 'smooth')
        .map(([element]) => `${element.tagName}.${element.className}`),
]"""


def opened(name: str, page, guard, places):
    guard.expected = {BY_NAME[name].status} - {200}
    BY_NAME[name].open(page, places)
    return page


@pytest.mark.parametrize("name", NAMES)
def test_page_fits_320_pixels_and_text_twice_as_large_with_targets_to_hit_and_no_motion_for_who_wants_none(
    name, open_page, guard, places, artefacts
):
    page = opened(name, open_page(width=320, height=700, reduced_motion="reduce"), guard, places)
    for width in (1280, 320):  # kept for people to look at
        page.set_viewport_size({"width": width, "height": 700})
        page.screenshot(path=artefacts / f"{width}-{name.replace(' ', '-')}.png", full_page=True)
    assert page.evaluate(SIDEWAYS) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(MOVING) == []
    page.evaluate(BIG_TEXT)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 30
    for width in (1280, 640):
        page.set_viewport_size({"width": width, "height": 800})
        assert (width, page.evaluate(SIDEWAYS)) == (width, [])


def test_the_checks_notice_what_they_are_for(open_page, guard, places):
    page = opened("standard", open_page(width=320), guard, places)
    page.evaluate(
        """() => {
            for (const text of ['one', 'two']) {
                const box = document.createElement('button');
                box.style.cssText = 'width: 900px; height: 9px; padding: 0; margin: 0; min-height: 0; display: block';
                box.style.transition = 'width 2s';
                document.querySelector('main').append(box);
            }
        }"""
    )
    assert page.evaluate(SIDEWAYS)
    assert page.evaluate(SMALL)
    assert page.evaluate(MOVING)


FOCUSED = ["home", "gallery", "story case study", "toolkit", "request with errors"]


@pytest.mark.parametrize("name", [*FOCUSED, "link", *(f"{name} in Urdu" for name in FOCUSED)])
def test_tab_starts_at_the_skip_link_and_the_focus_is_always_seen(name, open_page, guard, places):
    page = opened(name, open_page(), guard, places)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.goto(page.url) if "with errors" not in name else page.locator("body").press("Control+Home")
    seen = []
    for _press in range(45):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        seen.append(stop)
    if "with errors" not in name:  # there the summary has the focus, and Tab goes on from it
        assert "nhsuk-skip-link" in seen[0]["name"]
    assert len(seen) >= 8
    assert [stop for stop in seen if not stop["marked"] or not stop["inside"] or stop["covered"]] == []


def test_skip_link_leads_to_the_content(open_page):
    page = open_page()
    page.goto("/good-practice/")
    page.keyboard.press("Tab")
    assert page.locator(".nhsuk-skip-link").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def fonts_of(page, selector: str) -> dict[str, int]:
    """Return the fonts Chromium really drew the text of an element with, and how many letters."""
    client = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        client.send(f"{domain}.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    found: dict[str, int] = {}
    for node in client.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]:
        for font in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            found[font["familyName"]] = found.get(font["familyName"], 0) + int(font["glyphCount"])
    return found


LATIN_FONTS = {
    "Noto Sans",
    "Noto Serif",
    "Noto Sans Mono",
    "DejaVu Sans Mono",
    "Noto Sans Symbols",
    "Noto Sans Symbols2",
    "Noto Sans Math",
}
TEXT = "body *:not(svg):not(svg *)"
DRAWN = ["home", "gallery", "story case study", "toolkit", "request", "request confirmation", "not found"]


@pytest.mark.parametrize("name", DRAWN)
def test_text_is_drawn_in_the_fonts_of_the_theme(name, open_page, guard, places):
    page = opened(name, open_page(), guard, places)
    stack = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert stack.startswith('-apple-system, BlinkMacSystemFont, "Segoe UI"')
    assert stack.endswith("sans-serif")
    # the name of a language is written in its own script
    assert set(fonts_of(page, TEXT)) <= LATIN_FONTS | {"Noto Nastaliq Urdu"}
    assert set(fonts_of(page, "h1")) == {"Noto Serif"}
    assert fonts_of(page, "main p")["Noto Sans"] > 20


@pytest.mark.parametrize("name", DRAWN)
def test_urdu_is_drawn_in_nastaliq_with_room_between_the_lines(name, open_page, guard, places):
    page = opened(f"{name} in Urdu", open_page(), guard, places)
    drawn = fonts_of(page, TEXT)
    assert set(drawn) <= LATIN_FONTS | {"Noto Nastaliq Urdu"}
    assert drawn["Noto Nastaliq Urdu"] > sum(count for font, count in drawn.items() if font != "Noto Nastaliq Urdu")
    heights = page.evaluate(
        """() => [...document.querySelectorAll('main :is(p, li, h1, h2, h3, label)')]
            .filter(element => element.checkVisibility() && element.innerText.trim())
            .filter(element => !element.closest('[lang=en], .hub-visually-hidden'))
            .map(element => [getComputedStyle(element), element.outerHTML.slice(0, 80)])
            .filter(([style]) => parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.7)
            .map(([style, html]) => `${style.lineHeight} for ${style.fontSize}: ${html}`)"""
    )
    assert heights == []


@pytest.mark.parametrize("name", PICTURED + PICTURED_URDU)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_buttons_and_fields_keep_an_edge_in_forced_colours(name, scheme, open_page, guard, places, artefacts):
    page = opened(name, open_page(forced_colors="active", color_scheme=scheme), guard, places)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    edgeless = page.evaluate(
        """() => [...document.querySelectorAll('main :is(.hub-button, .nhsuk-button, .nhsuk-input, .nhsuk-select, .hub-chip)')]
            .filter(element => element.checkVisibility())
            .filter(element => !['borderTopWidth', 'outlineWidth'].some(edge => parseFloat(getComputedStyle(element)[edge]) >= 1))
            .map(element => element.outerHTML.slice(0, 100))"""
    )
    page.screenshot(path=artefacts / f"forced-{scheme}-{name.replace(' ', '-')}.png", full_page=True)
    assert edgeless == []


@pytest.mark.parametrize("name", PICTURED)
def test_paper_has_the_content_and_not_the_furniture(name, open_page, guard, places, artefacts):
    page = opened(name, open_page(), guard, places)
    page.emulate_media(media="print")
    page.screenshot(path=artefacts / f"print-{name.replace(' ', '-')}.png", full_page=True)
    page.pdf(path=artefacts / f"print-{name.replace(' ', '-')}.pdf", format="A4")
    assert page.get_by_role("heading", level=1).is_visible()
    for furniture in ("header .hub-menu", "footer nav", ".nhsuk-skip-link", ".hub-no-print", ".hub-filters"):
        assert not [part for part in page.locator(furniture).all() if part.is_visible()], furniture
    if name.startswith("story"):
        assert page.locator(".hub-print-only").first.is_visible()
        assert "Printed from the version of" in page.locator(".hub-story__imprint").inner_text()
