"""Which object is the source of which translation. There is one source: the version in the default language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from hub.translation.exceptions import NotBeingTranslated, NotTranslatable


def source_of(instance: Any) -> Any:
    """Return what an object is translated from, fresh from the database.

    That is its version in the default language; an object that has none is its own source. An alias has no words of its
    own, so its source is looked for among the others.

    Raises:
        NotTranslatable: it is not stored any more, or is the root of the tree.
    """
    model = type(instance).get_translation_model()
    if isinstance(instance, Page) and instance.is_root():
        raise NotTranslatable
    found = model._base_manager.filter(translation_key=instance.translation_key)
    if issubclass(model, Page):
        found = found.filter(alias_of=None)
    row = found.filter(locale=Locale.get_default()).first() or found.filter(pk=instance.pk).first()
    if row is None:
        raise NotTranslatable
    return row.specific if isinstance(row, Page) else row


def version_in(source: Any, locale: Locale) -> Any:
    """Return the version of an object in a language, an alias too; ``None`` where there is none. A page is specific."""
    model = type(source).get_translation_model()
    row = model._base_manager.filter(translation_key=source.translation_key, locale=locale).first()
    return row.specific if isinstance(row, Page) else row


def frozen(source: Any) -> TranslationSource:
    """Return the frozen copy that strings are taken from, brought up to date with what the source says now."""
    return TranslationSource.update_or_create_from_instance(source)[0]


def translation_of(source: Any, locale: Locale) -> Translation:
    """Return the running translation of a source into a language.

    Raises:
        NotBeingTranslated: there is none, or it was stopped, or the translated object is gone.
    """
    rows = Translation.objects.filter(source__object_id=source.translation_key, target_locale=locale, enabled=True)
    found = rows.select_related("source", "source__locale", "target_locale").first()
    if found is None:
        raise NotBeingTranslated
    try:
        found.get_target_instance()
    except ObjectDoesNotExist as gone:
        raise NotBeingTranslated from gone
    return found
