"""One member: what they do here, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.academies.members.accounts import address_of, name_of
from hub.academies.members.forms import RolesForm
from hub.academies.members.granting import as_wishes, codes_of, own_rows
from hub.academies.members.rights import within_reach
from hub.academies.members.services.change_roles import change_roles
from hub.academies.members.services.deactivate import belongs_here_only, closed_here
from hub.academies.members.services.password_link import can_be_sent
from hub.academies.members.views.base import PeopleView, PersonFormView, PersonMixin
from hub.academies.members.wishes import in_words
from hub.academies.models import AcademyRole


@dataclass(frozen=True)
class Action:
    """A button on a member's page."""

    text: str
    url: str
    is_serious: bool = False


class PersonView(PersonMixin, PeopleView):
    """Details, cover, buttons. Only what this person may do is offered."""

    template_name = "hub/admin/people/person.html"
    header_icon = "user"

    def get_page_title(self) -> str:
        return name_of(self.person)

    def get_page_subtitle(self) -> str:
        return ""

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = own_rows(self.academy, self.person)
        mine = self.request.user.is_superuser or within_reach(self.request.user, self.academy, [row.role for row in rows])
        oneself = self.person.pk == self.request.user.pk
        return {
            **super().get_context_data(**kwargs),
            "details": self._details(),
            "roles": [in_words(row.role, codes_of(row)) for row in rows],
            "covers": self._covers(),
            "actions": self._actions(oneself=oneself) if mine else [],
            "is_out_of_reach": not mine,
            "is_oneself": oneself,
        }

    def _details(self) -> list[tuple[str, Any]]:
        last = self.person.last_login
        return [
            (_("Email"), address_of(self.person) or "–"),
            (_("User name"), self.person.get_username()),
            (_("Account"), _("Open") if self.person.is_active else _("Closed")),
            (_("Last signed in"), date_format(last, "j F Y") if last else _("Never")),
        ]

    def _covers(self) -> list[dict[str, Any]]:
        rows = AcademyRole.objects.filter(academy=self.academy).exclude(covers=None).select_related("user", "covers")
        pairs = {(row.user_id, row.covers_id): row for row in rows if self.person.pk in (row.user_id, row.covers_id)}
        text, today = _("%(other)s stands in for %(name)s until %(until)s."), timezone.localdate()
        return [
            {
                "text": text
                % {
                    "other": name_of(row.user),
                    "name": name_of(row.covers),
                    "until": date_format(row.until or today, "j F Y"),
                },
                "end_url": self.url("end_cover", row.covers_id, row.user_id),
            }
            for row in pairs.values()
        ]

    def _actions(self, *, oneself: bool) -> list[Action]:
        person, working = self.person, self.academy.archived_at is None
        free = not oneself or self.request.user.is_superuser
        found = [Action(_("Change roles"), self.url("roles", person.pk))] if free and working else []
        if working:
            found.append(Action(_("Arrange cover"), self.url("cover", person.pk)))
        found.append(Action(_("Hand over work"), self.url("hand_over", person.pk)))
        if can_be_sent(person):
            found.append(Action(_("Send a link to set a password"), self.url("password", person.pk)))
        if free:
            found.append(Action(_("Remove from the academy"), self.url("remove", person.pk), is_serious=True))
        if free and belongs_here_only(self.academy, person):
            if person.is_active:
                found.append(Action(_("Close the account"), self.url("deactivate", person.pk), is_serious=True))
            elif working and (self.request.user.is_superuser or closed_here(self.academy, person)):
                found.insert(0, Action(_("Open the account again"), self.url("reactivate", person.pk)))
        return found


class RolesView(PersonFormView):
    """What a member may do."""

    page_title = gettext_lazy("Change roles")
    header_icon = "key"

    def make_form(self, data: Any = None) -> RolesForm:
        held = as_wishes(own_rows(self.academy, self.person))
        return RolesForm(data, user=self.request.user, academy=self.academy, held=held)

    def act(self, form: Any) -> str:
        changed = change_roles(academy=self.academy, user=self.request.user, member=self.person, wishes=form.wishes)
        words = {"name": name_of(self.person)}
        if not changed:
            return _("%(name)s has these roles already: nothing was changed.") % words
        return _("The roles of %(name)s were changed. They get a mail that says so.") % words
