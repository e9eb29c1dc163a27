"""Finds rights that let people of one academy into all of them, and closes those that Wagtail makes by itself.

A host's groups are a host's: they are reported and never changed. Wagtail's own two, Editors and Moderators, come with
rights on the root of all pages and files; in a new hub, where nobody is in them yet, these rights are taken away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from hub.academies.models import Academy, AcademyRole

#: The root of the tree and the home pages; the root of the collections.
ABOVE_ACADEMIES = Q(page_permissions__page__depth__lte=2) | Q(collection_permissions__collection__depth=1)
#: The groups that Wagtail's first migration makes.
DEFAULTS = ("Editors", "Moderators")
ON_ROOT = Q(page_permissions__page__depth=1) | Q(collection_permissions__collection__depth=1)


def too_wide() -> list[str]:
    """Return, for each group that reaches above the academies and has people of an academy in it, one line.

    Wagtail makes such groups itself: Editors and Moderators have rights on the root of all pages and files. Groups of the
    hub's own are left out: what they reach is what the roles say.
    """
    people = AcademyRole.objects.filter(user__is_superuser=False).values("user")
    groups = Group.objects.filter(ABOVE_ACADEMIES, user__in=people, academy_group=None).distinct().order_by("name")
    return [f"Group “{group.name}” has rights on every academy and people of an academy in it." for group in groups]


def open_defaults() -> QuerySet[Group]:
    """Return Wagtail's own groups that still have rights on the root of all pages or files."""
    return Group.objects.filter(ON_ROOT, name__in=DEFAULTS, academy_group=None).distinct().order_by("name")


def close_defaults(*, only_if_unused: bool = True) -> list[str]:
    """Take the rights on the root of all pages and files away from Wagtail's own groups. Twice does no harm.

    Args:
        only_if_unused: leave a group alone that somebody is in.

    Returns:
        One line for each group that was closed; the groups themselves stay, with what else they may do.
    """
    closed = []
    with transaction.atomic():
        for group in open_defaults():
            if only_if_unused and group.user_set.exists():
                continue
            GroupPagePermission.objects.filter(group=group, page__depth=1).delete()
            GroupCollectionPermission.objects.filter(group=group, collection__depth=1).delete()
            closed.append(f"Group “{group.name}” has no rights on all pages and files any more.")
    return closed


@register(Tags.database)
def check_grants(app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of groups that let people of one academy into all of them; run by ``check --database default``."""
    if not databases:
        return []
    try:
        found, still_open = too_wide(), _open_in_use()
    except DatabaseError:  # before the first migration
        return []
    hint = "Take these people out of the group; their roles give them all they need."
    wide: list[CheckMessage] = [Warning(line, hint=hint, id="hub.W020") for line in found]
    hint = "Take away its rights on “Root” under Settings › Groups, for pages and for collections, once nobody needs them."
    return [*wide, *(Warning(line, hint=hint, id="hub.W022") for line in still_open)]


def _open_in_use() -> list[str]:
    """Return a line for each of Wagtail's groups that is open although the hub has an academy."""
    if not Academy.objects.regional().exists():
        return []
    return [f"Wagtail's own group “{group.name}” has rights on the pages or files of every academy." for group in open_defaults()]
