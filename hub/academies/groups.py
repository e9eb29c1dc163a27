"""The groups that stand for roles: what each should hold, and what differs from that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import swapper
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Locale

from hub.academies.models import Academy, AcademyGroup, AcademyRole
from hub.academies.reach import Reach
from hub.academies.roles import BY_LANGUAGE, PAGES, model_permissions, roles_for

FILE_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))
FILE_ACTIONS = ("add", "change", "choose")
FILE_NAMES = [f"{app}.{action}_{model}" for app, model in FILE_MODELS for action in FILE_ACTIONS]


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
        return f"{self.academy.name[: 150 - 30]}: {self.role}{language}"


def wanted_groups(academy: Academy) -> list[Wanted]:
    """Return the groups an academy should have: one for each of its roles, and one for each language a role is limited to.

    A role held by language has groups for its languages only, and none for the language pages are first written in. A role
    of another kind of academy has none. Of an archived academy nobody is in any group.
    """
    members = _members(academy)
    locales = Locale.objects.in_bulk([locale for _, locale in members if locale])
    names = {role: {"wagtailadmin.access_admin", *_models(academy, role)} for role, _ in members}
    keys = _permission_keys({*FILE_NAMES, *_page_names(), *(name for held in names.values() for name in held)})
    reach = Reach(academy)
    return [
        Wanted(
            academy=academy,
            role=role,
            locale=locales.get(locale),
            users=frozenset(users if academy.archived_at is None else ()),
            permissions=frozenset(keys[name] for name in names[role] if name in keys),
            pages=frozenset((page, keys[name]) for page in reach.pages(role, locale) for name in _page_names(role)),
            collections=frozenset((found, keys[name]) for found in _collections(reach, role) for name in FILE_NAMES),
        )
        for (role, locale), users in members.items()
    ]


def drift(academy: Academy, wanted: Iterable[Wanted], *, repair: bool) -> list[str]:
    """Return how the groups of an academy differ from what they should be, and put them right if asked."""
    related = ("user_set", "permissions", "page_permissions", "collection_permissions")
    rows = AcademyGroup.objects.filter(academy=academy).select_related("group")
    there = {(row.role, row.locale_id): row for row in rows.prefetch_related(*(f"group__{name}" for name in related))}
    found: list[str] = []
    for each in wanted:
        row = there.pop((each.role, each.locale.pk if each.locale else None), None)
        found += _drift_of(each, row.group if row else None, repair=repair)
    for row in there.values():
        found.append(f"{row.group.name}: nobody needs this group")
        if repair:
            row.group.delete()
    return found


Change = Callable[[Iterable[Any]], Any]
Part = tuple[str, frozenset[Any], frozenset[Any], Change, Change]


def _members(academy: Academy) -> dict[tuple[str, int | None], set[int]]:
    fitting = roles_for(is_national=academy.is_national)
    members: dict[tuple[str, int | None], set[int]] = {(role, None): set() for role in fitting if role not in BY_LANGUAGE}
    source = Locale.get_default().pk
    for row in AcademyRole.objects.filter(academy=academy, role__in=fitting).prefetch_related("locales"):
        languages: list[int | None] = [locale.pk for locale in row.locales.all()]
        if row.role in BY_LANGUAGE:
            languages = [language for language in languages if language != source]
        elif not languages:
            languages = [None]
        for language in languages:
            members.setdefault((row.role, language), set()).add(row.user_id)
    return members


def _drift_of(wanted: Wanted, group: Group | None, *, repair: bool) -> Iterator[str]:
    if group is None:
        yield f"{wanted.name}: group {'made' if repair else 'is missing'}"
        if not repair:
            return
        group = Group.objects.create(name=_free_name(wanted.name))
        AcademyGroup.objects.create(academy=wanted.academy, role=wanted.role, locale=wanted.locale, group=group)
    elif group.name != wanted.name and not group.name.startswith(f"{wanted.name} "):
        yield f"{wanted.name}: group has another name"
        if repair:
            Group.objects.filter(pk=group.pk).update(name=_free_name(wanted.name))
    for what, has, should, add, remove in _parts(group, wanted):
        if has != should:
            yield f"{wanted.name}: {what} lacks {sorted(should - has)}, has too much {sorted(has - should)}"
            if repair:
                add(should - has)
                remove(has - should)


def _parts(group: Group, wanted: Wanted) -> list[Part]:
    """Return what a group has and should have, with the way to add and to take away."""
    return [
        _many("members", group.user_set, wanted.users),
        _many("permissions", group.permissions, wanted.permissions),
        _pairs("pages", group.page_permissions, "page_id", wanted.pages),
        _pairs("collections", group.collection_permissions, "collection_id", wanted.collections),
    ]


def _many(what: str, related: Any, should: frozenset[int]) -> Part:
    has = frozenset(each.pk for each in related.all())
    return what, has, should, lambda keys: related.add(*keys), lambda keys: related.remove(*keys)


def _pairs(what: str, related: Any, name: str, should: frozenset[tuple[int, int]]) -> Part:
    group, model = related.instance, related.model

    def add(pairs: Iterable[Any]) -> None:
        model.objects.bulk_create(model(group=group, permission_id=permission, **{name: key}) for key, permission in pairs)

    def remove(pairs: Iterable[Any]) -> None:
        for key, permission in pairs:
            model.objects.filter(group=group, permission=permission, **{name: key}).delete()

    return what, frozenset((getattr(row, name), row.permission_id) for row in related.all()), should, add, remove


def _free_name(name: str) -> str:
    """Return the name, or the name with a number where a host has a group of that name."""
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    return next(free for number in range(1, len(taken) + 2) if (free := name if number == 1 else f"{name} {number}") not in taken)


def _models(academy: Academy, role: str) -> set[str]:
    return model_permissions(role, is_national=academy.is_national)


def _page_names(role: str = "") -> list[str]:
    """Return the permissions of pages that a role has; without one, those that any role has."""
    options = swapper.load_model("wagtailcore", "Page")._meta
    actions = PAGES[role] if role else frozenset().union(*PAGES.values())
    return [f"{options.app_label}.{action}_{options.model_name}" for action in sorted(actions)]


def _collections(reach: Reach, role: str) -> list[int]:
    found = reach.collection(role)
    return [found] if found else []


def _permission_keys(names: Iterable[str]) -> dict[str, int]:
    """Return the keys of permissions by ``app_label.codename``; one that no app has is left out."""
    apps: dict[str, list[str]] = {}
    for name in names:
        app, codename = name.split(".")
        apps.setdefault(app, []).append(codename)
    wanted = Q(pk__in=())
    for app, codenames in apps.items():
        wanted |= Q(content_type__app_label=app, codename__in=codenames)
    rows = Permission.objects.filter(wanted).values_list("content_type__app_label", "codename", "pk")
    return {f"{app}.{codename}": pk for app, codename, pk in rows}
