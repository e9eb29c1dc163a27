"""Where in the tree and among the files the rights of a role stand."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from wagtail.models import Collection, Page

from hub.academies.models import Academy
from hub.academies.roles import FILES, PAGES, Role

#: Roles of the hub's own team that work with the files of every academy.
ALL_FILES = frozenset({Role.NATIONAL_EDITOR, Role.MANAGER})


class Reach:
    """What belongs to one academy; looked up once for all its roles."""

    def __init__(self, academy: Academy) -> None:
        self.academy = academy

    def pages(self, role: str, locale: int | None) -> list[int]:
        """Return the keys of the pages a role has its rights on, in a language or in all of them."""
        if not PAGES[role]:
            return []
        places = self._own if role == Role.NATIONAL_COMMS else self._homes
        return [pk for pk, language in places if locale in (None, language)]

    def collection(self, role: str) -> int | None:
        """Return the key of the collection whose files a role works with."""
        if role not in FILES:
            return None
        if self.academy.is_national and role in ALL_FILES:
            root = Collection.get_first_root_node()
            return root.pk if root else None
        return self.academy.collection_id

    @cached_property
    def _homes(self) -> list[tuple[int, int]]:
        if not self.academy.home_key:
            return []
        return list(Page.objects.filter(translation_key=self.academy.home_key).order_by("path").values_list("pk", "locale_id"))

    @cached_property
    def _own(self) -> list[tuple[int, int]]:
        """Return what stands below the hub's home and holds no academy, in any language.

        A list of academies has none in a language nobody has translated one into yet; it is no page of the hub's own for that.
        """
        sections = Academy.objects.exclude(pk=self.academy.pk).exclude(home_key=None)
        taken = list(Page.objects.filter(translation_key__in=sections.values("home_key")).values_list("path", flat=True))
        children: dict[object, list[tuple[int, int]]] = defaultdict(list)
        holding = set()
        homes = Page.objects.filter(pk__in=[pk for pk, _language in self._homes])
        for home in homes.order_by("path"):
            for pk, language, path, key in home.get_children().values_list("pk", "locale_id", "path", "translation_key"):
                children[key].append((pk, language))
                if any(each.startswith(path) for each in taken):
                    holding.add(key)
        return [place for key, places in children.items() if key not in holding for place in places]
