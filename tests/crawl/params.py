"""Which keys go into an address. A parameter that is nowhere here fails the test, so that this table is kept up."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupApprovalTask, Page, UploadedFile, Workflow

from tests.crawl.addresses import Address
from tests.crawl.side import Side
from tests.crawl.world import World


class UnknownParameter(Exception):
    """An address has a parameter that nobody has told the crawl how to fill."""


#: Parameters that name a page, or what hangs on it: one value for each of a side's subjects.
OF_PAGES = {
    **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk"), "page"),
    **dict.fromkeys(("revision_id", "revision_id_a", "revision_id_b"), "revision"),
    **{name: name for name in ("task_state_id", "task_id", "workflow_state_id")},
}
#: Parameters that name a row of one model, whatever the view says.
MODELS: dict[str, Any] = {
    "document_id": get_document_model(),
    "doc_id": get_document_model(),
    "image_id": get_image_model(),
    "collection_id": Collection,
    "uploaded_file_id": UploadedFile,
    "workflow_pk": Workflow,
    "redirect_id": "wagtailredirects.Redirect",
    "academy": "hub.Academy",
    "invitation": "hub.Invitation",
    "person": settings.AUTH_USER_MODEL,
    "other": settings.AUTH_USER_MODEL,
}
#: Views whose "pk" says nothing of its model by itself, or not the truth.
PK_OF: dict[str, Any] = {
    "wagtailadmin_api:documents": get_document_model(),
    "wagtailadmin_api:images": get_image_model(),
    "wagtailadmin_workflows:enable_task": GroupApprovalTask,
    "wagtailadmin_workflows:edit_task": GroupApprovalTask,
    "wagtailadmin_workflows:disable_task": GroupApprovalTask,
    "wagtailadmin_workflows": Workflow,
}
#: Parameters whose value a side has noted itself.
NAMED = frozenset(
    {
        "translation_id", "translation_source_id", "string_segment_id", "overridable_segment_id", "session_id", "restriction_id",
        "page_view_restriction_id", "token",
    }
)  # fmt: skip
#: Values that are the same for everybody, by the view's name or by the parameter's.
FIXED: dict[str, list[dict[str, Any]]] = {
    "wagtailadmin_api:pages:action": [{"action_name": name} for name in ("publish", "unpublish", "delete", "copy", "create_alias")],
    "wagtailadmin_pages:workflow_action": [{"action_name": "approve"}, {"action_name": "reject"}],
    "wagtailadmin_pages:collect_workflow_action_data": [{"action_name": "approve"}],
    "wagtailadmin_workflows:add_task": [{"app_label": "wagtailcore", "model_name": "groupapprovaltask"}],
    "wagtailadmin_tag_model_autocomplete": [{"app_name": "taggit", "model_name": "tag"}],
    "wagtailadmin_editing_sessions:ping": [{"app_label": "wagtailcore", "model_name": "page"}],
    "wagtail_localize:submit_snippet_translation": [{"app_label": "hub", "model_name": "area"}],
    "wagtail_localize:snippets_api_listing": [{"app_label": "hub", "model_name": "area"}],
    "wagtail_localize:snippets_api_detail": [{"app_label": "hub", "model_name": "area"}],
    "wagtail_localize:preview_translation": [{"mode": ""}],
    "wagtailimages:preview": [{"filter_spec": "fill-20x20"}],
    "toolkit_orders_download": [{"number": 1}],
    "wagtailadmin_password_reset_confirm": [{"uidb64": "MQ", "token": "set-password"}],
    "hub_academy_css": [{"digest": "0123456789"}],
    **dict.fromkeys(
        (f"wagtailadmin_pages:{name}" for name in ("add", "preview_on_add", "type_use", "type_use_results")),
        [{"content_type_app_name": "hub", "content_type_model_name": "standardpage"}],
    ),
    "wagtailadmin_pages:choose_parent": [{"app_label": "hub", "model_name": "standardpage"}],
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One address filled in. ``whose`` says whose keys it holds: "own", "foreign", "mixed", or "" where it holds none."""

    whose: str
    path: str
    subject: int = 0


def cases(address: Address, world: World) -> list[Case]:
    """Return the addresses a pattern stands for: with own keys, with foreign ones, and with some of both.

    Raises:
        UnknownParameter: the table above does not know a parameter.
    """
    if address.name == "wagtail_serve":
        return [*_served(world.b, "own"), *_served(world.a, "foreign"), Case("", "/"), Case("", "/ur/")]
    found = []
    for fixed in _fixed(address):
        free = [name for name in address.params if name not in fixed]
        if not free:
            found.append(Case("", address.format % fixed))
            continue
        for sides in itertools.product((world.b, world.a), repeat=len(free)):
            whose = "own" if world.a not in sides else "foreign" if world.b not in sides else "mixed"
            found += _filled(address, fixed, dict(zip(free, sides, strict=True)), whose)
    return found


def _filled(address: Address, fixed: dict[str, Any], sides: dict[str, Side], whose: str) -> Iterator[Case]:
    values = {name: values_of(name, address, side) for name, side in sides.items()}
    # all of A's pages are tried, and of B's and of mixtures the first two
    number = max(len(each) for each in values.values()) if whose == "foreign" else min(2, max(map(len, values.values())))
    for at in range(number):
        row = {name: quote(str(each[at % len(each)]), safe="") for name, each in values.items()}
        yield Case(whose, address.format % {**fixed, **row}, at)


def values_of(name: str, address: Address, side: Side) -> list[Any]:
    """Return what one side has for a parameter of an address."""
    if name in OF_PAGES:
        return [subject[OF_PAGES[name]] for subject in side.subjects]
    if name in MODELS:
        return _keys(MODELS[name], side)
    if name in NAMED:
        return [side.named[name] or 0]
    if name in ("pk", "object_id"):
        return _primary_keys(address, side)
    if address.name == "wagtaildocs_serve":
        return [side.key_of(get_document_model())] if name == "_0" else [side.named["filename"]]
    if address.name == "toolkit_orders_public_file":
        return [side.named["asset"].uid, side.named["public_asset"].uid]
    if name == "slug":
        return [side.academy.slug]
    raise UnknownParameter(f"{address.name} ({address.format}): tell tests/crawl/params.py what “{name}” is")


def _primary_keys(address: Address, side: Side) -> list[Any]:
    fixed = next((row for row in _fixed(address) if "model_name" in row), None)
    model = next((model for name, model in PK_OF.items() if address.name.startswith(name)), None) or address.model
    if model is None and fixed:
        model = apps.get_model(fixed["app_label"], fixed["model_name"])
    if model is None and not address.name.startswith(("wagtailadmin_api:pages", "wagtailadmin_pages:")):
        raise UnknownParameter(f"{address.name} ({address.format}): tell tests/crawl/params.py whose key “pk” is")
    if model is None or issubclass(model, Page):
        return [subject["page"] for subject in side.subjects]
    return _keys(model, side)


def _keys(model: Any, side: Side) -> list[Any]:
    """Return a side's keys of a model; of one that no academy has rows of, any row's."""
    model = apps.get_model(model) if isinstance(model, str) else model
    own = side.keys_of(model)
    return own[:3] or [model._default_manager.values_list("pk", flat=True).first() or 0]


def _fixed(address: Address) -> list[dict[str, Any]]:
    if address.name == "wagtail_bulk_action":
        bulk_action_registry._scan_for_bulk_actions()
        return [
            {"app_label": app, "model_name": model, "action": action}
            for app, models in bulk_action_registry.actions.items()
            for model, actions in models.items()
            for action in actions
        ]
    return [{**row} for row in FIXED.get(address.name, [{}])]


def _served(side: Side, whose: str) -> Iterator[Case]:
    for number, subject in enumerate(side.subjects):
        page = Page.objects.get(pk=subject["page"])
        yield Case(whose, page.get_url() or "/", number)
