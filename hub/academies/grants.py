"""Finds rights that would let people of one academy into all of them. Reports only: a host's groups are a host's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError
from django.db.models import Q

from hub.academies.models import AcademyRole

#: The root of the tree and the home pages; the root of the collections.
ABOVE_ACADEMIES = Q(page_permissions__page__depth__lte=2) | Q(collection_permissions__collection__depth=1)


def too_wide() -> list[str]:
    """Return, for each group that reaches above the academies and has people of an academy in it, one line.

    Wagtail makes such groups itself: Editors and Moderators have rights on the root of all pages and files.
    """
    people = AcademyRole.objects.filter(user__is_superuser=False).values("user")
    groups = Group.objects.filter(ABOVE_ACADEMIES, user__in=people).distinct().order_by("name")
    return [f"Group “{group.name}” has rights on every academy and people of an academy in it." for group in groups]


@register(Tags.database)
def check_grants(app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of groups that let people of one academy into all of them; run by ``check --database default``."""
    if not databases:
        return []
    try:
        found = too_wide()
    except DatabaseError:  # before the first migration
        return []
    hint = "Take these people out of the group; their roles give them all they need."
    return [Warning(line, hint=hint, id="hub.W020") for line in found]
