"""The list of stories that every academy's section has."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from hub.academies.models import Academy


def story_list(academy: Academy, locale: Locale) -> Page:
    """Return the list of an academy's stories, unsaved, in the words of the active language."""
    from case_studies.models import StoryIndexPage

    return StoryIndexPage(title=_("Stories"), slug="stories", locale=locale)
