"""The site round the stories: the demo's pages, academies, toolkit and forms; and the floor, on a site of its own."""

from __future__ import annotations

from io import StringIO

from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from case_studies.models import StoryIndexPage, StoryPage
from cl_blocks.rendering import make
from hub.academies.tree import mend
from hub.models import HomePage
from hub.patchwork import HUB, cloth, png
from hub.site.demo import academies, links, stories, toolkits
from hub.site.demo.tree import ensure
from tests.bench.models import BarePage
from tests.bench.stories import title_of
from toolkit_orders.models import RequestPage

FLOOR_HOST = "floor.example"
PICTURES = 8


def build_world() -> None:
    """Make everything but the stories, in an empty database."""
    home = academies.load_home()
    pages: dict[str, Page] = academies.load_standard_pages(home)
    call_command("load_framework", stdout=StringIO())
    stories.load_vocabulary()
    gallery = stories.load_gallery(home)
    homes = academies.load_academies(home)
    for academy in homes.values():
        ensure(academy, StoryIndexPage, "stories", title="Stories")
    files = toolkits.load_files()
    index, toolkit = toolkits.load_toolkits(home, files)
    pack = toolkits.load_pack(home, files)
    toolkits.load_request_pages(index, toolkit, homes, pages["privacy"])
    first = next(iter(homes.values()))
    pages |= {"good-practice": gallery, "toolkits": index, "promotion-pack": pack, "academies": first.get_parent()}
    academies.link_footer(home, pages)
    links.link_home(home, pages, toolkit)
    links.link_gallery(gallery, pages, toolkit)
    links.link_academies(homes)
    mend()
    make_pictures()
    make_floor()


def make_pictures() -> None:
    """Draw pictures and make all their sizes, as the worker does after an upload."""
    for number in range(PICTURES):
        drawing = png(cloth(palette=HUB, key=f"bench-{number}", cols=9, rows=6), size=(1200, 800))
        make(get_image_model().objects.create(title=f"Picture {number}", file=ContentFile(drawing, name=f"bench-{number}.png")))


def make_floor() -> None:
    """Make the bare page, below a root of Wagtail's own class, on another host of the same server."""
    top = Page.get_first_root_node().add_child(instance=Page(title="Floor", slug="floor"))
    top.add_child(instance=BarePage(title="Bare page", slug="bare", line="One line."))
    Site.objects.create(hostname=FLOOR_HOST, root_page=top, site_name="Floor")


def finish(pages: dict[str, Page]) -> None:
    """Choose the home page's large story, and put the measured pages into a second language, as on the reference site."""
    home = HomePage.objects.get(locale=Locale.get_default())
    if home.lead_story_id is None:
        HomePage.objects.filter(pk=home.pk).update(lead_story=StoryPage.objects.get(title=title_of(0)))
    urdu, _made = Locale.objects.get_or_create(language_code="ur")
    wanted = {page.path[: depth * Page.steplen] for page in pages.values() for depth in range(2, page.depth + 1)}
    for page in Page.objects.filter(path__in=wanted).order_by("path").specific():
        if not page.has_translation(urdu):
            copy = page.copy_for_translation(urdu)
            type(copy).objects.filter(pk=copy.pk).update(live=True)


def measured_pages() -> dict[str, Page]:
    """Return the pages the bench asks for, by name; the story with a cover picture and two in its words."""
    english = {"locale": Locale.get_default()}
    return {
        "home": HomePage.objects.get(**english),
        "story": StoryPage.objects.get(title=title_of(0), **english),
        "gallery": Page.objects.get(slug="good-practice", **english).specific,
        "form": RequestPage.objects.filter(slug="request-a-toolkit", **english).order_by("path").first(),
    }
