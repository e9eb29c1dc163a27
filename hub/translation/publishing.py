"""Brings stored translations into their page and publishes it, through the page's own gate.

wagtail-localize writes the translated words into the page before it asks whether the page may be published, and asks after
its transaction is over: a refusal would leave refused words on a live page. Here both happen in one transaction.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationLog

from hub.translation.exceptions import Invalid
from hub.translation.relations import localise, relations_of
from hub.translation.sources import source_of, translation_of
from hub.translation.submit import ensure_terms


def publish(*, source: Any, locale: Locale, user: Any = None) -> Any:
    """Publish the translation of a page, with what the memory holds for it; strings without a translation stay in English.

    What the source has said since the last sync is not taken over. Where nothing would change, nothing is done. A snippet
    has no drafts to publish, so its translation is stored.

    Args:
        source: a page or snippet; its version in the default language counts.
        user: who publishes, for the log and the revision; asked for no permission.

    Returns:
        The translated page or snippet.

    Raises:
        NotBeingTranslated: the translation was never started, or was stopped.
        PublishRefused: the page is not fit to be seen; it is left as it was.
        Invalid: the translated page is not valid; the strings to put right are marked, the page is left as it was.
    """
    original = source_of(source)
    translation = translation_of(original, locale)
    if is_current(translation):
        return translation.get_target_instance()
    try:
        with transaction.atomic():
            ensure_terms(original, locale, user)
            _publish(translation, user)
    except ValidationError as error:
        mark_faults(translation, error)
        raise Invalid(error.messages) from error
    return translation.get_target_instance()


def is_current(translation: Translation) -> bool:
    """Return whether publishing would change nothing: the page is live as it was made from this very source and memory."""
    target = translation.get_target_instance()
    if not isinstance(target, Page) or not target.live or target.has_unpublished_changes:
        return False
    made = TranslationLog.objects.filter(source=translation.source, locale=translation.target_locale)
    if not made.filter(revision=target.live_revision_id, created_at__gte=translation.source.last_updated_at).exists():
        return False
    fresh = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    fresh.slug = find_available_slug(target.get_parent(), slugify(fresh.slug), ignore_page_id=target.pk)
    return content_of(fresh) == content_of(translation.get_target_instance())


def content_of(instance: Any) -> dict[str, Any]:
    """Return the content that a translation has from its source, as plain values.

    Of another page or snippet it points to, the translation key: which language's version that is follows by itself.
    """
    names = {field.field_name for field in get_translatable_fields(type(instance))}
    data = {name: value for name, value in instance.serializable_data().items() if name in names}
    return _plain(type(instance), data)


def _plain(model: type[models.Model], data: dict[str, Any]) -> dict[str, Any]:
    keys = {relation.name: relation.target for relation in relations_of(model) if not relation.owner}
    rows = {relation.name: relation for relation in get_all_child_relations(model)} if issubclass(model, ClusterableModel) else {}
    plain = dict(data)
    for field in model._meta.get_fields():
        if isinstance(field, StreamField) and data.get(field.name):  # as text, whose keys have an order of the database's own
            plain[field.name] = json.loads(data[field.name])
    for name, target in keys.items():
        if data.get(name):
            plain[name] = target._base_manager.filter(pk=data[name]).values_list("translation_key", flat=True).first()
    for name, relation in rows.items():
        left_out = {"pk", relation.remote_field.name}
        kept = [{key: value for key, value in row.items() if key not in left_out} for row in data.get(name, ())]
        plain[name] = [_plain(relation.related_model, row) for row in kept]
    return plain


def _publish(translation: Translation, user: Any) -> None:
    target = translation.get_target_instance()
    if not isinstance(target, DraftStateMixin):
        translation.save_target(user=user, publish=True)
        localise(translation.get_target_instance())
        return
    translation.save_target(user=user, publish=False)
    translation.get_target_instance().get_latest_revision().publish(user=user)


def mark_faults(translation: Translation, error: ValidationError) -> None:
    """Mark the strings that keep the page from being valid, where the translation editor shows it."""
    for name, messages in getattr(error, "message_dict", {}).items():
        where = {"context__object_id": translation.source.object_id, "context__path": name, "locale": translation.target_locale}
        values = {"has_error": True, "field_error": messages[0]}
        StringTranslation.objects.filter(**where).update(**values)
        SegmentOverride.objects.filter(**where).update(**values)
