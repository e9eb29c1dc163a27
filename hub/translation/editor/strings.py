"""Saving one translated string, and one value that stands in place of the source's.

The editor's script shows the ``error`` of a string it has saved, and nothing of an answer that is not 200 or 201. So a text
that does not fit is kept with its error, which also keeps it off the page; it is stored past the signal that would write it
into the explorer's title, where PostgreSQL refuses what is too long.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import SegmentOverrideSerializer, StringTranslationSerializer

from hub.translation.checking import checked_override, fault, target_of
from hub.translation.editor.opening import open_translation


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def edit_string(request: Request, translation_id: int, string_segment_id: int) -> Response:
    """Store or delete one translated string; an empty one is deleted, since it is no translation."""
    translation = open_translation(request.user, translation_id)
    segment = _segment(StringSegment, string_segment_id, translation)
    if request.method == "PUT" and "value" not in request.POST:
        return Response(status=400)
    value = request.POST.get("value", "") if request.method == "PUT" else ""
    where = {"translation_of_id": segment.string_id, "locale_id": translation.target_locale_id, "context_id": segment.context_id}
    if not value.strip():
        stored = StringTranslation.objects.filter(**where).first()
        return _deleted(stored, translation) if request.method == "DELETE" else _emptied(stored, segment)
    error = fault(_target(translation, segment), value, source=segment.string.data)
    values = {
        "data": value.replace("\x00", ""),  # PostgreSQL has no place for it
        "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
        "tool_name": "",
        "last_translated_by": request.user,
        "has_error": bool(error),
        "field_error": error,
    }
    made = _stored_quietly(where, values) if error else _stored(where, values)
    stored = StringTranslation.objects.get(**where)
    data = StringTranslationSerializer(stored, context={"translation_source": translation.source}).data
    return Response(data, status=201 if made else 200)


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def edit_override(request: Request, translation_id: int, overridable_segment_id: int) -> Response:
    """Store or delete the value that a translation shows in place of the source's; one that leads nowhere is not stored."""
    translation = open_translation(request.user, translation_id)
    segment = _segment(OverridableSegment, overridable_segment_id, translation)
    where = {"locale_id": translation.target_locale_id, "context_id": segment.context_id}
    if request.method == "DELETE":
        return _deleted_override(SegmentOverride.objects.filter(**where), translation)
    value = request.POST.get("value", "")
    try:
        checked = checked_override(_target(translation, segment), value, request.user)
    except ValidationError as error:
        return Response({"segment_id": segment.pk, "data": value, "error": " ".join(error.messages)}, status=200)
    values = {"data_json": json.dumps(checked), "last_translated_by": request.user, "has_error": False, "field_error": ""}
    stored, made = SegmentOverride.objects.update_or_create(**where, defaults=values)
    data = SegmentOverrideSerializer(stored, context={"translation_source": translation.source}).data
    return Response(data, status=201 if made else 200)


def _segment(model: Any, pk: int, translation: Translation) -> Any:
    segment = get_object_or_404(model.objects.select_related("context"), pk=pk)
    if segment.context.object_id != translation.source.object_id:
        raise Http404
    return segment


def _target(translation: Translation, segment: Any) -> Any:
    model = translation.source.specific_content_type.model_class()
    return target_of(model, segment.context.field_path) if model else None


def _stored(where: dict[str, Any], values: dict[str, Any]) -> bool:
    """Store; return whether it is new."""
    return bool(StringTranslation.objects.update_or_create(**where, defaults=values)[1])


def _stored_quietly(where: dict[str, Any], values: dict[str, Any]) -> bool:
    """Store without signals; return whether it is new."""
    if StringTranslation.objects.filter(**where).update(**values, updated_at=timezone.now()):
        return False
    StringTranslation.objects.bulk_create([StringTranslation(**where, **values)])
    return True


def _deleted(stored: StringTranslation | None, translation: Translation) -> Response:
    """Delete a string; the script takes 404 for done, too."""
    if stored is None:
        return Response(status=404)
    data = StringTranslationSerializer(stored, context={"translation_source": translation.source}).data
    stored.delete()
    return Response(data, status=200)


def _emptied(stored: StringTranslation | None, segment: StringSegment) -> Response:
    """Delete a string for which nothing but space was saved, and say so."""
    if stored is not None:
        stored.delete()
    error = _("This is empty, so visitors see the words of the source.")
    data = {"string_id": segment.string_id, "segment_id": segment.pk, "data": "", "comment": "", "last_translated_by": None}
    return Response({**data, "error": error}, status=200)


def _deleted_override(found: Any, translation: Translation) -> Response:
    stored = found.first()
    if stored is None:
        return Response(status=404)
    data = SegmentOverrideSerializer(stored, context={"translation_source": translation.source}).data
    stored.delete()
    return Response(data, status=200)
