"""Files, toolkits and packs for the tests of this folder: import the fixtures that a test names."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from django.core.files.base import ContentFile
from fpdf import FPDF
from PIL import Image
from wagtail.models import Page

from hub.academies.models import Academy, Area
from toolkit_orders.models import Asset, PromotionPackPage, RequestOffer, RequestPage, ToolkitIndexPage, ToolkitPage


@cache
def pdf(pages: int = 1) -> bytes:
    """A real PDF."""
    document = FPDF()
    for _page in range(pages):
        document.add_page()
    return bytes(document.output())


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A real picture with something to compress."""
    made = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(made, kind)
    return made.getvalue()


def archive(members: dict[str, bytes]) -> bytes:
    """A real zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return made.getvalue()


def docx(pages: int | None = 7, **more: bytes) -> bytes:
    """What a Word file is made of, as far as anybody looks."""
    members = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>", **more}
    if pages is not None:
        members["docProps/app.xml"] = b"<Properties><Pages>%d</Pages></Properties>" % pages
    return archive(members)


def make_asset(title: str = "Playbook", content: bytes | None = None, name: str = "a.pdf", **fields: object) -> Asset:
    """A stored file."""
    asset = Asset(title=title, file=ContentFile(content if content is not None else pdf(2), name=name), **fields)
    asset.save()
    return asset


def items(values: list) -> list[dict]:
    """A list as a StreamField stores it."""
    return [
        {"type": "item", "value": value, "id": f"{number:08d}-0000-4000-8000-000000000000"} for number, value in enumerate(values)
    ]


def part(number: int = 1, files: list[Asset] = (), **value: object) -> dict:
    fields = {"title": f"Part {number}", "summary": f"What part {number} is for.", "uses": items(["", "Read it", "", ""])}
    return {"type": "part", "value": {**fields, "files": items([asset.pk for asset in files]), **value}}


def step(number: int = 1, files: list[Asset] = (), **value: object) -> dict:
    fields = {"when": f"Week {number}", "title": f"Step {number}", "text": "Do this."}
    return {"type": "step", "value": {**fields, "files": items([asset.pk for asset in files]), **value}}


def material(number: int = 1, files: list[Asset] = (), **value: object) -> dict:
    fields = {"title": f"Poster {number}", "headline": "Come and lead", "drawing": "poster_people"}
    return {"type": "material", "value": {**fields, "files": items([asset.pk for asset in files]), **value}}


STAGES = [
    {"type": "stage", "value": {"name": name, "when": "two weeks"}} for name in ("Before", "The two days", "The gap", "After")
]


def make_toolkit(index: ToolkitIndexPage, slug: str = "citizen-leadership", **fields: object) -> ToolkitPage:
    values = {"title": "Run the programme", "summary": "Two days for people who use services.", "stages": STAGES, **fields}
    return index.add_child(instance=ToolkitPage(slug=slug, **values))


def make_pack(parent: Page, slug: str = "promotion-pack", **fields: object) -> PromotionPackPage:
    values = {"title": "Promotion pack", "summary": "Fill the room.", "steps": [step()], **fields}
    return parent.add_child(instance=PromotionPackPage(slug=slug, **values))


def make_request_page(parent: Page, toolkit: ToolkitPage, slug: str = "request-a-toolkit") -> RequestPage:
    page = parent.add_child(instance=RequestPage(title="Request a toolkit", slug=slug))
    RequestOffer.objects.create(page=page, toolkit=toolkit, locale=page.locale)
    return page


@pytest.fixture
def toolkits(home) -> ToolkitIndexPage:
    return home.add_child(instance=ToolkitIndexPage(title="Toolkits", slug="toolkits", show_in_menus=True))


@pytest.fixture
def national(db) -> Academy:
    """The row of the hub's own team."""
    return Academy.objects.create(name="The hub", short_name="Hub", slug="hub", is_national=True)


@pytest.fixture
def areas(nw, locale) -> list[Area]:
    """Two areas: one of an academy, one without."""
    rows = [("Oldham", "oldham", nw), ("Elsewhere", "elsewhere", None)]
    return [Area.objects.create(name=name, slug=slug, academy=academy, locale=locale) for name, slug, academy in rows]
