"""Taking over what a source says now, for all its translations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.edit_translation import apply_machine_translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from hub.exceptions import Refused
from hub.translation.publishing import publish
from hub.translation.rights import academy_of, locales_for, may_publish, require_change


class SyncTranslations(UpdateTranslationsView):
    """“Sync translated pages”: for who may edit the source; publishes only what this person may publish."""

    object: TranslationSource

    def get_object(self) -> TranslationSource:
        """Return the source.

        Raises:
            Http404: there is none, or what it stood for is gone, or this person may not see it.
            PermissionDenied: this person may not edit it.
        """
        found = super().get_object()
        try:
            self.original = found.get_source_instance()
        except ObjectDoesNotExist as gone:
            raise Http404 from gone
        require_change(self.request.user, self.original)
        return found

    def translations(self) -> list[Translation]:
        """Return the running translations into the languages of this person."""
        allowed = locales_for(self.request.user, academy=academy_of(self.original))
        running = self.object.translations.filter(enabled=True, target_locale__in=allowed)
        return list(running.select_related("source", "target_locale"))

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the source over, and publish if asked; what cannot be published is said, and does not stop the rest."""
        self.object.update_from_db()
        running = self.translations()
        if form.cleaned_data.get("use_machine_translation"):
            for translation in running:
                apply_machine_translation(translation.pk, self.request.user, get_machine_translator())
        for translation in running:
            if form.cleaned_data["publish_translations"]:
                self.publish(translation)
            translation.source.update_target_view_restrictions(translation.target_locale)
        self.components.save(self.object, sources_and_translations={self.object: running})
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())

    def publish(self, translation: Translation) -> None:
        """Publish one translation, or say why not."""
        target = translation.get_target_instance()
        language = translation.target_locale.get_display_name()
        if not may_publish(self.request.user, target):
            text = _("%(language)s was not published: you may not publish there.")
        elif isinstance(target, Page) and target.workflow_in_progress:
            text = _("%(language)s was not published: it waits for somebody's approval.")
        else:
            try:
                publish(source=self.original, locale=translation.target_locale, user=self.request.user)
                return
            except Refused as refusal:
                text = _("%(language)s was not published.") + f" {refusal}".replace("%", "%%")
        messages.warning(self.request, text % {"language": language})
