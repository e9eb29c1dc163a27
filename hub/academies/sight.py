"""Which pages a person may know of in the admin."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from hub.academies.models import Academy


def linkable_pages(user: Any) -> PageQuerySet:
    """Return the pages this person may find in a chooser: those of the explorer, and what the hub shows to all.

    Pages of other academies are left out, published or not: a live page's title in the admin may be that of a draft.
    """
    if user.is_superuser:
        return Page.objects.all()
    explorable = Page.objects.filter(pk__in=policy_registry.get_by_type(Page).explorable_instances(user).values("pk"))
    others = Academy.objects.regional().exclude(home_key=None)
    shared = Page.objects.live().public().filter(has_unpublished_changes=False)
    for path in Page.objects.filter(translation_key__in=others.values("home_key")).values_list("path", flat=True):
        shared = shared.exclude(path__startswith=path)
    return explorable | shared


def limit_chooser(pages: PageQuerySet, request: Any) -> PageQuerySet:
    """Keep a page chooser to what this person may find."""
    return pages.filter(pk__in=linkable_pages(request.user).values("pk"))
