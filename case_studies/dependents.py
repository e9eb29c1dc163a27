"""What this app has of an academy."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import ngettext

from case_studies.models import StoryPage
from hub.academies.models import Academy
from hub.academies.setup.dependents import Dependent


def story_dependents(academy: Academy) -> Iterator[Dependent]:
    """Yield an academy's stories, online and drafts, each counted once whatever its languages. One query."""
    number = StoryPage.objects.filter(academy=academy).values("translation_key").distinct().count()
    words = ngettext("%(number)s story among its pages", "%(number)s stories among its pages", number)
    yield Dependent("stories", words % {"number": number}, number)
