"""Starting a translation: who may, into which languages, and parents first."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import submit_translations as theirs

from hub.translation.exceptions import NotTranslatable, TranslationRefused
from hub.translation.rights import may_change, require_start, startable
from hub.translation.sources import source_of
from hub.translation.submit import missing_parents, translate, translate_snippet


class SubmitMixin(ABC):
    """What pages and snippets have in common. Whatever version is asked for, its source is what is translated."""

    request: Any
    object: Any
    components: Any

    def get_object(self) -> Any:
        """Return the source.

        Raises:
            Http404: there is none, or this person may not see it.
            PermissionDenied: this person may see it, but not translate it.
        """
        try:
            source = source_of(super().get_object())
        except NotTranslatable as error:
            raise Http404 from error
        require_start(self.request.user, source)
        return source

    def get_form(self) -> Any:
        """Return the form with the languages this person may choose. A whole subtree at once damages the tree: not offered."""
        form = super().get_form()
        allowed = startable(self.request.user, self.object)
        chosen = form.fields["locales"]
        chosen.queryset = chosen.queryset.filter(pk__in=allowed.values("pk"))
        form.fields.pop("include_subtree", None)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Start each language in turn, say what was started, and lead to the translation where it is only one."""
        locales = list(form.cleaned_data["locales"])
        made: list[Any] = []
        for locale in locales:
            try:
                made.append(self.start(locale))
            except TranslationRefused as refusal:
                messages.error(self.request, str(refusal))
        if made:
            self.save_components()
            messages.success(self.request, self.get_success_message(", ".join(str(each.locale) for each in made)))
        only = made[0] if len(made) == len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(only))

    @abstractmethod
    def start(self, locale: Locale) -> Any:
        """Start one language and return the translation."""

    def save_components(self) -> None:
        """Let what other packages add to the form know what was started."""
        source = TranslationSource.objects.get_for_instance(self.object)
        started = {source: list(Translation.objects.filter(source=source))}
        self.components.save(self.object, sources_and_translations=started)


class SubmitPage(SubmitMixin, theirs.SubmitPageTranslationView):
    """Starts the translation of a page."""

    def start(self, locale: Locale) -> Page:
        """Start one language, and tell about the pages above that were started with it."""
        above = missing_parents(self.object, locale)
        made = translate(page=self.object, locale=locale, user=self.request.user)
        if above:
            text = ngettext(
                "A page needs its parent in the same language. So this one was started as a draft too: %(titles)s.",
                "A page needs its parents in the same language. So these were started as drafts too: %(titles)s.",
                len(above),
            )
            messages.info(self.request, text % {"titles": ", ".join(page.title for page in above)})
        return made

    def get_default_success_url(self, translated_page: Page | None = None) -> str:
        """Lead to the translation, or to the list it is in; to the first page for somebody who may not edit there."""
        if translated_page is not None and not self.may_edit(translated_page):
            messages.warning(self.request, _("You may not edit the translation itself. Somebody else has to write it."))
            translated_page = None
        if translated_page is None and not may_change(self.request.user, self.object):
            return reverse("wagtailadmin_home")  # the source stands in no list of theirs
        return super().get_default_success_url(translated_page)

    def may_edit(self, page: Page) -> bool:
        """Return whether this person may edit a page that may have been made, and its rights with it, a moment ago."""
        fresh = get_user_model()._default_manager.get(pk=self.request.user.pk)  # Wagtail keeps rights on the instance
        return bool(page.permissions_for_user(fresh).can_edit())


class SubmitSnippet(SubmitMixin, theirs.SubmitSnippetTranslationView):
    """Starts the translation of a snippet."""

    def start(self, locale: Locale) -> Any:
        """Start one language."""
        return translate_snippet(instance=self.object, locale=locale, user=self.request.user)
