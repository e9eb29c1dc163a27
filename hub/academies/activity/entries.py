"""Which lines of Wagtail's log belong to an academy.

Of what is there, the row itself says whose it is: a page by where it stands, a row by its tenant policy, a picture by its
collection. What is deleted cannot be asked any more, so its last line keeps the academy's key.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from hub.academies.models import Academy, academy_for_path
from hub.academies.policy import tenant_policy

#: Where a deleted thing's last line keeps whose it was.
KEY = "hub_academy"


def page_entries(academy: Academy) -> QuerySet[PageLogEntry]:
    """Return the log of an academy's pages, in every language, of those that were deleted the line that says so."""
    paths = Page.objects.filter(translation_key=academy.home_key).values_list("path", flat=True) if academy.home_key else []
    inside = [Q(path__startswith=path) for path in paths]
    if not inside:
        return PageLogEntry.objects.filter(**{f"data__{KEY}": academy.pk})
    pages = Page.objects.filter(reduce(or_, inside))
    if academy.is_national:  # what stands below its home and belongs to an academy is that academy's
        sections = Academy.objects.regional().exclude(home_key=None).values("home_key")
        for path in Page.objects.filter(translation_key__in=sections).values_list("path", flat=True):
            pages = pages.exclude(path__startswith=path)
    return PageLogEntry.objects.filter(Q(page__in=pages.order_by().values("pk")) | Q(**{f"data__{KEY}": academy.pk}))


def row_entries(academy: Academy) -> QuerySet[ModelLogEntry]:
    """Return the log of an academy's rows of every model with a tenant policy, itself included, and of its files."""
    found = Q(**{f"data__{KEY}": academy.pk})
    for model, rows in owned(academy).items():
        keys = rows.order_by().annotate(hub_key=Cast("pk", CharField())).values("hub_key")
        found |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=keys)
    return ModelLogEntry.objects.filter(found)


def owned(academy: Academy) -> dict[type[models.Model], QuerySet[Any]]:
    """Return the rows of an academy by model: those with a tenant policy, and the files of its own collection."""
    found: dict[type[models.Model], QuerySet[Any]] = {}
    for model in apps.get_models():
        if policy := tenant_policy(model):
            found[model] = model._default_manager.filter(**{policy.lookup: academy.pk})
    for model in (get_image_model(), get_document_model()):
        found.setdefault(model, model._default_manager.filter(collection=academy.collection_id or 0))
    return found


def note_owner(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Keep with the last line about something whose it was; a receiver of ``pre_save`` of both kinds of line."""
    if raw or not instance.deleted or not isinstance(instance.data, dict) or KEY in instance.data:
        return
    academy = _owner_of_page(instance) if isinstance(instance, PageLogEntry) else _owner_of_row(instance)
    if academy is not None:
        instance.data = {**instance.data, KEY: academy}


def _owner_of_page(entry: PageLogEntry) -> Any:
    path = Page.objects.filter(pk=entry.page_id).values_list("path", flat=True).first()
    found = academy_for_path(path) if path else None
    return found.pk if found else None


def _owner_of_row(entry: ModelLogEntry) -> Any:
    model = entry.content_type.model_class() if entry.content_type else None
    policy = tenant_policy(model) if model else None
    if policy is not None:
        return policy.model._default_manager.filter(pk=entry.object_id).values_list(policy.lookup, flat=True).first()
    if model in (get_image_model(), get_document_model()):
        collection = model._default_manager.filter(pk=entry.object_id).values("collection")
        return Academy.objects.filter(collection__in=collection).values_list("pk", flat=True).first()
    return None
