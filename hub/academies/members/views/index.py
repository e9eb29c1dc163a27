"""Which academy, and the list of its people."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from hub.academies.members.accounts import address_of, name_of
from hub.academies.members.granting import codes_of
from hub.academies.members.rights import managed, members_of
from hub.academies.members.views.base import AcademyMixin
from hub.academies.members.wishes import in_words, title_of, wishes_in_words
from hub.academies.models import AcademyRole, Invitation
from hub.academies.roles import roles_for

NAMES = ("first_name", "last_name", "email", "username")


class ChooseAcademyView(WagtailAdminTemplateMixin, TemplateView):
    """Who looks after one academy's people is led to them; who looks after several chooses."""

    template_name = "hub/admin/people/choose.html"
    page_title = gettext_lazy("People")
    header_icon = "group"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        academies = list(managed(request.user))
        if len(academies) == 1:
            return redirect("hub_people:list", academies[0].pk)
        return self.render_to_response(self.get_context_data(academies=academies))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class PeopleFilterSet(WagtailFilterSet):
    """By role. What people only stand in for counts: it is what they can do."""

    role = django_filters.ChoiceFilter(label=gettext_lazy("Role"), method="by_role", choices=())

    class Meta:
        model = get_user_model()
        fields: list[str] = []

    def __init__(self, *args: Any, academy: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.academy = academy
        roles = [(role, title_of(role)) for role in roles_for(is_national=academy.is_national)]
        self.form.fields["role"].choices = [("", _("All")), *roles]

    def by_role(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        held = AcademyRole.objects.filter(academy=self.academy, role=value)
        return queryset.filter(pk__in=held.values("user"))


class PeopleIndexView(AcademyMixin, BaseListingView):
    """Everybody with a role in the academy, and below them the invitations that wait."""

    template_name = "hub/admin/people/list.html"
    results_template_name = "hub/admin/people/list_results.html"
    header_icon = "group"
    paginate_by = 50
    is_searchable = True
    verbose_name_plural = gettext_lazy("people")
    filterset_class = PeopleFilterSet

    def get_page_title(self) -> str:
        return _("People of %(academy)s") % {"academy": self.academy}

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=_("Name"), accessor=name_of, get_url=self.person_url),
            Column("email", label=_("Email"), accessor=address_of),
            Column("roles", label=_("Roles"), accessor=self.roles_of),
            Column("cover", label=_("Cover"), accessor=self.cover_of),
            Column("account", label=_("Account"), accessor=self.account_of),
            DateColumn("last_login", label=_("Last signed in"), sort_key="last_login"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.academy.archived_at is not None:
            return []
        return [HeaderButton(_("Invite somebody"), url=self.url("invite"), icon_name="plus")]

    def get_index_url(self) -> str:
        return self.url("list")

    def get_index_results_url(self) -> str:
        return self.url("list_results")

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "academy": self.academy}

    def get_base_queryset(self) -> QuerySet[Any]:
        held = AcademyRole.objects.filter(academy=self.academy).prefetch_related("locales").order_by("pk")
        return members_of(self.academy).prefetch_related(Prefetch("academy_roles", held, to_attr="roles_here"))

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.ordering:
            return super().order_queryset(queryset)
        return queryset.order_by(*[name for name in (*NAMES[:2], get_user_model().USERNAME_FIELD) if name in self.fields], "pk")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for word in self.search_query.replace("\x00", "").split()[:6]:
            found = Q()
            for name in {*NAMES, get_user_model().USERNAME_FIELD} & self.fields:
                found |= Q(**{f"{name}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    @cached_property
    def fields(self) -> set[str]:
        return {field.name for field in get_user_model()._meta.get_fields()}

    @cached_property
    def no_results_message(self) -> str:
        if self.is_searching or self.is_filtering:
            return _("Nobody here matches that.")
        return _("Nobody works for this academy yet. Invite somebody to begin.")

    def person_url(self, person: Any) -> str | None:
        if person.is_superuser and not self.request.user.is_superuser:
            return None
        return self.url("person", person.pk)

    def roles_of(self, person: Any) -> str:
        return ", ".join(in_words(row.role, codes_of(row)) for row in person.roles_here if row.covers_id is None) or "–"

    def cover_of(self, person: Any) -> str:
        return "; ".join(self.covers[person.pk]) or "–"

    def account_of(self, person: Any) -> str:
        if not person.is_active:
            return _("Closed")
        return _("Administrator of the hub") if person.is_superuser else _("Open")

    @cached_property
    def covers(self) -> dict[Any, list[str]]:
        """Who stands in for whom, as sentences, by person; one query."""
        found: dict[Any, list[str]] = defaultdict(list)
        rows = AcademyRole.objects.filter(academy=self.academy).exclude(covers=None).select_related("user", "covers")
        for row in {(row.user_id, row.covers_id): row for row in rows}.values():
            until = date_format(row.until or timezone.localdate(), "j F Y")
            found[row.user_id].append(_("Stands in for %(name)s until %(until)s") % {"name": name_of(row.covers), "until": until})
            found[row.covers_id].append(_("%(name)s stands in until %(until)s") % {"name": name_of(row.user), "until": until})
        return found

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        invitations = [] if self.results_only else self.invitations()
        return {**super().get_context_data(*args, **kwargs), "academy": self.academy, "invitations": invitations}

    def invitations(self) -> list[dict[str, Any]]:
        """Return the invitations that wait, newest first; one query."""
        rows = Invitation.objects.waiting().filter(academy=self.academy).select_related("invited_by")
        open_ones = set(Invitation.objects.open().filter(academy=self.academy).values_list("pk", flat=True))
        return [
            {
                "email": row.email,
                "roles": ", ".join(wishes_in_words(row.roles)),
                "inviter": name_of(row.invited_by) if row.invited_by else "–",
                "until": row.expires_at,
                "is_open": row.pk in open_ones,
                "resend_url": self.url("resend", row.pk),
                "take_back_url": self.url("take_back", row.pk),
            }
            for row in rows
        ]


def people_url() -> str:
    """Return the address of the first screen."""
    return reverse("hub_people:choose")
