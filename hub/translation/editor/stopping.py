"""Leaving the translation editor for good: stopping a translation, and turning it into an alias."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail_localize.views.edit_translation import stop_translation as their_stop

from hub.translation.editor.opening import open_translation
from hub.translation.rights import may_publish, require_change


@require_POST
def stop_translation(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Stop keeping a translation in step with its source: for who may publish it, since nobody is told of changes any more."""
    translation = open_translation(request.user, translation_id)
    if not may_publish(request.user, translation.get_target_instance()):
        raise PermissionDenied
    return their_stop(request, translation_id)


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse: an alias would show the source's words under another language's address, and is never served here."""
    page = get_object_or_404(Page, pk=page_id)
    require_change(request.user, page)
    text = _(
        "A translation cannot become an alias here: visitors would read one language under the address of another. "
        "Unpublish the page instead."
    )
    messages.error(request, text)
    return redirect("wagtailadmin_pages:edit", page.pk)
