"""The groups that stand for roles: what each should hold, and what differs from that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import swapper
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from hub.academies.models import Academy, AcademyGroup, AcademyRole
from hub.academies.roles import FILES, PAGES, model_permissions

FILE_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))
FILE_ACTIONS = ("add", "change", "choose")


@dataclass(frozen=True)
class Wanted:
    """One group as it should be. ``pages`` and ``collections`` hold pairs of (key of the object, key of the permission)."""

    academy: Academy
    role: str
    locale: Locale | None
    users: frozenset[int] = field(default_factory=frozenset)
    permissions: frozenset[int] = field(default_factory=frozenset)
    pages: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    collections: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        """The group's name, as the list of groups shows it."""
        language = f" ({self.locale.language_code})" if self.locale else ""
        return f"{self.academy.name}: {self.role}{language}"[:150]


def wanted_groups(academy: Academy) -> list[Wanted]:
    """Return the groups an academy should have: one for each role, and one for each language a role is limited to."""
    members: dict[tuple[str, int | None], set[int]] = {(role, None): set() for role in AcademyRole.Role.values}
    for role in AcademyRole.objects.filter(academy=academy).prefetch_related("locales"):
        for locale in [locale.pk for locale in role.locales.all()] or [None]:
            members.setdefault((role.role, locale), set()).add(role.user_id)
    locales = Locale.objects.in_bulk([locale for _, locale in members if locale])
    return [
        Wanted(
            academy=academy,
            role=role,
            locale=locales.get(locale),
            users=frozenset(users),
            permissions=frozenset(_permission_keys({"wagtailadmin.access_admin", *model_permissions(role)})),
            pages=frozenset(_page_pairs(academy, role, locale)),
            collections=frozenset(_file_pairs(academy, role)),
        )
        for (role, locale), users in members.items()
    ]


def drift_of(wanted: Wanted, *, repair: bool) -> list[str]:
    """Return how the group differs from what it should be, and put it right if asked."""
    row = (
        AcademyGroup.objects.filter(academy=wanted.academy, role=wanted.role, locale=wanted.locale).select_related("group").first()
    )
    if row is None:
        if not repair:
            return [f"{wanted.name}: group is missing"]
        row = AcademyGroup.objects.create(
            academy=wanted.academy, role=wanted.role, locale=wanted.locale, group=Group.objects.create(name=_free_name(wanted.name))
        )
        found = [f"{wanted.name}: group made"]
    else:
        found = []
    group = row.group
    for what, has, should, add, remove in _parts(group, wanted):
        if has != should:
            found.append(f"{wanted.name}: {what} lacks {sorted(should - has)}, has too much {sorted(has - should)}")
            if repair:
                add(should - has)
                remove(has - should)
    return found


def left_over(academy: Academy, wanted: Iterable[Wanted], *, repair: bool) -> list[str]:
    """Return groups of ours that no role needs any longer, and delete them if asked."""
    needed = {(group.role, group.locale.pk if group.locale else None) for group in wanted}
    found = []
    for row in AcademyGroup.objects.filter(academy=academy).select_related("group"):
        if (row.role, row.locale_id) not in needed:
            found.append(f"{row.group.name}: nobody needs this group")
            if repair:
                row.group.delete()
    return found


Change = Callable[[Iterable[Any]], Any]
Part = tuple[str, frozenset[Any], frozenset[Any], Change, Change]


def _parts(group: Group, wanted: Wanted) -> list[Part]:
    """Return what a group has and should have, with the way to add and to take away."""
    return [
        _many("members", group.user_set, wanted.users),
        _many("permissions", group.permissions, wanted.permissions),
        _pairs("pages", group, GroupPagePermission, "page_id", wanted.pages),
        _pairs("collections", group, GroupCollectionPermission, "collection_id", wanted.collections),
    ]


def _many(what: str, related: Any, should: frozenset[int]) -> Part:
    has = frozenset(related.values_list("pk", flat=True))
    return what, has, should, lambda keys: related.add(*keys), lambda keys: related.remove(*keys)


def _pairs(what: str, group: Group, model: Any, name: str, should: frozenset[tuple[int, int]]) -> Part:
    rows = model.objects.filter(group=group)

    def add(pairs: Iterable[Any]) -> None:
        model.objects.bulk_create(model(group=group, permission_id=permission, **{name: key}) for key, permission in pairs)

    def remove(pairs: Iterable[Any]) -> None:
        for key, permission in pairs:
            rows.filter(permission=permission, **{name: key}).delete()

    return what, frozenset(rows.values_list(name, "permission_id")), should, add, remove


def _free_name(name: str) -> str:
    """Return the name, or the name with a number where a host has a group of that name."""
    taken = set(Group.objects.filter(name__startswith=name[:140]).values_list("name", flat=True))
    return next(
        free for number in range(1, len(taken) + 2) if (free := name if number == 1 else f"{name[:140]} {number}") not in taken
    )


def _permission_keys(names: Iterable[str]) -> list[int]:
    found = Q(pk__in=())
    for name in names:
        app, codename = name.split(".")
        found |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(found).values_list("pk", flat=True))


def _page_pairs(academy: Academy, role: str, locale: int | None) -> list[tuple[int, int]]:
    if not academy.home_key or not PAGES[role]:
        return []
    pages = Page.objects.filter(translation_key=academy.home_key)
    if locale:
        pages = pages.filter(locale=locale)
    model = swapper.load_model("wagtailcore", "Page")
    codenames = [f"{action}_{model._meta.model_name}" for action in PAGES[role]]
    content_type = ContentType.objects.get_for_model(model)
    permissions = Permission.objects.filter(content_type=content_type, codename__in=codenames).values_list("pk", flat=True)
    return [(page, permission) for page in pages.values_list("pk", flat=True) for permission in permissions]


def _file_pairs(academy: Academy, role: str) -> list[tuple[int, int]]:
    collection: Collection | None = academy.collection
    if collection is None or role not in FILES:
        return []
    names = [f"{app}.{action}_{model}" for app, model in FILE_MODELS for action in FILE_ACTIONS]
    return [(collection.pk, permission) for permission in _permission_keys(names)]
