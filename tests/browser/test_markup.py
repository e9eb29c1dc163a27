"""The HTML itself: what the Nu validator says, headings, titles and languages of every type of page, as the server sent them."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.browser.conftest import NODE_MODULES
from tests.browser.page_types import NAMES, PAGE_TYPES

VALIDATOR = NODE_MODULES / "vnu-jar/build/dist/vnu.jar"
# a search, a mail and a closed link have one title whatever they hold
SAME_TITLE = {"link revoked": "link expired"}


@dataclass(frozen=True)
class Saved:
    """The answers of the server, by type of page, and the files they are in."""

    folder: Path
    pages: dict[str, BeautifulSoup]


@pytest.fixture(scope="session")
def saved(demo, browser, places, tmp_path_factory) -> Saved:
    folder = tmp_path_factory.mktemp("markup")
    context = browser.new_context(base_url=demo.url, java_script_enabled=False)
    pages = {}
    for page_type in PAGE_TYPES:
        page = context.new_page()
        html = page_type.open(page, places).text()
        (folder / f"{page_type.name.replace(' ', '-')}.html").write_text(html)
        pages[page_type.name] = BeautifulSoup(html, "html.parser")
        page.close()
    context.close()
    return Saved(folder, pages)


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
    assert all(title.endswith(" – Citizen Leadership Hub") and len(title) > 30 for title in titles.values()), titles
    by_title = defaultdict(list)
    for name, title in titles.items():
        if name not in SAME_TITLE:
            by_title[title].append(name)
    assert {title: names for title, names in by_title.items() if len(names) > 1} == {}


def test_a_page_with_a_mistake_says_so_first_in_its_title(saved):
    starts = {name for name, page in saved.pages.items() if page.title.get_text().strip().startswith("Error:")}
    assert starts == {"request with errors", "toolkit without area"}


@pytest.mark.parametrize("name", NAMES)
def test_page_names_its_language_and_direction(name, saved):
    assert saved.pages[name].html["lang"] == "en"
    assert saved.pages[name].html["dir"] == "ltr"


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
