"""The translation memory: storing translated strings, and saying which are missing.

A string that is empty, or that does not fit its place, is no translation: wagtail-localize counts it as one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from hub.translation.checking import fault, target_of
from hub.translation.exceptions import SameLanguage, UnfitText
from hub.translation.sources import frozen, source_of


@transaction.atomic
def fill(*, source: Any, locale: Locale, texts: Mapping[str, str], user: Any = None) -> list[str]:
    """Store translations of an object's strings, by their text in the source. Nothing is published.

    Args:
        source: a page or snippet; its version in the default language counts.
        texts: {source text: translation}, both in wagtail-localize's form: rich text comes a segment a paragraph, with links
            as ``<a id="a1">``; plain text has ``&amp;`` and ``<br>``.

    Returns:
        The source's texts that have no translation afterwards, in the order of the page, each once.

    Raises:
        UnfitText: a translation does not fit its place; nothing was stored.
        SameLanguage: ``locale`` is the source's own.
    """
    original = source_of(source)
    if original.locale_id == locale.pk:
        raise SameLanguage
    row = frozen(original)
    model = row.specific_content_type.model_class()
    stored = {(each.translation_of_id, each.context_id): each for each in translations(row, locale)}
    wrong: list[StringTranslation] = []
    for segment in _segments(row):
        text = texts.get(segment.string.data, "")
        there = stored.get((segment.string_id, segment.context_id))
        if not text.strip() or (there is not None and there.data == text and not there.has_error):
            continue
        if reason := fault(target_of(model, segment.context.field_path), text, source=segment.string.data):
            raise UnfitText(segment.string.data, reason)
        wrong.append(_translation(segment, locale, text, user))
        if segment.context.path == "title":
            _show_title(row, locale, text)
    _store(wrong)
    return missing(source=original, locale=locale)


def missing(*, source: Any, locale: Locale) -> list[str]:
    """Return the texts of a source, as it was last taken over, that have no translation; in order, each once."""
    row = TranslationSource.objects.get_for_instance_or_none(source)
    if row is None:
        return []
    done = {
        (each.translation_of_id, each.context_id) for each in translations(row, locale).filter(has_error=False).exclude(data="")
    }
    left = [each.string.data for each in _segments(row) if (each.string_id, each.context_id) not in done]
    return list(dict.fromkeys(left))


def translations(source: TranslationSource, locale: Locale) -> QuerySet[StringTranslation]:
    """Return what is stored for a source's strings in a language, also of strings it no longer has."""
    return StringTranslation.objects.filter(context__object_id=source.object_id, locale=locale)


def _segments(source: TranslationSource) -> QuerySet[StringSegment]:
    return source.stringsegment_set.select_related("string", "context").order_by("order")


def _translation(segment: StringSegment, locale: Locale, text: str, user: Any) -> StringTranslation:
    return StringTranslation(
        translation_of=segment.string,
        locale=locale,
        context=segment.context,
        data=text,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        tool_name="",
        last_translated_by=user,
        updated_at=timezone.now(),
    )


def _store(rows: list[StringTranslation]) -> None:
    """Store in one statement; the same string may stand in the same place twice."""
    unique = {(row.translation_of_id, row.context_id): row for row in rows}
    StringTranslation.objects.bulk_create(
        unique.values(),
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=[
            "data", "translation_type", "tool_name", "last_translated_by", "updated_at", "has_error", "field_error",
        ],
    )  # fmt: skip


def _show_title(source: TranslationSource, locale: Locale, text: str) -> None:
    """The explorer shows the title that was translated last, as wagtail-localize has it."""
    Page.objects.filter(translation_key=source.object_id, locale=locale).update(draft_title=text)
