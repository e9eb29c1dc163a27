"""Connects this app to signals; the work is done in the rooms named in each receiver.

A story keeps its own rows in the facet table right in ``save()``, which publishing and unpublishing go through, and deleting
it takes them along. Connected here is what happens to other things: moves, privacy, vocabularies, academies.
"""

from __future__ import annotations

from typing import Any, cast

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import init_new_page, post_page_move

from case_studies.facets import changes, table
from case_studies.models import (
    Capability,
    Principle,
    StoryCapability,
    StoryPage,
    StoryPrinciple,
    StoryTopic,
    Topic,
)
from case_studies.parts import skeleton
from hub.academies.models import Academy


@receiver(init_new_page, dispatch_uid="case_studies_skeleton")
def start_with_the_five_parts(sender: Any, page: Page, **kwargs: Any) -> None:
    """A new story opens in the editor with its five parts, empty."""
    if isinstance(page, StoryPage) and not page.parts:
        page.parts = cast(Any, skeleton())  # the field takes what editors' blocks are made of


@receiver(post_page_move, dispatch_uid="case_studies_move")
def refresh_moved_stories(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A moved story may have another academy, or have become private, and so may all below a moved page."""
    table.refresh_below(instance.path)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="case_studies_privacy")
def refresh_private_stories(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A story that was made private leaves the gallery; one that no longer is comes back."""
    table.refresh_below(instance.page.path)


@receiver(post_save, sender=Academy, dispatch_uid="case_studies_academy_saved")
@receiver(post_delete, sender=Academy, dispatch_uid="case_studies_academy_deleted")
def refresh_stories_of_academy(sender: Any, instance: Academy, **kwargs: Any) -> None:
    """An academy's slug is what its stories are filtered by."""
    table.refresh(changes.stories_of_academy(instance))


@receiver(post_save, sender=Principle, dispatch_uid="case_studies_principle")
def refresh_stories_of_principle(sender: Any, instance: Principle, **kwargs: Any) -> None:
    """A principle's number is what stories are filtered by."""
    table.refresh(StoryPrinciple.objects.filter(principle=instance).values_list("page", flat=True))


@receiver(post_save, sender=Capability, dispatch_uid="case_studies_capability")
def refresh_stories_of_capability(sender: Any, instance: Capability, **kwargs: Any) -> None:
    """A capability's slug is what stories are filtered by."""
    table.refresh(StoryCapability.objects.filter(capability=instance).values_list("page", flat=True))


@receiver(post_save, sender=Topic, dispatch_uid="case_studies_topic")
def refresh_stories_of_topic(sender: Any, instance: Topic, **kwargs: Any) -> None:
    """A topic's slug is what stories are filtered by."""
    table.refresh(StoryTopic.objects.filter(topic=instance).values_list("page", flat=True))


@receiver(post_delete, sender=StoryPrinciple, dispatch_uid="case_studies_row_principle")
@receiver(post_delete, sender=StoryCapability, dispatch_uid="case_studies_row_capability")
@receiver(post_delete, sender=StoryTopic, dispatch_uid="case_studies_row_topic")
def forget_deleted_term(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A deleted term takes its rows along; so does a deleted story, which needs nothing more."""
    changes.forget(instance)
