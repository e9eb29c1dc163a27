"""One academy with a row of everything, built the same for A and for B; the words differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from hub.academies.models import Academy, AcademyRole
from tests.conftest import make_academy
from tests.crawl.canaries import NAME, OPEN, Words

ROLES = ("author", "editor", "publisher", "translator", "second_reader", "order_handler", "manager")


@dataclass
class Side:
    """What one academy has: its rows by model, its pages with what hangs on them, its people by role."""

    words: Words
    academy: Academy
    people: dict[str, Any] = field(default_factory=dict)
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)
    #: each a page's key with the keys of its revision, task, …, under the names that addresses give them
    subjects: list[dict[str, Any]] = field(default_factory=list)
    #: what else addresses ask for by a name of their own, such as a token
    named: dict[str, Any] = field(default_factory=dict)

    def keep(self, *rows: Any) -> Any:
        """Note rows by their models, and return the first."""
        for row in rows:
            self.rows.setdefault(type(row), []).append(row)
        return rows[0]

    def key_of(self, model: type[models.Model]) -> Any:
        """Return the key of a row of a model or of a model built on it; ``None`` if this academy has none."""
        found = next((rows[0] for kept, rows in self.rows.items() if issubclass(kept, model)), None)
        return None if found is None else found.pk

    def keys_of(self, model: type[models.Model]) -> list[Any]:
        return [row.pk for kept, rows in self.rows.items() if issubclass(kept, model) for row in rows]


def begin(letter: str, index: Any) -> Side:
    """An academy with a home page, a person in each role, and nothing else."""
    words = Words(letter)
    name = words(OPEN)
    academy = make_academy(
        index, words.slug(OPEN), name, email=words.mail(OPEN), phone="0161 1", people=words(OPEN), hashtag=words.slug(OPEN)
    )
    side = Side(words, academy)
    for role in ROLES:
        side.people[role] = person(words, f"{role}-{letter.lower()}", academy, role)
    stand_in = person(words, f"stand-in-{letter.lower()}", academy, "author")
    until = timezone.localdate() + timedelta(days=7)
    AcademyRole.objects.create(academy=academy, user=stand_in, role="publisher", covers=side.people["publisher"], until=until)
    side.keep(*side.people.values(), stand_in)
    side.keep(*AcademyRole.objects.filter(academy=academy))
    side.keep(academy)
    academy.refresh_from_db()
    return side


def person(words: Words, name: str, academy: Academy | None, role: str) -> Any:
    """Somebody with one role; translators and second readers have theirs in Urdu."""
    from wagtail.models import Locale

    username = words.slug(NAME) + f"-{name}"
    user = get_user_model().objects.create_user(
        username=username, email=f"{username}@hub.example", password="secret", first_name=words(NAME), last_name=words(NAME)
    )
    if academy is not None:
        row = AcademyRole.objects.create(academy=academy, user=user, role=role)
        if role in ("translator", "second_reader"):
            row.locales.set(Locale.objects.filter(language_code="ur"))
    return user
