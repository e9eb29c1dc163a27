"""Walks the addresses of one room as one person, and notes what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.models import Collection, Page

from tests.crawl.addresses import Address, addresses
from tests.crawl.asking import Answer, ask
from tests.crawl.bodies import Fields, swapped, typed
from tests.crawl.canaries import DRAFT, FINDME, NAME, OPEN, OWN
from tests.crawl.params import Case, cases
from tests.crawl.snapshots import State, changes, state
from tests.crawl.world import World

#: Deliberately broken by Wagtail, to try error pages with.
FAILWHALE = "wagtailadmin_error_test"
#: Of an academy's pages, the written matrix asks for the first: in moderation, the home page, a live story with changes.
MATRIX_SUBJECTS = 3
#: Answers 500 on Wagtail 8.0.1 to a form without fields.
STUMBLES = frozenset({"wagtailadmin_choose_page_external_link"})
#: Show a page as visitors see it, inside the admin: what is public may be on it.
PREVIEWS = (
    "view_draft", "preview_on_edit", "preview_on_add", "revisions_view", "workflow_preview", "preview_translation", "block_preview",
)  # fmt: skip


#: Rows about people and requests: of no business to whoever looks after pages everywhere.
PEOPLE = frozenset({"Order", "Grant", "GrantFile", "Invitation", "AcademyRole", "AcademyGroup", "User", "Group", "Academy"})


@dataclass
class Found:
    """What a crawl has seen."""

    seen: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)
    statuses: dict[tuple[str, str], str] = field(default_factory=dict)
    canaries: dict[str, set[str]] = field(default_factory=dict)
    #: names of views of the admin that answer 200 to keys of A
    opened: set[str] = field(default_factory=set)
    requests: int = 0


def secrets_of(role: str) -> frozenset[str]:
    """Return the canaries that somebody may not see in the admin."""
    if role == "superuser" or role.startswith("A's"):
        return frozenset()
    # national editors have every page and file, and the names of those who work on them
    return frozenset({OWN}) if role == "national_editor" else frozenset({OPEN, DRAFT, NAME, OWN})


def guarded_from(role: str) -> frozenset[str] | None:
    """Return the models of which somebody may change no row of A; ``None`` for all of them."""
    if role == "superuser" or role.startswith("A's"):
        return frozenset()
    return PEOPLE if role == "national_editor" else None


class Crawl:
    """One person's walk through one room."""

    def __init__(self, world: World, role: str) -> None:
        self.world, self.role = world, role
        self.secret, kept = secrets_of(role), guarded_from(role)
        self.of_a = {model: keys for model, keys in world.of_a.items() if kept is None or model.__name__ in kept}
        self.guarded = bool(kept is None or kept)
        self.cookie = _cookie_of(world.people[role])
        self.before: State = state() if self.guarded else {}
        self.found = Found()

    def room(self, name: str, *, only_reading: bool = False) -> Found:
        """Crawl every address of a room."""
        for address in addresses():
            if address.room == name and address.name != FAILWHALE:
                self.address(address, only_reading=only_reading)
        return self.found

    def address(self, address: Address, *, only_reading: bool = False) -> None:
        fields: Fields = {}
        for case in cases(address, self.world):
            if only_reading and (case.whose == "mixed" or case.subject >= MATRIX_SUBJECTS):
                continue  # not in the written matrix
            first = self._ask(address, case, "get", case.path)
            self._note_status(address, case, first)
            if case.subject == 0 and not only_reading and (first.status == 200 or self._ids(address, case)):
                for path in self._questions(address, case, first.text):
                    self._ask(address, case, "get", path)
                if case.whose in ("", "foreign"):
                    self._ask(address, case, "get", case.path, xhr=True)
            if only_reading:
                continue
            fields = typed(first.response) or fields
            self._post(address, case, first, fields)

    def _post(self, address: Address, case: Case, first: Answer, fields: Fields) -> None:
        """Send nothing, the form as it stands, and the form with rows of A chosen; with A's keys also what B's form sends."""
        foreign = urlencode({"id": self._ids(address, case)}, doseq=True) if address.name == "wagtail_bulk_action" else ""
        path = f"{case.path}?{foreign}" if foreign else case.path
        self._ask(address, case, "post", path, {})
        if fields:
            self._ask(address, case, "post", path, fields)
        if chosen := swapped(first.response, fields, self.world.a):
            self._ask(address, case, "post", path, chosen)
            if address.room == "pages":
                self._ask(address, case, "post", path, {**chosen, "action-publish": ["1"]})

    def _questions(self, address: Address, case: Case, page: str) -> Iterator[str]:
        """Return the address with searches, filters and exports; of one with keys, only what its page offers."""
        a, asked = self.world.a, case.whose == ""
        people = a.people["editor"].pk
        filters = {
            "owner": people, "edited_by": people, "user": people, "academy": a.academy.pk, "collection_id": a.key_of(Collection),
            "requested_by": people, "locked_by": people, "last_published_by": people, "finished_by": people, "workflow": 1,
        }  # fmt: skip
        if asked or 'name="q"' in page:
            yield f"{case.path}?{urlencode({'q': FINDME})}"
        if not address.in_admin:
            return
        if asked or "w-filter" in page or "w-drilldown" in page:
            yield f"{case.path}?{urlencode({'term': FINDME, 'tag': FINDME, **filters})}"
        if keys := self._ids(address, case):
            yield f"{case.path}?{urlencode({'id': keys}, doseq=True)}"
        for kind in ("csv", "xlsx"):
            if asked or f"export={kind}" in page:
                yield f"{case.path}?export={kind}"

    def _ids(self, address: Address, case: Case) -> list[Any]:
        """Return keys of A to ask for by "?id=": choosers of several rows and bulk actions."""
        if address.name == "wagtail_bulk_action":
            app, model = case.path.split("/")[3:5]
            return self.world.a.keys_of(apps.get_model(app, model))[:3]
        if "multiple" in address.name:
            return self.world.a.keys_of(address.model or Page)[:3]
        return []

    def _ask(self, address: Address, case: Case, method: str, path: str, data: Any = None, *, xhr: bool = False) -> Answer:
        answer = ask(self.cookie, method, path, data, xhr=xhr, look=state if self.guarded and method == "post" else None)
        self.found.requests += 1
        what = f"{self.role} {method.upper()} {path} → {answer.status} ({address.name}, {case.whose or 'no'} keys)"
        if answer.status >= 500 and not _is_wagtails_own(address, method, answer):
            kind, error = (answer.response.exc_info or (None, "no exception"))[:2]
            self.found.broken.append(f"{what}: {getattr(kind, '__name__', kind)} {error}")
        if answer.canaries:
            self.found.shown.add(address.name)
            self.found.canaries.setdefault(address.name, set()).update(answer.canaries)
        if leaked := answer.canaries & self._secret_in(address):
            at = answer.text.upper().index(min(leaked))
            self.found.seen.append(f"{what}: …{answer.text[max(0, at - 90) : at + 40]!r}")
        if answer.kept is not None and address.in_admin:
            self.found.changed += [f"{what}: {change}" for change in changes(self.before, answer.kept, self.of_a)]
        return answer

    def _secret_in(self, address: Address) -> frozenset[str]:
        is_public = not address.in_admin or any(name in address.name for name in PREVIEWS)
        return self.secret - {OPEN} if is_public else self.secret

    def _note_status(self, address: Address, case: Case, answer: Answer) -> None:
        """Keep the answers of a pattern in the written matrix's form: one status, or several in order."""
        if case.whose == "foreign" and answer.status == 200 and address.in_admin:
            self.found.opened.add(address.name)
        if case.subject >= MATRIX_SUBJECTS:
            return
        key = (address.format, case.whose)
        known = self.found.statuses.get(key, "")
        if str(answer.status) not in known.split():
            self.found.statuses[key] = " ".join(sorted([*known.split(), str(answer.status)]))


def _is_wagtails_own(address: Address, method: str, answer: Answer) -> bool:
    """Whether Wagtail has stumbled over a form that no browser sends: its views read some fields without asking for them."""
    kind = (answer.response.exc_info or (None,))[0]
    return method == "post" and (kind is MultiValueDictKeyError or address.name in STUMBLES)


def _cookie_of(user: Any) -> str | None:
    if user is None:
        return None
    client = Client()
    client.force_login(get_user_model().objects.get(pk=user.pk))
    return client.session.session_key
