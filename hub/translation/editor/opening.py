"""Which translations a person may work on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Page
from wagtail_localize.models import Translation

from hub.translation.rights import require_change, require_language


def open_translation(user: Any, pk: int) -> Translation:
    """Return a translation this person may work on.

    Raises:
        Http404: there is none, its object is gone, or this person may not see it.
        PermissionDenied: this person may see it, but not edit it, or not in this language.
    """
    rows = Translation.objects.select_related("source", "source__locale", "source__specific_content_type", "target_locale")
    translation = get_object_or_404(rows, pk=pk)
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist as gone:
        raise Http404 from gone
    require_change(user, target)
    if not isinstance(target, Page):  # of a page, the permissions stand in the language's own tree
        require_language(user, target, translation.target_locale)
    return translation
