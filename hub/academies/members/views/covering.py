"""Cover for an absence: arranged here, ended here, or by itself after its last day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.academies.members.accounts import name_of
from hub.academies.members.forms import CoverForm
from hub.academies.members.rights import members_of
from hub.academies.members.services.cover import cover, end_cover
from hub.academies.members.views.base import PersonFormView
from hub.academies.models import AcademyRole


class CoverView(PersonFormView):
    """Who stands in for a member, and how long."""

    page_title = gettext_lazy("Arrange cover")
    button = gettext_lazy("Arrange cover")
    header_icon = "calendar"

    def get_question(self) -> str:
        return _("While %(name)s is away, a colleague can do here what they do. %(name)s keeps all roles.") % {
            "name": name_of(self.person)
        }

    def make_form(self, data: Any = None) -> forms.Form:
        own = AcademyRole.objects.filter(academy=self.academy, covers=None)
        colleagues = members_of(self.academy).filter(is_active=True, is_superuser=False, pk__in=own.values("user"))
        return CoverForm(data, colleagues=colleagues.exclude(pk__in=[self.person.pk, self.request.user.pk]))

    def act(self, form: Any) -> str:
        other, until = form.cleaned_data["stand_in"], form.cleaned_data["until"]
        cover(academy=self.academy, user=self.request.user, member=self.person, stand_in=other, until=until)
        words = {"other": name_of(other), "name": name_of(self.person), "until": date_format(until, "j F Y")}
        return _("%(other)s stands in for %(name)s until %(until)s.") % words


class EndCoverView(PersonFormView):
    """Ends a cover before its last day."""

    page_title = gettext_lazy("End the cover")
    button = gettext_lazy("End it now")
    other: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = AcademyRole.objects.filter(academy=self.academy, covers=self.person)
        self.other = self.find(members_of(self.academy).filter(pk__in=rows.values("user")), kwargs["other"])

    def get_question(self) -> str:
        words = {"other": name_of(self.other), "name": name_of(self.person)}
        return _("Should %(other)s stop standing in for %(name)s now?") % words

    def act(self, form: Any) -> str:
        end_cover(academy=self.academy, user=self.request.user, member=self.person, stand_in=self.other)
        return _("%(other)s no longer stands in.") % {"other": name_of(self.other)}
