"""One short value for all the words of a page. Two texts differ if and only if their fingerprints do.

Dates cannot tell: a page published again without a change is not newer than its translation.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import StringSegment, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def fingerprint(page: Any) -> str:
    """Return the fingerprint of a page's words as it is stored now, 64 hexadecimal digits.

    The words are the segments wagtail-localize offers to translators, in the order of the page. Pictures, links and
    choices do not count, and neither does the slug.

    Args:
        page: a saved page; its row is read again, since values set in Python may be extracted otherwise than stored ones.
    """
    model = page.specific_class
    stored = model._default_manager.get(pk=page.pk)
    return fingerprint_of_loaded(stored)


def fingerprint_of_loaded(page: Any) -> str:
    """Return the fingerprint of a specific page that has just been read from the database, and is thrown away afterwards."""
    for name in _wordless_rows(page._meta.label):
        page.__dict__.setdefault("_cluster_related_objects", {})[name] = []  # where modelcluster keeps rows it has read
    segments = (segment for segment in extract_segments(page) if isinstance(segment, StringSegmentValue))
    return _digest((segment.path, segment.string.data) for segment in segments)


def fingerprint_of_source(source: TranslationSource) -> str:
    """Return the fingerprint of what wagtail-localize holds of a page: the text its next translation is made from. One query."""
    rows = StringSegment.objects.filter(source=source).order_by("order")
    return _digest(rows.values_list("context__path", "string__data"))


def _digest(segments: Iterable[tuple[str, str]]) -> str:
    digest = sha256()
    for path, text in segments:
        if path != "slug":
            digest.update(f"{path}\0{text}\0".encode())
    return digest.hexdigest()


@cache
def _wordless_rows(label: str) -> tuple[str, ...]:
    """Names of inline rows that have no words of their own, such as which principles a story shows.

    Reading them costs a query each and one more for each row, and gives nothing to translate.
    """
    model = apps.get_model(label)
    relations = [each.get_field(model) for each in get_translatable_fields(model)]
    return tuple(
        field.name
        for field in relations
        if isinstance(field, models.ManyToOneRel)
        and isinstance(field.remote_field, ParentalKey)
        and all(_is_wordless(each, field.related_model) for each in get_translatable_fields(field.related_model))
    )


def _is_wordless(each: Any, model: Any) -> bool:
    return not isinstance(each, TranslatableField) or isinstance(each.get_field(model), models.ForeignKey)
