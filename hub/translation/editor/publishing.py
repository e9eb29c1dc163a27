"""The button “Publish” of the translation editor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TranslatableMixin
from wagtail_localize.models import Translation

from hub.exceptions import Refused
from hub.translation.memory import missing
from hub.translation.publishing import publish
from hub.translation.rights import may_publish


def publish_from_editor(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Publish instead of wagtail-localize, so that what the page's gate refuses is said in a message; a hook's answer.

    Returns:
        A redirect to the editor; ``None`` where this is not about publishing a translation.
    """
    if request.method != "POST" or request.POST.get("action") != "publish" or not isinstance(instance, TranslatableMixin):
        return None
    running = Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale_id=instance.locale_id, enabled=True
    )
    translation = running.select_related("target_locale", "source").first()
    if translation is None or getattr(instance, "alias_of_id", None):
        return None
    if not may_publish(request.user, instance):
        raise PermissionDenied
    _publish(request, translation)
    return redirect(request.path)


def _publish(request: HttpRequest, translation: Translation) -> None:
    source, locale = translation.source.get_source_instance(), translation.target_locale
    try:
        made = publish(source=source, locale=locale, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    names = {"object": str(made), "language": locale.get_display_name()}
    left = len(missing(source=source, locale=locale))
    if left:
        text = ngettext(
            "Published “%(object)s” in %(language)s. %(left)d text is not translated and is shown in the source's language.",
            "Published “%(object)s” in %(language)s. %(left)d texts are not translated and are shown in the source's language.",
            left,
        )
        messages.warning(request, text % {**names, "left": left})
    else:
        messages.success(request, _("Published “%(object)s” in %(language)s.") % names)
