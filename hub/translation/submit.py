"""Starts translations: parents first, one page a transaction, as drafts, never as aliases.

wagtail-localize would make missing parents as live aliases, which show English under another language's address, and
publishes several pages in one transaction with page objects that are out of date, which damages the tree.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation

from hub.translation.exceptions import NotTranslatable, SameLanguage
from hub.translation.relations import localise, terms_of
from hub.translation.sources import frozen, source_of, version_in


def translate(*, page: Page, locale: Locale, user: Any = None) -> Page:
    """Return the translation of a page, made as a draft in the source's words if there was none.

    Pages above it that the language lacks are made first, as drafts too. A live alias in the way is taken down and becomes a
    real draft. What is there already is left as it is, whether it was made here, by hand, or stopped.

    Args:
        page: in any language; its version in the default language is what is translated.
        user: who asks, for the log.

    Raises:
        SameLanguage: ``locale`` is the source's own.
        NotTranslatable: the source is gone, is the root, or is not valid as it stands.
    """
    source = source_of(page)
    _refuse_same(source, locale)
    for above in missing_parents(source, locale):
        _started(above, locale, user)
    return _started(source, locale, user)


def missing_parents(page: Page, locale: Locale) -> list[Page]:
    """Return the pages above a page that have to be translated before it, from the top. Two queries; one where there are none."""
    above = list(page.get_ancestors().filter(depth__gt=1).specific())
    keys = [each.translation_key for each in above]
    there = Page.objects.filter(translation_key__in=keys, locale=locale, alias_of=None)
    found = set(there.values_list("translation_key", flat=True)) if keys else set()
    return [each for each in above if each.translation_key not in found]


def translate_snippet(*, instance: Any, locale: Locale, user: Any = None) -> Any:
    """Return the translation of a snippet, made in the source's words if there was none; what it points to comes first.

    A snippet without drafts is visible at once. Its inline rows are translated with it.

    Raises:
        SameLanguage, NotTranslatable: as for pages; also when the language has a row of its own in the way.
    """
    source = source_of(instance)
    _refuse_same(source, locale)
    return _started_snippet(source, locale, user, set())


def ensure_terms(source: Any, locale: Locale, user: Any = None) -> None:
    """Start the translation of every snippet a page points to, so that the page can be found by it in its language.

    A term that cannot be translated is passed over: the page keeps the source's.
    """
    for term in terms_of(source):
        if term.locale_id != locale.pk and version_in(term, locale) is None:
            try:
                translate_snippet(instance=term, locale=locale, user=user)
            except (NotTranslatable, SameLanguage):
                continue


def sync(*, source: Any) -> None:
    """Take over what the source says now, for all its translations; they show it when they are published next."""
    frozen(source_of(source))


def _refuse_same(source: Any, locale: Locale) -> None:
    if source.locale_id == locale.pk:
        raise SameLanguage


def _started(page: Any, locale: Locale, user: Any) -> Page:
    found = version_in(page, locale)
    if found is not None and not found.alias_of_id:
        return found
    try:
        with transaction.atomic():
            if found is not None:
                found.unpublish(user=user)
                ConvertAliasPageAction(found, user=user).execute(skip_permission_checks=True)
            _save_target(page, locale, user, publish=False)
    except IntegrityError:  # somebody else started it at this moment
        if version_in(page, locale) is None:
            raise
    return version_in(page, locale)


def _started_snippet(source: Any, locale: Locale, user: Any, seen: set[tuple[type[models.Model], Any]]) -> Any:
    found = version_in(source, locale)
    if found is not None:
        return found
    seen.add((type(source), source.pk))
    with transaction.atomic():
        for term in terms_of(source):
            if (type(term), term.pk) not in seen and term.locale_id == source.locale_id:
                _started_snippet(term, locale, user, seen)
        _save_target(source, locale, user, publish=not isinstance(source, DraftStateMixin))
        made = version_in(source, locale)
        localise(made)
    return version_in(source, locale)


def _save_target(source: Any, locale: Locale, user: Any, *, publish: bool) -> None:
    translation, _created = Translation.objects.update_or_create(
        source=frozen(source), target_locale=locale, defaults={"enabled": True}
    )
    try:
        translation.save_target(user=user, publish=publish)
    except ValidationError as error:
        message = _("“%(title)s” cannot be translated as it stands: %(reasons)s")
        raise NotTranslatable(message % {"title": source, "reasons": " ".join(error.messages)}) from error
