"""Hands a translation in: for people who translate and may not publish, and for those who want a second reader.

wagtail-localize only publishes: what is translated stands in no draft until then, so that Wagtail's workflow has nothing to
approve. Here the words are brought into a draft, and its workflow is started.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from hub.translation.exceptions import Invalid, TranslationRefused
from hub.translation.publishing import mark_faults
from hub.translation.rights import may_change
from hub.translation.sources import source_of, translation_of
from hub.translation.submit import ensure_terms


class NotYours(TranslationRefused):
    """Only who works on a translation hands it in."""

    message = _("You may not edit this translation.")


class AlreadyHandedIn(TranslationRefused):
    """It waits for somebody already."""

    message = _("This translation has been handed in already. Somebody has to approve it, or ask for changes, first.")


class Locked(TranslationRefused):
    """Somebody has locked the page."""

    message = _("This page is locked. Ask the person who locked it to unlock it.")


class NobodyReviews(TranslationRefused):
    """No workflow says who would approve it."""

    message = _("Nobody is asked to approve this page. Ask an administrator to give it a workflow.")


def hand_in(*, page: Page, user: Any) -> WorkflowState:
    """Bring the translated words into a draft of the page, and ask for its approval.

    Strings without a translation stay in the source's language, as they do when it is published.

    Args:
        page: the translation, specific.

    Returns:
        The workflow that was started.

    Raises:
        NotYours: the person may not edit the page.
        NotBeingTranslated: the translation was stopped.
        AlreadyHandedIn, Locked, NobodyReviews: as they say.
        Invalid: the translated page is not valid; the strings to put right are marked.
    """
    if not may_change(user, page):
        raise NotYours
    source, locale = source_of(page), page.locale
    translation = translation_of(source, locale)
    try:
        with transaction.atomic():
            stored = Page.objects.select_for_update().get(pk=page.pk).specific
            _refuse(stored, user)
            ensure_terms(source, locale, user)
            translation.save_target(user=user, publish=False)
            return _started(stored, user)
    except ValidationError as error:
        mark_faults(translation, error)
        raise Invalid(error.messages) from error


def reviewers(page: Page) -> str:
    """Return the name of the workflow a page would be handed in to, such as “North West Academy approval”; "" if none."""
    workflow = page.get_workflow()
    return workflow.name if workflow else ""


def _refuse(page: Page, user: Any) -> None:
    if page.workflow_in_progress:
        raise AlreadyHandedIn
    lock = page.get_lock()
    if lock and lock.for_user(user):
        raise Locked
    if page.get_workflow() is None:
        raise NobodyReviews


def _started(page: Page, user: Any) -> WorkflowState:
    fresh = Page.objects.get(pk=page.pk).specific
    return fresh.get_workflow().start(fresh, user)
