"""The HTML itself: what the Nu validator says, headings, titles and languages of every type of page, as the server sent them."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from tests.browser.page_types import NAMES, PAGE_TYPES
from tests.browser.running import NODE_MODULES

VALIDATOR = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
# a search, a mail and a closed link have one title whatever they hold
SAME_TITLE = {"link revoked": "link expired"}


def validate(*files: Path) -> dict[str, list[str]]:
    """Return the errors of the Nu validator by file name; one JVM for all."""
    command = ["java", "-jar", str(VALIDATOR), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    found: dict[str, list[str]] = defaultdict(list)
    for message in json.loads(done.stdout)["messages"]:
        if message["type"] != "info":
            where = message.get("url", "").rsplit("/", 1)[-1]
            found[where].append(f"line {message.get('lastLine')}: {message['message']} {message.get('extract', '')[:160]!r}")
    return dict(found)


def test_the_validator_finds_no_error_on_any_type_of_page(saved):
    files = sorted(saved.folder.glob("*.html"))
    assert len(files) == len(PAGE_TYPES)
    assert validate(*files) == {}


def test_the_validator_finds_an_error_that_is_put_in(saved, tmp_path):
    broken = tmp_path / "broken.html"
    broken.write_text((saved.folder / "home.html").read_text().replace("</main>", "<p><div></p></main>"))
    assert validate(broken)["broken.html"]


@pytest.mark.parametrize("name", NAMES)
def test_page_has_one_main_heading_and_skips_no_level(name, saved):
    levels = [int(tag.name[1]) for tag in saved.pages[name].find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels.count(1) == 1
    before_main_heading, after = levels[: levels.index(1)], levels[levels.index(1) :]
    assert set(before_main_heading) <= {2}  # an error summary stands before the heading, as in NHS services
    jumps = [(upper, lower) for upper, lower in zip(after, after[1:], strict=False) if lower > upper + 1]
    assert jumps == []


def test_every_heading_says_something(saved):
    silent = [
        name
        for name, page in saved.pages.items()
        for tag in page.find_all(["h1", "h2", "h3", "h4"])
        if not tag.get_text(strip=True)
    ]
    assert silent == []


def test_each_type_of_page_has_a_title_of_its_own(saved):
    titles = {name: " ".join(page.title.get_text().split()) for name, page in saved.pages.items()}
    hub = {kind.name: "شہری قیادت" if kind.language == "ur" else " – Citizen Leadership Hub" for kind in PAGE_TYPES}
    assert {name: title for name, title in titles.items() if hub[name] not in title or len(title) <= len(hub[name]) + 4} == {}
    by_title = defaultdict(list)
    for name, title in titles.items():
        if name not in SAME_TITLE:
            by_title[title].append(name)
    assert {title: names for title, names in by_title.items() if len(names) > 1} == {}


def test_a_page_with_a_mistake_says_so_first_in_its_title(saved):
    starts = {name for name, page in saved.pages.items() if page.title.get_text().strip().startswith(("Error:", "غلطی:"))}
    with_mistakes = {"request with errors", "toolkit without area"}
    assert starts == with_mistakes | {f"{name} in Urdu" for name in with_mistakes}


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=NAMES)
def test_page_names_its_language_and_direction(page_type, saved):
    html = saved.pages[page_type.name].html
    assert (html["lang"], html["dir"]) == (page_type.language, "rtl" if page_type.language == "ur" else "ltr")


@pytest.mark.parametrize("name", NAMES)
def test_page_needs_nothing_inline_and_no_id_twice(name, saved):
    page = saved.pages[name]
    inline = [str(tag)[:80] for tag in page.find_all("script") if not tag.get("src")]
    inline += [str(tag)[:80] for tag in page.find_all(["style"])]
    inline += [
        str(tag)[:80] for tag in page.find_all(True) if tag.has_attr("style") or any(key.startswith("on") for key in tag.attrs)
    ]
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert inline == []
    assert sorted(ids) == sorted(set(ids))
