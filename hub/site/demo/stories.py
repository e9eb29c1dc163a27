"""The forty stories, the gallery, and the vocabulary they are found by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Locale

from case_studies.models import (
    Capability,
    GalleryPage,
    Principle,
    StoryCapability,
    StoryIndexPage,
    StoryPage,
    StoryPrinciple,
    StoryTopic,
    Topic,
)
from hub.academies.models import Academy
from hub.models import AcademyPage, HomePage
from hub.patchwork import Palette, cloth, png
from hub.site.demo.tree import ensure, items
from hub.site.demo.words import stories, words

# one picture in the words of these stories, at the end of this part: (part, what it shows, caption)
PICTURES = {
    "five-seats-at-every-table": (
        "learned",
        "A banner of patches in plum, gold and red, sewn in rows",
        "The banner from the drawing day. It hangs in the room where the groups meet.",
    ),
    "the-women-who-stayed-after-the-course": (
        "learned",
        "A cloth of quarter circles, leaves and bars in plum and gold",
        "The cloth the network made in its first winter.",
    ),
    "ten-years-on-we-train-the-trainers": (
        "learned",
        "A wall hanging of patches in navy and sea green",
        "Each trainer adds a patch when they begin.",
    ),
}


def load_vocabulary() -> None:
    """Load the topics; principles and capabilities come with ``load_framework``."""
    locale = Locale.get_default()
    for topic in words("topics")["topics"]:
        Topic.objects.get_or_create(slug=topic["slug"], locale=locale, defaults={"name": topic["name"]})


def load_gallery(home: HomePage) -> GalleryPage:
    """Return the gallery."""
    text = words("pages")["gallery"]
    return ensure(
        home, GalleryPage, "good-practice", title=text["title"], menu_label="Stories", summary=text["intro"],
        search_description=text["search_description"], show_in_menus=True,
    )  # fmt: skip


def load_stories(academies: dict[str, AcademyPage]) -> Iterator[StoryPage]:
    """Make the stories one by one, oldest first."""
    indexes = {
        slug: ensure(
            home, StoryIndexPage, "stories", title="Stories", summary=f"Told by the people who did the work. {home.title}."
        )
        for slug, home in academies.items()
    }
    for text in stories():
        yield load_story(indexes[text["academy"]], text)


def load_story(index: StoryIndexPage, text: dict[str, Any]) -> StoryPage:
    """Return one story."""
    names = (
        "title",
        "level",
        "sector",
        "told_by",
        "took_part",
        "place",
        "period",
        "year",
        "cost",
        "content_notice",
        "support_line",
    )
    return ensure(
        index,
        StoryPage,
        text["slug"],
        published=date.fromisoformat(text["published"]),
        prepare=partial(_describe, text=text),
        summary=text["standfirst"],
        parts=[{"type": part["name"], "value": _blocks(part, text)} for part in text["parts"]],
        **{name: text.get(name, "") for name in names},
    )


def _describe(page: StoryPage, *, text: dict[str, Any]) -> None:
    rows = (
        (page.story_principles, StoryPrinciple, "principle", Principle, "number", text["principles"]),
        (page.story_capabilities, StoryCapability, "capability", Capability, "slug", text["capabilities"]),
        (page.story_topics, StoryTopic, "topic", Topic, "slug", text["topics"]),
    )
    for manager, row_class, name, model, key, values in rows:
        terms = {getattr(term, key): term for term in model.objects.filter(locale=page.locale)}
        manager.add(
            *[row_class(sort_order=order, locale=page.locale, **{name: terms[value]}) for order, value in enumerate(values)]
        )
    page.tags.add(*text["tags"])


def _blocks(part: dict[str, Any], text: dict[str, Any]) -> list[dict[str, Any]]:
    blocks = [_block(block) for block in part["blocks"]]
    picture = PICTURES.get(text["slug"])
    if picture and picture[0] == part["name"]:
        image = _image(text["slug"], text["academy"], picture[1])
        value = {"image": {"image": image.pk, "decorative": False, "alt_text": picture[1]}, "caption": picture[2], "credit": ""}
        blocks.append({"type": "image", "value": value})
    return blocks


def _block(block: dict[str, Any]) -> dict[str, Any]:
    kind = block["type"]
    value: Any = {key: block[key] for key in block if key != "type"}
    if kind == "text":
        value = block["html"]
    elif kind == "heading":
        value = {"text": block["text"], "size": "large"}
    elif kind == "callout":
        value = {"title": block.get("title", ""), "text": block["html"]}
    elif kind in {"changes", "steps"}:
        name = "rows" if kind == "changes" else "steps"
        value[name] = items(block[name])
    return {"type": kind, "value": value}


def _image(slug: str, academy_slug: str, title: str) -> Any:
    """Return a picture in the academy's collection, drawn once."""
    academy = Academy.objects.get(slug=academy_slug)
    found = get_image_model().objects.filter(title=title, collection=academy.collection).first()
    if found:
        return found
    palette = Palette(academy.deep, academy.bright)
    file = ContentFile(png(cloth(palette=palette, key=f"banner-{slug}", cols=9, rows=6), size=(1800, 1200)), name=f"{slug}.png")
    return get_image_model().objects.create(title=title, file=file, collection=academy.collection)
