"""Tags of what a person may see: Wagtail suggests those of every page, picture and document there is."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, QuerySet
from django.http import Http404, JsonResponse
from taggit.models import Tag, TagBase
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.academies.guard.keys import explorable

SEEING_FILES = ("add", "change", "delete", "choose")
MOST = 10


def suggest_tags(user: Any, term: str, app_name: str = "taggit", model_name: str = "tag") -> JsonResponse:
    """Return what Wagtail's own view would, without the tags of what this person may not see.

    Raises:
        Http404: there is no such model of tags.
    """
    try:
        model = apps.get_model(app_name, model_name)
    except LookupError as error:
        raise Http404 from error
    if not issubclass(model, TagBase):
        raise Http404
    found = own_tags(user, model).filter(name__istartswith=term).order_by("name") if term else model.objects.none()
    return JsonResponse(list(found.values_list("name", flat=True)[:MOST]), safe=False)


def own_tags(user: Any, model: type[TagBase] = Tag) -> QuerySet[Any]:
    """Return the tags on pages that this person may explore and on files they may choose; all for a superuser."""
    if user.is_superuser:
        return model.objects.all()
    keys: set[Any] = set()
    for relation in model._meta.related_objects:
        keys |= _keys_on(user, relation.related_model, relation.field.attname)
    return model.objects.filter(pk__in=keys)


def popular_tags(user: Any, of: type[Model]) -> QuerySet[Tag]:
    """Return the ten tags used most on pictures or documents that this person may choose."""
    used = _generic(apps.get_model("taggit", "TaggedItem"), user, of)
    return Tag.objects.filter(taggit_taggeditem_items__in=used).annotate(used=Count("pk")).order_by("-used", "name")[:MOST]


def _keys_on(user: Any, through: Any, tag: str) -> set[Any]:
    """Return the keys of the tags that one table ties to something this person may see."""
    names = {field.name for field in through._meta.concrete_fields}
    if "content_object" in names:
        target = through._meta.get_field("content_object").related_model
        return set(through.objects.filter(content_object__in=_seen(user, target)).values_list(tag, flat=True))
    if {"content_type", "object_id"} <= names:
        rows = [_generic(through, user, of) for of in (get_image_model(), get_document_model())]
        return {key for found in rows for key in found.values_list(tag, flat=True)}
    return set()  # nobody knows what it ties to what


def _generic(through: Any, user: Any, of: type[Model]) -> QuerySet[Any]:
    return through.objects.filter(content_type=ContentType.objects.get_for_model(of), object_id__in=_seen(user, of))


def _seen(user: Any, model: Any) -> QuerySet[Any]:
    if issubclass(model, Page):
        return explorable(user)
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, SEEING_FILES).values("pk")
