"""The theme in every script: no left and right of its own, air for Nastaliq, and what rtlcss cannot turn round."""

import re

import pytest

from tests.hub.theme_build import THEME, built

SCSS = THEME / "scss"
# what a browser gets as it stands: rtlcss does not read it
AS_IT_STANDS = "rtl.scss"
SOURCES = sorted(path for path in SCSS.rglob("*.scss") if path.name != AS_IT_STANDS)

SIDE = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:left|right)\s*:"
    r"|(?:text-align|float|clear|justify-content|(?:background|object)-position|transform-origin)\s*:[^;]*\b(?:left|right)\b"
    r"|translateX\(|rotate\(|box-shadow:\s*(?:inset\s+)?-?[1-9.])"
)
FOUR_SIDES = re.compile(r"(?<![\w-])(margin|padding|inset|border-(?:width|color|style|radius))\s*:\s*([^;{}]+);")
# line heights that need no air: reason
LINES = {
    "inherit": "what stands round it has it",
    "1": "a figure in a mark, and words of another script in a line",
    "1.5rem": "the strip of languages: one word, and as high in every script",
}
SMALLEST = {
    "inherit": "what stands round it has it",
    "0.75rem": "PDF, in capitals, on a drawn sheet",
    "11pt": "paper",
    "18pt": "paper",
    "9pt": "paper",
}


def code(path):
    return re.sub(r"//[^\n]*", "", path.read_text())


def values(text):
    """Split "0 calc(1px + 2px) 3px" into its three values."""
    return re.findall(r"(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", text.replace("!important", ""))


def is_lopsided(name, text):
    found = values(text)
    if len(found) != 4:
        return False
    return found[0] != found[1] or found[2] != found[3] if name == "border-radius" else found[1] != found[3]


def physical(text):
    """What would stay on its side when the script turns round: properties, keywords, and shorthands with two different sides."""
    return [hit.group() for hit in SIDE.finditer(text)] + [
        hit.group() for hit in FOUR_SIDES.finditer(text) if is_lopsided(*hit.groups())
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_our_rules_have_no_left_or_right(path):
    assert physical(code(path)) == []


@pytest.mark.parametrize(
    "rule",
    [
        "margin-left: 1px;",
        "padding: 0 1px 0 calc(1px + (2px));",
        "border-radius: 0 4px 4px 0;",
        "text-align: right;",
        "left: 0;",
        "float: left;",
        "box-shadow: inset 4px 0 red;",
        "transform: rotate(45deg);",
    ],
)
def test_a_rule_with_a_side_would_be_noticed(rule):
    assert physical(f"a {{ {rule} }}")


@pytest.mark.parametrize(
    "rule",
    ["margin: 1px 2px 3px 2px;", "padding-inline-start: 0;", "text-align: start;", "border-radius: 4px;", "box-shadow: 0 4px red;"],
)
def test_a_rule_without_a_side_is_let_through(rule):
    assert physical(f"a {{ {rule} }}") == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_line_has_the_air_its_script_needs(path):
    """A line height of ours goes through ``tools.leading``; otherwise Nastaliq's descenders meet the line below."""
    found = re.findall(r"line-height:\s*([^;]+);", code(path))
    assert [line for line in found if line not in LINES and "tools.leading(" not in line and "--hub-air" not in line] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_text_is_smaller_than_its_script_can_bear(path):
    found = re.findall(r"(?<![\w-])font-size:\s*([^;]+);", code(path))
    assert [size for size in found if size not in SMALLEST and not re.search(r"tools\.(size|fluid)\(|--hub-least", size)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_letters_that_join_are_never_spaced(path):
    assert [space for space in re.findall(r"letter-spacing:\s*([^;]+);", code(path)) if not space.startswith("tools.spread(")] == []


def settings_of(language):
    """What the stylesheet sets for a language: {"--hub-air": "2.1", …}."""
    rules = re.findall(r"((?:\[lang\|=\"?\w+\"?\],?)+)\{([^}]*)\}", built("hub.css"))
    body = next(body for selectors, body in rules if language in re.findall(r"\w{2,3}(?=\"?\])", selectors))
    return {name: value.strip() for name, value in (part.split(":", 1) for part in body.split(";") if part.startswith("--"))}


def test_urdu_is_set_in_nastaliq_with_air_and_falls_back_to_naskh():
    urdu = settings_of("ur")
    fonts = [font.strip(' "') for font in urdu["--hub-sans"].split(",")]
    assert fonts.index("Noto Nastaliq Urdu") < fonts.index("Noto Naskh Arabic") < fonts.index("Segoe UI")
    assert urdu["--hub-serif"] == "var(--hub-sans)"
    assert float(urdu["--hub-air"]) >= 2
    assert urdu["--hub-spread"] == "0"


def test_a_text_in_another_language_has_its_own_fonts_and_air():
    css = built("hub.css")
    everywhere = re.search(r":root,\[lang\]\{([^}]*)\}", css)
    assert everywhere
    assert {name.split(":")[0] for name in everywhere[1].split(";") if name} == set(settings_of("ur"))
    assert css.index(everywhere.group()) < css.index("[lang|=")  # the same weight: the later one wins


@pytest.mark.parametrize(
    "rule",
    [
        ".nhsuk-checkboxes__label::after{right:-0.0625rem",
        ".nhsuk-details:not([open])>.nhsuk-details__summary::before{clip-path:polygon(100% 0",
        ".nhsuk-breadcrumb__list-item::before{transform:translateX(-0.14em) rotate(45deg)",
        ".nhsuk-header__navigation{overflow-x:clip",
    ],
)
def test_what_rtlcss_gets_wrong_is_put_right_after_it_and_only_there(rule):
    left, right = built("hub.css"), built("hub.rtl.css")
    assert rule not in left
    assert right.rindex(rule) > right.rindex("@media print")
