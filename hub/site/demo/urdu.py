"""The demo in Urdu: made the way a translator would, page by page, from the words in ``ur/``.

What has an Urdu version is left as it is, and each page is made whole or not at all: a load that was stopped goes on
where it was, and loading again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.db import models, transaction
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from case_studies.models import Capability, Principle, StoryPage, Topic
from hub.academies.models import Academy, Area
from hub.models import SourceState
from hub.site.demo.tree import OPENED, noon, stamp
from hub.site.demo.urdu_words import STORIES, MissingUrdu, story_names, urdu_words
from hub.translation.memory import fill
from hub.translation.publishing import publish
from hub.translation.submit import translate, translate_snippet

# parents first: the address below the home page, and the file with its words
PAGES = (
    ("", "home"),
    ("good-practice/", "gallery"),
    ("toolkits/", "toolkit"),
    ("toolkits/citizen-leadership/", "toolkit"),
    ("academies/", "academies"),
    ("academies/north-west/", "north-west"),
    ("academies/north-west/stories/", "north-west"),
    ("search/", "pages"),
    ("about/", "pages"),
    ("accessibility/", "pages"),
    ("privacy/", "pages"),
    ("cookies/", "pages"),
    ("tell-your-story/", "pages"),
    # these name the privacy page and the toolkit
    ("toolkits/request/", "request"),
    ("academies/north-west/request-a-toolkit/", "request"),
)
TRANSLATED_AFTER = timedelta(days=21)
# one story whose English was changed after it was translated, so that its Urdu page says so
OLDER = "the-women-who-stayed-after-the-course"
OLDER_BEFORE = "By the summer there was a name, the Loom Street Women, and a biscuit tin with a lock on it."
OLDER_AFTER = (
    "By the summer there was a name, the Loom Street Women, a biscuit tin with a lock on it, and a second tin for biscuits."
)
CHANGED_AFTER = timedelta(days=90)


def steps() -> int:
    """Return how many steps ``load`` will report."""
    return len(PAGES) + len(story_names()) + 2


def load(home: Page) -> Iterator[str]:
    """Bring the demo into Urdu; yield a name after each step.

    Raises:
        MissingUrdu: an English text has no Urdu; it names both the page and the text.
    """
    urdu, _new = Locale.objects.get_or_create(language_code="ur")
    load_names()
    yield "Urdu: names"
    load_terms(urdu)
    yield "Urdu: vocabulary"
    for below, name in PAGES:
        load_page(Page.objects.get(url_path=f"{home.url_path}{below}").specific, urdu, urdu_words(name))
        yield f"Urdu: {below or name}"
    for name in story_names():
        story = StoryPage.objects.get(slug=name, locale=home.locale_id)
        load_story(story, urdu)
        yield f"Urdu: {name}"


def load_story(story: StoryPage, urdu: Locale) -> None:
    """Bring a story into Urdu; of one the English changes afterwards, so that there is a translation that is older."""
    with transaction.atomic():
        is_new = load_page(story, urdu, urdu_words(f"{STORIES}/{story.slug}"))
        if is_new and story.slug == OLDER:
            change_after_translation(story)


def load_page(page: Page, urdu: Locale, words: Mapping[str, str]) -> bool:
    """Publish a page in Urdu, three weeks after the English; return ``False`` where there is an Urdu version, live or not."""
    if Page.objects.filter(translation_key=page.translation_key, locale=urdu, alias_of=None).exists():
        return False
    with transaction.atomic():
        with disable_reference_index_auto_update():  # publishing saves it again
            translate(page=page, locale=urdu)
        complete(page, fill(source=page, locale=urdu, texts=words))
        made = publish(source=page, locale=urdu)
        stamp(made, (page.first_published_at or noon(OPENED)).date() + TRANSLATED_AFTER)
    return True


def complete(source: models.Model, missing: list[str]) -> None:
    """Refuse to go on when an English text has no Urdu: under an Urdu address it would be shown in English.

    Raises:
        MissingUrdu: it names the page or the term, and the text.
    """
    if missing:
        raise MissingUrdu(str(source), missing)


def load_names() -> None:
    """Give every academy its Urdu names, where nobody has written any."""
    words = urdu_words("vocabulary")
    for academy in Academy.objects.all():
        if "ur" not in academy.names:
            named = {part: getattr(academy, part) for part in ("name", "short_name", "people")}
            academy.names["ur"] = {part: words[text] for part, text in named.items() if text in words}
            academy.save(update_fields=["names"])


def load_terms(urdu: Locale) -> None:
    """Bring principles, capabilities with their indicators, topics and areas into Urdu."""
    words = urdu_words("vocabulary")
    for model in (Principle, Capability, Topic):
        done = model.objects.filter(locale=urdu).values("translation_key")
        for term in model.objects.filter(locale=Locale.get_default()).exclude(translation_key__in=done):
            with transaction.atomic():
                translate_snippet(instance=term, locale=urdu)
                complete(term, fill(source=term, locale=urdu, texts=words))
                publish(source=term, locale=urdu)
    for area in Area.objects.filter(locale=Locale.get_default()):
        complete(area, [area.name] if area.name not in words else [])
        values: dict[str, Any] = {"name": words[area.name], "academy": area.academy, "sort_order": area.sort_order}
        Area.objects.get_or_create(translation_key=area.translation_key, locale=urdu, defaults={**values, "slug": area.slug})


def change_after_translation(story: StoryPage) -> None:
    """Change one sentence of an English story and publish it again.

    Raises:
        CommandError: the story has no such sentence any more.
    """
    blocks = [block for part in story.parts.raw_data for block in part["value"]]
    block = next((block for block in blocks if block["type"] == "text" and OLDER_BEFORE in block["value"]), None)
    if block is None:
        raise CommandError(f"“{story.title}” does not say this any more, which hub/site/demo/urdu.py changes: {OLDER_BEFORE}")
    block["value"] = block["value"].replace(OLDER_BEFORE, OLDER_AFTER)
    story.save_revision().publish()
    moment = story.first_published_at + TRANSLATED_AFTER + CHANGED_AFTER
    StoryPage.objects.filter(pk=story.pk).update(last_published_at=moment, latest_revision_created_at=moment)
    SourceState.objects.filter(page=story.pk).update(changed_at=moment)
