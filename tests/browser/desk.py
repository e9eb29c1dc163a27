"""An editor at work in Wagtail's admin, through what is on the screen: no form is filled in behind its back."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from hub.site.demo.people import PASSWORD


class Desk:
    """One signed-in person."""

    def __init__(self, page: Page, username: str) -> None:
        self.page = page
        page.goto("/admin/")
        page.get_by_label("Username or email").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile("/admin/$"))

    def new_story(self, index: int, title: str) -> None:
        self.page.goto(f"/admin/pages/add/case_studies/storypage/{index}/")
        self.page.wait_for_load_state("networkidle")  # the script that makes the address from the title has to be there
        self.page.get_by_role("textbox", name="Title").fill(title)
        self.page.keyboard.press("Tab")
        expect(self.page.locator("#id_slug")).to_have_value(re.compile("[a-z]"))

    def part(self, number: int) -> Part:
        """Return the part of the story at this place; a new story starts with the five empty parts of a case study."""
        row = self.page.locator("[data-streamfield-child]").filter(has=self.page.locator(f"input[name='parts-{number}-type']"))
        return Part(self.page, row.first, f"parts-{number}-value")

    def add_term(self, relation: str, label: str) -> None:
        """Add a row to a list of terms and choose from it."""
        rows = self.page.locator(f"select[name^='{relation}-'][name$='-{relation.split('_')[1].removesuffix('s')}']")
        before = rows.count()
        self.page.locator(f"#id_{relation}-ADD").click()
        expect(rows).to_have_count(before + 1)
        rows.last.select_option(label=label)

    def action(self, name: str) -> Locator:
        return self.page.locator(f"footer [name=action-{name}]")

    def publish(self) -> None:
        self.page.locator("footer").get_by_role("button", name="More actions").click()
        with self.page.expect_event("load"):  # not "navigation": saving drafts in between changes the address too
            self.action("publish").click()


class Part:
    """One part of a story, a stream of blocks; ``number`` counts the blocks in it from 0 and is that of the last."""

    def __init__(self, page: Page, row: Locator, prefix: str) -> None:
        self.page, self.row, self.prefix = page, row, prefix
        self.number = page.locator(f"input[name^='{prefix}-'][name$='-type']").count() - 1

    def add(self, block: str) -> None:
        """Add a block below the last one by the plus and the list it opens."""
        self.row.locator(".c-sf-add-button").last.click()
        self.page.get_by_role("option", name=block, exact=True).click()
        self.number += 1
        expect(self.page.locator(f"input[name='{self.prefix}-{self.number}-type']")).to_have_count(1)

    @property
    def block(self) -> Locator:
        """The block that was added last."""
        own = self.page.locator(f"input[name='{self.prefix}-{self.number}-type']")
        return self.row.locator("[data-streamfield-child]").filter(has=own).first

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.block.locator(f"[name='{self.prefix}-{self.number}-value-{name.replace('__', '-')}']").fill(text)

    def begin(self, text: str) -> None:
        """Write into the text the part starts with, if it does."""
        if self.number < 0:
            self.add("Text")
        self.write(text)

    def write(self, text: str) -> None:
        """Type into the rich text editor of the block, and wait until it has put the text into the form."""
        area = self.block.get_by_role("textbox").and_(self.page.locator("[contenteditable=true]"))
        area.click()
        self.page.keyboard.type(text)
        expect(area).to_contain_text(text)
        form_field = self.block.locator(f"input[type=hidden][name^='{self.prefix}-{self.number}-value']").first
        expect(form_field).to_have_value(re.compile(re.escape(text)))

    def upload(self, what: str, title: str, file: Path) -> None:
        """Open the chooser of an image or a document, upload a file there, and see it chosen."""
        self.block.get_by_role("button", name=f"Choose {'an' if what == 'image' else 'a'} {what}").click()
        modal = self.page.locator(".modal-content")
        modal.get_by_role("tab", name="Upload").click()
        modal.locator(f"[name={what}-chooser-upload-file]").set_input_files(file)
        modal.locator(f"[name={what}-chooser-upload-title]").fill(title)
        modal.get_by_role("button", name="Upload", exact=True).click()
        expect(modal).to_have_count(0)
        expect(self.block.locator(".chooser__title")).to_have_text(title)

    def choose_page(self, title: str) -> None:
        self.block.get_by_role("button", name="Choose a page").click()
        modal = self.page.locator(".modal-content")
        modal.get_by_label("Search term").fill(title)
        modal.get_by_role("link", name=title, exact=True).click()
        expect(modal).to_have_count(0)
        expect(self.block.locator(".chooser__title")).to_have_text(title)
