"""Loads the demo: four academies, forty stories, a toolkit, a promotion pack, people for each role, requests, and Urdu."""

from __future__ import annotations

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page

from hub.academies.tree import mend
from hub.models import AcademyPage, HomePage
from hub.site.demo import academies, links, orders, stories, toolkits, urdu
from hub.site.demo.words import stories as story_texts

BAR = 40


class Command(BaseCommand):
    """Fills the reference site with the demo's content."""

    help = "Loads the demo. Safe to run again: what is there stays as it is. Refused in production."

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError("These settings do not allow the demo: it would put invented people on a real site.")
        self.total, self.done = len(story_texts()) + urdu.steps() + 10, 0
        self.say("Loading the demo…")
        home = self.step("Home", academies.load_home)
        pages: dict[str, Page] = self.step("Pages", lambda: academies.load_standard_pages(home))
        self.step("Framework", lambda: call_command("load_framework", stdout=StringIO()))
        stories.load_vocabulary()
        gallery = self.step("Gallery", lambda: stories.load_gallery(home))
        homes: dict[str, AcademyPage] = self.step("Academies", lambda: academies.load_academies(home))
        for story in stories.load_stories(homes):
            self.advance(story.title)
        files = self.step("Files", toolkits.load_files)
        index, toolkit = toolkits.load_toolkits(home, files)
        pack = self.step("Promotion pack", lambda: toolkits.load_pack(home, files))
        national = self.step("Request pages", lambda: toolkits.load_request_pages(index, toolkit, homes, pages["privacy"]))
        with transaction.atomic():
            self.join(
                home, {**pages, "good-practice": gallery, "toolkits": index, "promotion-pack": pack}, toolkit, national, homes
            )
        mend()  # the first pages were made before there was an academy they could belong to
        self.advance("People and links")
        self.step("Requests", lambda: orders.load_orders(national))
        for label in urdu.load(home):
            self.advance(label)
        self.say("Demo loaded.")

    def join(self, home: HomePage, pages: dict[str, Page], toolkit: Any, national: Any, homes: dict[str, AcademyPage]) -> None:
        """Link the pages with each other, where an editor has not done so."""
        academies.load_people()
        pages["academies"] = next(iter(homes.values())).get_parent()
        academies.link_footer(home, pages)
        links.link_home(home, pages, toolkit)
        links.link_gallery(pages["good-practice"], pages, toolkit)
        links.link_academies(homes)
        links.link_toolkit(toolkit, national)

    def step(self, label: str, function: Any) -> Any:
        """Do one thing and move the bar."""
        result = function()
        self.advance(label)
        return result

    def say(self, line: str) -> None:
        """Say where the bar cannot be drawn that something happens; on a terminal end the bar's line."""
        if not self.stdout.isatty():
            self.stdout.write(line)
        elif self.done:
            self.stdout.write("")

    def advance(self, label: str) -> None:
        """Draw the progress bar on a terminal; elsewhere stay quiet."""
        self.done += 1
        if self.stdout.isatty():
            filled = BAR * self.done // self.total
            self.stdout.write(f"\r  [{'#' * filled}{'.' * (BAR - filled)}] {self.done}/{self.total} {label[:40]:<40}", ending="")
            self.stdout.flush()
