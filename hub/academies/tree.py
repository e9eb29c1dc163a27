"""Keeps the stored academy of pages equal to where they stand in the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import swapper
from django.apps import apps
from django.db import models, transaction

from hub.academies.models import Academy

AT_ONCE = 500


@dataclass(frozen=True)
class Drift:
    """A page whose stored academy is not the one it stands in; academies by primary key, ``None`` for none."""

    model: type[models.Model]
    pk: int
    stored: int | None
    right: int | None


def page_models() -> list[type[models.Model]]:
    """Return the concrete page models with an academy of their own; a subclass of one of them shares its parent's."""
    from hub.mixins import HubPageMixin

    return [
        model
        for model in apps.get_models()
        if issubclass(model, HubPageMixin) and any(field.name == "academy" for field in model._meta.local_fields)
    ]


def find_drift(*, under: str = "") -> Iterator[Drift]:
    """Yield the pages whose stored academy is wrong.

    Two queries, and one for each kind of page there is.

    Args:
        under: a treebeard path; only that page and what is below it is looked at. "" means the whole tree.
    """
    homes, otherwise = _homes()
    for model in page_models():
        rows: Any = model._default_manager.filter(path__startswith=under).order_by("path")
        for pk, path, stored in rows.values_list("pk", "path", "academy_id").iterator(chunk_size=2000):
            right = _academy_at(path, homes, otherwise)
            if stored != right:
                yield Drift(model, pk, stored, right)


def mend(*, under: str = "") -> int:
    """Store the right academy with every page of a part of the tree, and return how many were wrong.

    Writes the one column and nothing else: no revision, no signal, no new "last edited".
    """
    wrong: dict[tuple[type[models.Model], int | None], list[int]] = defaultdict(list)
    with transaction.atomic():
        for found in find_drift(under=under):
            wrong[found.model, found.right].append(found.pk)
        for (model, right), pks in wrong.items():
            for start in range(0, len(pks), AT_ONCE):
                model._default_manager.filter(pk__in=pks[start : start + AT_ONCE]).update(academy=right)
    return sum(len(pks) for pks in wrong.values())


def retag(page: Any) -> int:
    """Store the right academy with a page that was moved and with everything below it; return how many changed."""
    return mend(under=page.path)


def on_page_moved(sender: type, instance: Any, **kwargs: Any) -> None:
    """A moved page takes the academy of its new place, and so does everything below it."""
    retag(instance)


def _homes() -> tuple[dict[str, int], int | None]:
    """Return the academies' home pages as {path: academy}, and the national team's row, if any."""
    academies = list(Academy.objects.values_list("pk", "home_key", "is_national"))
    by_key = {key: pk for pk, key, _national in academies if key}
    page = swapper.load_model("wagtailcore", "Page")
    places = page._default_manager.filter(translation_key__in=by_key).values_list("path", "translation_key")
    return {path: by_key[key] for path, key in places}, next((pk for pk, _key, national in academies if national), None)


def _academy_at(path: str, homes: dict[str, int], otherwise: int | None) -> int | None:
    steplen: int = swapper.load_model("wagtailcore", "Page").steplen
    for end in range(len(path), 0, -steplen):
        if path[:end] in homes:
            return homes[path[:end]]
    return otherwise
