"""Stories out of a number: the same number gives the same story, on every machine and in every order.

Each has twenty blocks in five parts. Two pictures stand in its words; every second one has a cover picture as well, the
others are drawn. ``MATCHED`` is in the words of exactly half of them. Title, summary, facts and terms are each story's own;
there are ``BODIES`` different bodies, so that ten thousand need not all be read word by word while they are made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from taggit.models import Tag
from wagtail.images import get_image_model
from wagtail.models import Locale

from case_studies.enums import Sector, StoryLevel
from case_studies.models import (
    Capability,
    Principle,
    StoryCapability,
    StoryIndexPage,
    StoryPage,
    StoryPrinciple,
    StoryTag,
    StoryTopic,
    Topic,
)
from case_studies.parts import minutes_to_read, shape_of

BODIES = 40
#: in the words of every other pair of stories
MATCHED = "lighthouse"
TAGS = 40
FIRST = datetime(2020, 1, 1, 12, tzinfo=UTC)
PLACES = ("Millbeck", "Harrow Cross", "Aberwen", "Stonegate", "Leyfield", "Carrow", "Inverlaw", "Saltby")
TEXT = (
    "a and the of to in we they people who use services meeting paper bus kettle council ward nurse morning evening week year "
    "carer supporter group table question answer listen speak change plan room street market school garden kitchen letter phone "
    "paid trained chose asked said wrote drew met began learned decided moved opened kept shared walked waited laughed named "
    "first second small large early late quiet plain honest steady useful local whole better different together again always"
)
WORDS = TEXT.split()
LAYOUT = {
    "before": ("text", "text", "quote", "image"),
    "happened": ("heading", "text", "steps", "text", "image"),
    "changed": ("text", "changes", "text", "callout"),
    "possible": ("heading", "text", "text"),
    "learned": ("text", "quote", "callout", "text"),
}


@dataclass(frozen=True)
class Body:
    """The words of a story, as stored, with what saving works out from them."""

    parts: list[dict[str, Any]]
    shape: str
    minutes: int


@dataclass(frozen=True)
class Vocabulary:
    """What stories are described with: loaded once for any number of stories."""

    principles: list[Any]
    capabilities: list[Any]
    topics: list[Any]
    tags: list[Tag]
    pictures: list[Any]
    bodies: dict[tuple[int, int], Body] = field(default_factory=dict)

    @classmethod
    def load(cls, locale: Locale) -> Vocabulary:
        """Read it from the database; keywords that are missing are made. There must be a principle, a topic and a picture."""
        names = [f"keyword {number}" for number in range(TAGS)]
        Tag.objects.bulk_create([Tag(name=name, slug=name.replace(" ", "-")) for name in names], ignore_conflicts=True)
        terms = [list(model.objects.filter(locale=locale)) for model in (Principle, Capability, Topic)]
        tags = sorted(Tag.objects.filter(name__in=names), key=lambda tag: names.index(tag.name))
        return cls(*terms, tags, list(get_image_model().objects.order_by("pk")))

    def body(self, number: int, seed: int) -> Body:
        """Return the body of a story, made once."""
        key = (number % BODIES, seed)
        if key not in self.bodies:
            parts = _parts(Random(f"{seed}/body/{number % BODIES}"), number, self)
            written = StoryPage(parts=parts).written_parts
            self.bodies[key] = Body(parts, shape_of(written), minutes_to_read(written))
        return self.bodies[key]


def title_of(number: int) -> str:
    return f"Story {number}: what changed in {PLACES[number % len(PLACES)]}"


def number_of(story: StoryPage) -> int:
    """Return the number a story was built from."""
    return int(story.slug.removeprefix("bench-"))


def build(number: int, index: StoryIndexPage, words: Vocabulary, *, seed: int = 1) -> StoryPage:
    """Return one story, unsaved, with its terms and keywords; newer than those of smaller numbers."""
    dice = Random(f"{seed}/{number}")
    published = FIRST + timedelta(hours=number)
    body = words.body(number, seed)
    cover = words.pictures[number % len(words.pictures)] if number % 2 == 0 else None
    story = StoryPage(
        title=title_of(number),
        slug=f"bench-{number}",
        locale=index.locale,
        translation_key=_uuid(dice),
        summary=_sentence(dice, 16),
        level=dice.choice(StoryLevel.values),
        sector=dice.choice(Sector.values),
        place=PLACES[number % len(PLACES)],
        period="2024 to 2026",
        year=2024,
        took_part=_sentence(dice, 6),
        cost="Nothing new",
        told_by="Denise, Imran and Kath",
        cover=cover,
        cover_alt="A cloth of patches" if cover else "",
        first_published_at=published,
        last_published_at=published,
        latest_revision_created_at=published,
        parts=body.parts,
        shape=body.shape,
        reading_minutes=body.minutes,
    )
    story.story_principles = _rows(StoryPrinciple, "principle", dice.sample(words.principles, min(3, len(words.principles))), dice)
    story.story_capabilities = _rows(
        StoryCapability, "capability", dice.sample(words.capabilities, min(3, len(words.capabilities))), dice
    )
    story.story_topics = _rows(StoryTopic, "topic", dice.sample(words.topics, min(2, len(words.topics))), dice)
    story.tagged_items = [StoryTag(tag=tag) for tag in dice.sample(words.tags, 3)]
    return story


def _rows(model: type[Any], name: str, terms: list[Any], dice: Random) -> list[Any]:
    return [model(sort_order=at, locale=term.locale, translation_key=_uuid(dice), **{name: term}) for at, term in enumerate(terms)]


def _parts(dice: Random, number: int, words: Vocabulary) -> list[dict[str, Any]]:
    matched = MATCHED if number % 4 < 2 else "harbour"
    blocks = {
        "text": lambda: f"<p>{_sentence(dice, 30)}</p><p>{_sentence(dice, 25)} {matched}.</p>",
        "heading": lambda: {"text": _sentence(dice, 5), "size": "large"},
        "quote": lambda: {
            "text": _sentence(dice, 14),
            "name": "Imran",
            "role": "citizen leader",
            "organisation": "Millbeck Speaks",
        },
        "callout": lambda: {"title": _sentence(dice, 4), "text": f"<p>{_sentence(dice, 20)}</p>"},
        "steps": lambda: {
            "title": "",
            "steps": [_item(dice, {"title": _sentence(dice, 4), "text": _sentence(dice, 12)}) for _ in range(3)],
        },
        "changes": lambda: {
            "rows": [
                _item(
                    dice, {"label": _sentence(dice, 4), "before": "2 days", "now": "10 days", "before_share": 17, "now_share": 83}
                )
                for _ in range(3)
            ],
            "source": "Minutes of the group",
        },
        "image": lambda: {
            "image": {"image": dice.choice(words.pictures).pk, "decorative": False, "alt_text": "A cloth of patches"},
            "caption": _sentence(dice, 8),
            "credit": "",
        },
    }
    return [_block(dice, part, [_block(dice, kind, blocks[kind]()) for kind in kinds]) for part, kinds in LAYOUT.items()]


def _block(dice: Random, kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(_uuid(dice))}


def _item(dice: Random, value: Any) -> dict[str, Any]:
    return _block(dice, "item", value)


def _sentence(dice: Random, length: int) -> str:
    return " ".join(dice.choices(WORDS, k=length)).capitalize()


def _uuid(dice: Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)
