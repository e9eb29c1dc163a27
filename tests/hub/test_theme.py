"""What the theme build makes: one stylesheet for each direction, one script, nothing from another machine."""

import gzip
import json
import re

import pytest

from hub.patchwork import HUB, contrast
from tests.hub.theme_build import BUILT, THEME, built

SOURCES = sorted((THEME / "scss").rglob("*.scss"))


def tokens():
    return dict(re.findall(r"--hub-([a-z]+):\s*(#[0-9a-f]{6})", (THEME / "scss" / "_tokens.scss").read_text()))


@pytest.mark.parametrize("name", ["hub.css", "hub.rtl.css", "hub.js", "favicon.svg", "LICENCE-nhsuk-frontend.txt"])
def test_the_build_makes_every_file_the_pages_and_the_licence_need(name):
    assert built(name)


def test_the_build_holds_nothing_else():
    built("hub.css")
    assert {path.name for path in BUILT.iterdir()} == {
        "hub.css",
        "hub.rtl.css",
        "hub.js",
        "favicon.svg",
        "LICENCE-nhsuk-frontend.txt",
        "images",
    }


@pytest.mark.parametrize("name", ["hub.css", "hub.rtl.css"])
def test_a_stylesheet_asks_no_other_machine_for_anything(name):
    css = built(name)
    assert not re.search(r"url\(\s*[\"']?(https?:)?//", css)
    assert "@import" not in css
    assert "@font-face" not in css
    assert "assets.nhs.uk" not in css


def voices(css):
    """Every value the two font stacks are given, by language or none: {"sans": [...], "serif": [...]}."""
    return {name: re.findall(rf"--hub-{name}:\s*([^;}}]*)", css) for name in ("sans", "serif")}


def test_the_body_has_a_font_of_its_own_so_that_no_page_is_set_in_times():
    css = built("hub.css")
    bodies = re.findall(r"(?:^|[}])body\{([^}]*)\}", css)
    families = [family for body in bodies for family in re.findall(r"font-family:([^;}]*)", body)]
    assert families[-1:] == ["var(--hub-sans)"]
    assert voices(css)["sans"][0].startswith("-apple-system,")


def test_every_font_stack_ends_in_a_sans_or_a_monospace_and_names_neither_times_nor_frutiger():
    css = built("hub.css")
    ours = {"inherit", "var(--hub-sans)", "var(--hub-serif)"}
    stacks = set(re.findall(r"(?<!-)font-family:([^;}!]*)", css)) | {stack for named in voices(css).values() for stack in named}
    assert {"var(--hub-sans)", "var(--hub-serif)"} <= stacks
    assert [stack for stack in stacks - ours if not stack.strip().endswith(("sans-serif", "monospace"))] == []
    assert not re.search(r"times|frutiger", " ".join(stacks), re.IGNORECASE)


def test_style_and_script_travel_in_at_most_50_kb_in_either_direction():
    for sheet in ("hub.css", "hub.rtl.css"):
        sizes = {name: len(gzip.compress(built(name).encode(), 9)) for name in (sheet, "hub.js")}
        assert sum(sizes.values()) <= 50_000, sizes


def test_the_stylesheet_for_scripts_from_the_right_is_mirrored():
    left, right = built("hub.css"), built("hub.rtl.css")
    rule = re.compile(r"\.nhsuk-form-group--error\{[^}]*?border-(left|right):")
    assert rule.search(left)[1] == "left"
    assert rule.search(right)[1] == "right"


def test_the_script_stands_alone():
    script = built("hub.js")
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    assert "sourceMappingURL" not in script
    assert not re.search(r"https?://", script)


def test_no_part_of_ours_draws_the_nhs_mark():
    for name in ("hub.js", "favicon.svg"):
        assert "NHS" not in built(name).replace("NHSUK", "").replace("NHS.UK", "")


def test_nothing_moves():
    for path in SOURCES:
        assert not re.search(r"\b(animation|transition)\b|@keyframes", path.read_text()), path.name


def test_the_tokens_are_the_colours_the_drawings_use():
    found = tokens()
    assert {name: found[name] for name in ("deep", "bright", "tint", "mid", "paper", "spark", "ink")} == {
        name: getattr(HUB, name) for name in ("deep", "bright", "tint", "mid", "paper", "spark", "ink")
    }


PAIRS = [
    ("ink", "paper", 7),
    ("ink", "mist", 7),
    ("ink", "bright", 7),
    ("ink", "focus", 7),
    ("soft", "paper", 4.5),
    ("soft", "mist", 4.5),
    ("link", "paper", 4.5),
    ("link", "mist", 4.5),
    ("visited", "mist", 4.5),
    ("error", "paper", 4.5),
    ("bright", "deep", 4.5),
    ("edge", "paper", 3),
]


@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(text, ground, least):
    found = tokens()
    assert contrast(found[text], found[ground]) >= least


def test_the_lock_names_no_place_to_fetch_from():
    lock = json.loads((THEME / "package-lock.json").read_text())
    assert lock["packages"]
    assert not [name for name, entry in lock["packages"].items() if entry.get("resolved")]


def test_every_package_of_the_build_is_pinned_and_locked():
    asked = json.loads((THEME / "package.json").read_text())["devDependencies"]
    locked = json.loads((THEME / "package-lock.json").read_text())["packages"]
    assert asked == {name: locked[f"node_modules/{name}"]["version"] for name in asked}
    assert all(locked[f"node_modules/{name}"].get("integrity") for name in asked)
