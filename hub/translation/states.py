"""Writes down, whenever a page is published, what its text is or what it was translated from.

``SourceState`` for pages in the default language, ``TranslationState`` for the others. The source of a page is the page of
the same translation key in the default language.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationLog

from hub.translation.active import default_code
from hub.translation.fingerprint import fingerprint, fingerprint_of_loaded, fingerprint_of_source
from hub.translation.models import SourceState, TranslationState

AT_ONCE = 200


def on_page_published(sender: type, instance: Any, **kwargs: Any) -> None:
    """Note the state of a page that has just gone live; a scheduled page and an alias have none."""
    if not instance.live or instance.alias_of_id:
        return
    if instance.locale.language_code == default_code():
        note_source(instance)
    else:
        note_translation(instance)


def on_strings_brought_in(sender: type, instance: TranslationLog, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Note what a draft was made from when wagtail-localize brings strings into it.

    Usually the draft is published afterwards. Outside a transaction wagtail-localize publishes first and logs later.
    """
    if raw or not created or not instance.revision_id:
        return
    pages = Page.objects.filter(translation_key=instance.source.object_id, locale=instance.locale_id)
    page = pages.only("pk", "live", "live_revision_id").first()
    if page is None:
        return
    text = fingerprint_of_source(instance.source)
    TranslationState.objects.update_or_create(page_id=page.pk, defaults={"brought_from": text})
    if page.live and page.live_revision_id == instance.revision_id:
        _made(page, text)


def note_source(page: Any) -> str:
    """Store the fingerprint of a live page in the default language, and return it.

    ``changed_at`` moves only with the text: publishing again without a change leaves the row as it is.
    """
    text = fingerprint(page)
    now = timezone.now()
    state, is_new = SourceState.objects.get_or_create(page_id=page.pk, defaults={"fingerprint": text, "changed_at": now})
    if not is_new and state.fingerprint != text:
        SourceState.objects.filter(pk=state.pk).update(fingerprint=text, changed_at=now)
    return text


def note_translation(page: Any) -> None:
    """Store what a live translation was made from.

    With wagtail-localize that is the text it held when the strings were brought in: the source may have changed since, and
    even that change may have been taken over without these strings. A translation made otherwise, in code or after
    "stop translation", counts as made from its source as it is now. Without a source nothing is stored.
    """
    text = _brought_in(page) or _text_of_source(page)
    if text:
        _made(page, text)


def missing_sources() -> models.QuerySet[Page]:
    """Return live pages in the default language whose text is not noted: published before the table was there, or in bulk."""
    return _own_pages().filter(locale__language_code=default_code(), hub_source_state=None)


def missing_translations() -> models.QuerySet[Page]:
    """Return live translations of which it is not noted what they were made from."""
    keys = Page.objects.filter(locale__language_code=default_code()).values("translation_key")
    translations = _own_pages().exclude(locale__language_code=default_code()).filter(translation_key__in=keys)
    return translations.filter(models.Q(hub_translation_state=None) | models.Q(hub_translation_state__made_at=None))


def fill() -> int:
    """Note every missing state, and return how many there were. Sources come first: translations are compared with them."""
    count = 0
    for pages in _portions(missing_sources()):
        states = [
            SourceState(
                page_id=page.pk, fingerprint=fingerprint_of_loaded(page), changed_at=page.last_published_at or timezone.now()
            )
            for page in pages
        ]
        SourceState.objects.bulk_create(states, ignore_conflicts=True)
        count += len(states)
    for pages in _portions(missing_translations()):
        for page in pages:
            note_translation(page)
        count += len(pages)
    return count


def _own_pages() -> models.QuerySet[Page]:
    return Page.objects.filter(live=True, alias_of=None, depth__gt=1)


def _portions(pages: models.QuerySet[Page]) -> Iterator[list[Any]]:
    """Yield specific pages in lists of moderate length; what is missing is looked up once."""
    pks = list(pages.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        yield list(Page.objects.filter(pk__in=pks[start : start + AT_ONCE]).specific())


def _made(page: Any, text: str) -> None:
    """Store what a live translation was made from; its date stays while that is the same."""
    now = timezone.now()
    new = {"made_from": text, "made_at": now}
    state, is_new = TranslationState.objects.get_or_create(page_id=page.pk, defaults=new)
    if not is_new and (state.made_from != text or state.made_at is None):
        TranslationState.objects.filter(pk=state.pk).update(**new)


def _brought_in(page: Any) -> str:
    """What wagtail-localize made a translation from; "" when it does not look after the page."""
    held = Translation.objects.filter(
        source__object_id=page.translation_key,
        source__locale__language_code=default_code(),
        target_locale=page.locale_id,
        enabled=True,
    )
    translation = held.select_related("source").first()
    if translation is None:
        return ""
    noted = TranslationState.objects.filter(page_id=page.pk).values_list("brought_from", flat=True).first()
    return noted or fingerprint_of_source(translation.source)


def _text_of_source(page: Any) -> str:
    """The fingerprint of a page's source as it is now: of its live text where it is live; "" without a source."""
    sources = Page.objects.filter(translation_key=page.translation_key, locale__language_code=default_code())
    source = sources.select_related("hub_source_state").first()
    if source is None:
        return ""
    state = getattr(source, "hub_source_state", None)
    if state is not None:
        return str(state.fingerprint)
    return note_source(source) if source.live and not source.alias_of_id else fingerprint(source)
