"""“Hand in for review”: the way to a live page for people who translate and may not publish."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from hub.exceptions import Refused
from hub.translation.memory import missing
from hub.translation.review import hand_in, reviewers
from hub.translation.rights import may_publish, require_change
from hub.translation.sources import source_of

NAME = "hub_hand_in"


@require_http_methods(["GET", "POST"])
def hand_in_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask whether a translation is to be handed in, and do it; lead back to the editor with a message.

    Raises:
        Http404: there is no such page, it is not being translated, or this person may not see it.
        PermissionDenied: they may see it, but not edit it.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    require_change(request.user, page)
    get_object_or_404(_running(page))
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.method == "GET":
        return TemplateResponse(request, "hub/admin/hand_in.html", _asked(page, editor))
    try:
        hand_in(page=page, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(page)s” is handed in. You will find it on the first page.") % {"page": page.title})
    return redirect(editor)


def offer_review(request: HttpRequest, page: Any) -> None:
    """Tell who opens the translation editor and may not publish how it goes live; a hook's answer, never a page of its own."""
    if request.method != "GET" or not isinstance(page, Page) or page.alias_of_id or not _running(page).exists():
        return
    if page.workflow_in_progress:
        text = _("This translation is handed in: %(workflow)s. What you change now is not part of it.")
        messages.info(request, text % {"workflow": page.current_workflow_state.workflow.name})
    elif not may_publish(request.user, page) and page.has_workflow:
        button = messages.button(reverse(NAME, args=[page.pk]), _("Hand in for review"))
        messages.info(request, _("When the translation is ready, somebody else reads it and publishes it."), buttons=[button])


def _running(page: Page) -> Any:
    return Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True)


def _asked(page: Page, editor: str) -> dict[str, Any]:
    return {
        "page_title": _("Hand in for review"),
        "page_subtitle": page.title,
        "header_icon": "clipboard-list",
        "editor": editor,
        "language": page.locale.get_display_name(),
        "left": len(missing(source=source_of(page), locale=page.locale)),
        "workflow": reviewers(page),
    }
