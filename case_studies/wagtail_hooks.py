"""Registration only: what this app adds to Wagtail."""

from __future__ import annotations

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from case_studies.viewsets import FrameworkViewSetGroup, StoryViewSet, story_viewset

register_snippet(FrameworkViewSetGroup)


@hooks.register("register_admin_viewset")
def register_story_viewset() -> StoryViewSet:
    return story_viewset
