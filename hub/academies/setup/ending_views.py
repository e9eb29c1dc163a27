"""Rename, archive, bring back, delete: each page first lists what depends on the academy, then asks, then does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import SlugInput

from hub.academies.setup.archive import archive_academy, put_away, unarchive_academy
from hub.academies.setup.delete import delete_academy
from hub.academies.setup.dependents import dependents_of
from hub.academies.setup.exceptions import BadDetails
from hub.academies.setup.rename import rename_academy
from hub.academies.setup.views import MadeView
from hub.exceptions import Refused
from hub.typed import LineField


class NameForm(forms.Form):
    """The new name and address."""

    name = LineField(label=gettext_lazy("Name"), max_length=120)
    short_name = LineField(
        label=gettext_lazy("Short name"), max_length=60, help_text=gettext_lazy("As used in filters: “North West”.")
    )
    slug = forms.CharField(
        label=gettext_lazy("Slug"),
        max_length=60,
        widget=SlugInput(),
        help_text=gettext_lazy("Stands in addresses. Old addresses lead to the new ones."),
    )


class SureForm(forms.Form):
    """One tick before harm."""

    sure = forms.BooleanField(label=gettext_lazy("I have read what depends on this academy."))


class BackForm(forms.Form):
    """How much comes back."""

    publish = forms.BooleanField(
        label=gettext_lazy("Also put online again what archiving took down"),
        help_text=gettext_lazy("As it was then; drafts written since stay drafts."),
        required=False,
    )


class EndingView(MadeView, ABC):
    """Lists what depends on an academy, asks, and does. A subclass names the words and the service."""

    template_name = "hub/admin/academy_ending.html"
    form_class: ClassVar[type[forms.Form]] = SureForm
    question: Any = ""
    button: Any = ""
    is_serious = False

    @cached_property
    def form(self) -> forms.Form:
        return self.form_class(self.request.POST or None, initial=self.get_initial())

    def get_initial(self) -> dict[str, Any]:
        return {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(**kwargs))
        try:
            return self.act(self.form.cleaned_data)
        except BadDetails as refused:
            for name, texts in refused.errors.items():
                self.form.add_error(name if name in self.form.fields else None, texts)
        except Refused as refused:
            self.form.add_error(None, str(refused))
        return self.render_to_response(self.get_context_data(**kwargs))

    @abstractmethod
    def act(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Do it, and return where to go next."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dependents = dependents_of(self.academy)
        words = {"question": self.question, "button": self.button, "is_serious": self.is_serious}
        holding = [row for row in dependents if row.holds] if self.is_final else []
        return {**super().get_context_data(**kwargs), **words, "form": self.form, "dependents": dependents, "holding": holding}

    is_final = False

    def done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect(reverse("hub_academies:edit", args=[self.academy.pk]))


class RenameView(EndingView):
    page_title = gettext_lazy("Rename")
    button = gettext_lazy("Rename it")
    question = gettext_lazy(
        "Addresses, groups, the collection and the way drafts are approved follow the new name, in every language. "
        "Pages that are online get redirects from their old addresses."
    )
    form_class = NameForm

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.academy, name) for name in ("name", "short_name", "slug")}

    def act(self, cleaned: dict[str, Any]) -> HttpResponse:
        rename_academy(academy=self.academy, user=self.request.user, **cleaned)
        return self.done(_("%(academy)s has its new name.") % {"academy": self.academy})


class ArchiveView(EndingView):
    page_title = gettext_lazy("Archive")
    button = gettext_lazy("Archive it")
    is_serious = True
    question = gettext_lazy(
        "All its pages go offline, its areas lead to the hub's own request page, nothing more can be asked for, and its people "
        "lose their rights. Nothing is deleted, and it can be brought back. Answer open requests first: only you could then."
    )

    def act(self, cleaned: dict[str, Any]) -> HttpResponse:
        taken = archive_academy(academy=self.academy, user=self.request.user)
        return self.done(_("%(academy)s is archived: %(number)s pages went offline.") % self._numbers(len(taken.pages)))

    def _numbers(self, number: int) -> dict[str, Any]:
        return {"academy": self.academy, "number": number}


class UnarchiveView(EndingView):
    page_title = gettext_lazy("Bring back")
    button = gettext_lazy("Bring it back")
    form_class = BackForm

    @property
    def question(self) -> str:  # type: ignore[override]
        number = len(put_away(self.academy).pages)
        return _(
            "Its people have their rights again, and it looks after its areas where nobody else does. "
            "Archiving took %(number)s pages offline."
        ) % {"number": number}

    def act(self, cleaned: dict[str, Any]) -> HttpResponse:
        refused = unarchive_academy(academy=self.academy, user=self.request.user, publish=cleaned["publish"])
        if refused:
            titles = ", ".join(f"“{page.title}”" for page in refused)
            messages.warning(
                self.request, _("Not put online, because something is missing in them: %(pages)s.") % {"pages": titles}
            )
        return self.done(_("%(academy)s is back.") % {"academy": self.academy})


class AcademyDeleteView(EndingView):
    page_title = gettext_lazy("Delete")
    button = gettext_lazy("Delete it for good")
    is_serious = is_final = True
    question = gettext_lazy(
        "Its drafts, groups and empty collection go with it. This cannot be undone. Archive it instead if you are not sure."
    )

    def act(self, cleaned: dict[str, Any]) -> HttpResponse:
        name = str(self.academy)
        delete_academy(academy=self.academy, user=self.request.user)
        messages.success(self.request, _("%(academy)s is deleted.") % {"academy": name})
        return redirect(reverse("hub_academies:index"))
