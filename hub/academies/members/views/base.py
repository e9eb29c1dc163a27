"""What the screens have in common: whose academy, which person, one button that asks first."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from hub.academies.members.accounts import name_of
from hub.academies.members.history import note_refused
from hub.academies.members.rights import managed, reachable
from hub.academies.models import Academy
from hub.exceptions import Refused

#: What no form here has a field for. A browser sends none of it; somebody who does is after something.
NEVER_ASKED = frozenset(
    {"is_superuser", "is_staff", "is_active", "groups", "user_permissions", "username", "password", "new_password1", "date_joined"}
)


class AcademyMixin:
    """A view of the people of one academy, for those who look after them; for everybody else there is no such page."""

    request: HttpRequest
    academy: Academy

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.academy = self.find(managed(request.user), kwargs["academy"])

    def find(self, rows: Any, key: Any) -> Any:
        """Return the row with this key among those that exist for this person.

        Raises:
            Http404: there is none. An attempt to change one is written down.
        """
        try:
            found = rows.filter(pk=key).first()
        except (ValueError, ValidationError, OverflowError) as error:
            raise Http404 from error
        if found is None:
            if self.request.method not in ("GET", "HEAD", "OPTIONS"):
                note_refused(user=self.request.user, what=f"address.{type(self).__name__}")
            raise Http404
        return found

    def url(self, name: str, *keys: Any) -> str:
        """Return the address of another screen of the same academy."""
        return reverse(f"hub_people:{name}", args=[self.academy.pk, *keys])


class PeopleView(AcademyMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen about the people of one academy."""

    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.url("list"), "label": _("People of %(academy)s") % {"academy": self.academy}},
            *self.trail(),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def trail(self) -> list[dict[str, Any]]:
        """Return what stands between the list and this screen."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "academy": self.academy, "back_url": self.back_url()}

    def back_url(self) -> str:
        """Return where "leave it as it is" leads."""
        return self.url("list")


class FormView(PeopleView, ABC):
    """A GET shows a form, or asks whether you are sure; a POST calls a service and says what happened."""

    template_name = "hub/admin/people/form.html"
    form_class: ClassVar[type[forms.Form]] = forms.Form
    question: Any = ""
    button: Any = gettext_lazy("Save")
    is_serious = False

    def make_form(self, data: Any = None) -> forms.Form:
        """Return the form, filled in by a POST or not."""
        return self.form_class(data)

    @abstractmethod
    def act(self, form: Any) -> str:
        """Call the service with what was filled in and return the sentence that says what happened.

        Raises:
            Refused: shown beside the field it names, or above the form.
        """

    def done_url(self) -> str:
        """Return where to go when it is done."""
        return self.back_url()

    def get_question(self) -> Any:
        """Return the sentences above the form."""
        return self.question

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        never = (NEVER_ASKED & set(request.POST)) - set(form.fields)
        if never or (not form.is_valid() and getattr(form, "is_forged", False)):
            note_refused(user=request.user, what=f"fields.{type(self).__name__}", academy=self.academy)
        if never:
            messages.error(request, _("This form was changed on its way. Nothing was saved."))
            return redirect(self.back_url())
        if not form.is_valid():
            return self.again(form)
        try:
            sentence = self.act(form)
        except Refused as refusal:
            return self.refused(form, refusal)
        messages.success(request, sentence)
        return redirect(self.done_url())

    def refused(self, form: forms.Form, refusal: Refused) -> HttpResponse:
        """Show a refusal where it belongs."""
        if form.fields:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            return self.again(form)
        messages.error(self.request, str(refusal))
        return redirect(self.back_url())

    def again(self, form: forms.Form) -> HttpResponse:
        """Show a form once more, with what is wrong with it."""
        messages.validation_error(self.request, _("Nothing was saved: please look at what is marked below."), form)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.make_form())
        words = {"question": self.get_question(), "button": self.button, "is_serious": self.is_serious}
        return {**super().get_context_data(**kwargs), **words}


class PersonMixin(AcademyMixin):
    """A view of one member. Superusers are no members for anybody but themselves: their page does not exist."""

    person: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = self.find(reachable(request.user, self.academy), kwargs["person"])

    def back_url(self) -> str:
        return self.url("person", self.person.pk)

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": self.back_url(), "label": name_of(self.person)}]

    def get_page_subtitle(self) -> str:
        return name_of(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person, "name": name_of(self.person)}  # type: ignore[misc]


class PersonFormView(PersonMixin, FormView):
    """A form, or a question, about one member."""
