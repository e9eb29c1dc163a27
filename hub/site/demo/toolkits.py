"""The toolkit, the promotion pack, their files, and the request pages."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from hub.models import AcademyPage, HomePage
from hub.patchwork import HUB
from hub.site.demo import documents
from hub.site.demo.tree import ensure, items
from hub.site.demo.words import words
from toolkit_orders.models import Asset, PromotionPackPage, RequestOffer, RequestPage, ToolkitIndexPage, ToolkitPage

# material shown as objects: how it is drawn, the words on it, and the smaller words of its file
MATERIAL = {
    "poster-people": ("poster_people", "Your story can change a service"),
    "poster-pattern": ("poster_pattern", "Two days that start something"),
    "poster-plain": ("poster_plain", "Use a service? Help to run it"),
    "social-media-pictures": ("social", "You know what it is like. Tell us."),
    "cards": ("card", "Come and lead."),
    "newsletter-words": ("words", "80 words, ready to send"),
}
LINES = ["Two days, two weeks apart. Free.", "Travel, lunch and childcare paid."]


def asset(title: str, content: bytes, name: str, *, public: bool = False, description: str = "") -> Asset:
    """Return the national file of this title, made if it was not there."""
    found = Asset.objects.filter(title=title, academy=None).first()
    if found:
        return found
    audience = Asset.Audience.PUBLIC if public else Asset.Audience.REQUEST
    return Asset.objects.create(title=title, audience=audience, description=description, file=ContentFile(content, name=name))


def load_files() -> dict[str, Asset]:
    """Return every guide as a file, by slug. Those of the toolkit are for people who ask; those of the pack for all."""
    found: dict[str, Asset] = {}
    for text in words("files")["files"]:
        slug = text["slug"]
        public = slug.startswith("promotion-") and slug != "promotion-guide"
        if existing := Asset.objects.filter(title=text["title"], academy=None).first():
            found[slug] = existing
            continue
        found[slug] = asset(text["title"], documents.guide(text["title"], text["sections"], key=slug), f"{slug}.pdf", public=public)
    return found


def material_content(slug: str) -> tuple[bytes, str]:
    """Return the bytes and the file name of one piece of promotion material."""
    drawing, headline = MATERIAL[slug]
    if drawing.startswith("poster"):
        return documents.poster(headline, LINES, key=slug, drawing=drawing.removeprefix("poster_")), f"{slug}.pdf"
    if drawing == "social":
        return documents.social_picture(key=slug), f"{slug}.png"
    return documents.cards(headline, "Lunch, travel and childcare paid.", key=slug, palette=HUB), f"{slug}.pdf"


def load_toolkits(home: HomePage, files: dict[str, Asset]) -> tuple[ToolkitIndexPage, ToolkitPage]:
    """Return the list of toolkits and the one toolkit of the demo."""
    text = words("pages")
    index = ensure(
        home, ToolkitIndexPage, "toolkits", title=text["toolkits"]["title"], summary=text["toolkits"]["intro"], show_in_menus=True
    )
    kit = text["toolkit"]
    cells = {row["part"]: row["cells"] for row in kit["grid"]["rows"]}
    parts = [
        {
            "title": part["title"],
            "summary": part["summary"],
            "points": items(part["bullets"]),
            "facts": part["facts"],
            "uses": items(cells[part["slug"]]),
            "files": items([files[part["file"]].pk]),
        }
        for part in kit["parts"]
    ]
    toolkit = ensure(
        index,
        ToolkitPage,
        "citizen-leadership",
        title=kit["title"],
        menu_label="Citizen leadership programme",
        summary=kit["promise"],
        search_description=kit["summary"],
        figures=[{"type": "figure", "value": figure} for figure in kit["figures"]],
        stages=[{"type": "stage", "value": stage} for stage in kit["grid"]["stages"]],
        parts=[{"type": "part", "value": part} for part in parts],
        aims_title=kit["aims"]["title"],
        aims=[{"type": "tip", "value": f"<p><b>{aim['lead']}</b> {aim['text']}</p>"} for aim in kit["aims"]["items"]],
        quote_text=kit["quote"]["text"],
        quote_by=f"{kit['quote']['name']}, {kit['quote']['role']}",
    )
    return index, toolkit


def load_pack(home: HomePage, files: dict[str, Asset]) -> PromotionPackPage:
    """Return the promotion pack."""
    text = words("pages")["promotion"]
    made: dict[str, Asset] = {}
    for material in text["materials"]:
        slug = material["slug"]
        if material["file"]:
            made[slug] = files[material["file"]]
        else:
            made[slug] = asset(material["title"], *material_content(slug), public=True, description=material["alt"])
    steps = [_step(step, files, made) for step in text["steps"]]
    materials = [_material(material, made[material["slug"]]) for material in text["materials"]]
    tips = text["before_you_print"]
    return ensure(
        home,
        PromotionPackPage,
        "promotion-pack",
        title=text["title"],
        summary=text["intro"],
        show_in_menus=True,
        steps_title=text["steps_title"],
        steps=[{"type": "step", "value": step} for step in steps],
        materials_title=text["material_title"],
        materials_note=text["material_note"],
        materials=[{"type": "material", "value": material} for material in materials],
        quote_text=text["quote"]["text"],
        quote_by=f"{text['quote']['name']}, {text['quote']['role']}",
        tips_title=tips["title"],
        tips=[{"type": "tip", "value": tip} for tip in tips["items"]],
    )


def _step(step: dict[str, Any], files: dict[str, Asset], made: dict[str, Asset]) -> dict[str, Any]:
    """Return one step; the one that prints things carries the poster and the cards."""
    chosen = [files[step["file"]]] if step["file"] else [made["poster-people"], made["cards"]]
    return {"when": step["week"], "title": step["title"], "text": step["text"], "files": items([file.pk for file in chosen])}


def _material(material: dict[str, Any], file: Asset) -> dict[str, Any]:
    drawing, headline = MATERIAL[material["slug"]]
    facts = material["facts"].split(" · ")[-1]  # type, size and pages come from the file
    return {"title": material["title"], "facts": facts, "drawing": drawing, "headline": headline, "files": items([file.pk])}


def load_request_pages(
    index: ToolkitIndexPage, toolkit: ToolkitPage, academies: dict[str, AcademyPage], privacy: Page
) -> RequestPage:
    """Make one request page for each academy, and the national one, which is returned."""
    national = _request_page(index, "request", toolkit, privacy, contact="08081 570142")
    for home in academies.values():
        _request_page(home, "request-a-toolkit", toolkit, privacy, contact=home.academy.phone)
    return national


def _request_page(parent: Page, slug: str, toolkit: ToolkitPage, privacy: Page, *, contact: str) -> RequestPage:
    text = words("pages")["request"]

    def offer(page: RequestPage) -> None:
        page.offers.add(RequestOffer(toolkit=toolkit, locale=page.locale))

    return ensure(
        parent,
        RequestPage,
        slug,
        prepare=offer,
        title=text["title"],
        summary=text["intro"],
        questions=[_question(question) for question in text["questions"]],
        contact=f"Ring {contact}. We can fill in the form with you.",
        privacy_page=privacy,
    )


def _question(question: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {
        "label": question["label"],
        "help_text": question["hint"],
        "needed": question["required"],
        "reminder": "",
    }
    if question["options"]:
        value["options"] = items([option["label"] for option in question["options"]])
        value["reminder"] = question["reminder"]
    return {"type": question["type"], "value": value}
