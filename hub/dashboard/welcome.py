"""The hub's own part: which academies a person looks after, what the roles allow, and the way there."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import PAGES
from hub.dashboard.needs import page_needs
from hub.dashboard.places import places_of, roles_of
from hub.dashboard.sections import Action, Section
from hub.dashboard.translations import translation_table

Role = AcademyRole.Role
MOST_ACADEMIES = 3  # with more, buttons for each would be a wall; the menu leads there as well
NOON, EVENING = 12, 18

#: The first that fits says what somebody may do with pages.
WRITING = (
    ({Role.NATIONAL_EDITOR}, gettext_lazy("You can write and publish every page of the hub.")),
    ({Role.PUBLISHER, Role.MANAGER}, gettext_lazy("You can write and publish its pages.")),
    ({Role.NATIONAL_COMMS}, gettext_lazy("You can write and publish the hub's own pages.")),
    ({Role.EDITOR}, gettext_lazy("You can write its pages; a publisher puts them online.")),
    ({Role.AUTHOR}, gettext_lazy("You can write pages of your own; a publisher puts them online.")),
)


def greeting(request: HttpRequest) -> str:
    """Return “Good morning, Shabana”, by the person's own clock."""
    name = getattr(request.user, "first_name", "") or request.user.get_username()
    hour = timezone.localtime().hour
    if hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def sentences_for(request: HttpRequest) -> list[str]:
    """Return what a person looks after and may do, a line for each academy."""
    if request.user.is_superuser:
        return [_("You look after the whole hub: every academy, its people and its settings.")]
    return [
        " ".join([_("You look after %(academy)s.") % {"academy": academy}, *_may(held)])
        for academy, held in roles_of(request).items()
    ]


def _may(roles: set[str]) -> list[str]:
    found = [str(sentence) for held, sentence in WRITING if roles & held][:1]
    if Role.TRANSLATOR in roles:
        found.append(_("You can translate its pages; a second reader puts them online."))
    if Role.SECOND_READER in roles:
        found.append(_("You can read translations and put them online."))
    if roles & {Role.ORDER_HANDLER, Role.MANAGER}:
        found.append(_("You can answer toolkit requests."))
    if Role.MANAGER in roles:
        found.append(_("You can change its contact details and colours, and look after its people."))
    return found


def hub_section(request: HttpRequest) -> Section | None:
    """Return what waits on pages, the ways to a person's own, and their translations."""
    needs = page_needs(request)
    if request.user.is_superuser:
        see = Action(_("See all pages"), reverse("wagtailadmin_explore_root"), "folder-open-inverse")
        return Section(actions=(see,), needs=needs)
    roles = roles_of(request)
    if not roles:
        return None
    actions = (*_pages(request), *_details(roles)) if len(roles) <= MOST_ACADEMIES else ()
    table = translation_table(request)
    return Section(actions=actions, needs=needs, tables=(table,) if table else ())


def _pages(request: HttpRequest) -> list[Action]:
    homes: dict[Academy, int] = {}  # of a section in several languages, the first
    for place in places_of(request):
        if any(PAGES[role] for role in place.roles):
            homes.setdefault(place.academy, place.page)
    many = len(roles_of(request)) > 1
    return [
        Action(
            _("See pages of %(academy)s") % {"academy": academy} if many else _("See our pages"),
            reverse("wagtailadmin_explore", args=[page]),
            "folder-open-inverse",
        )
        for academy, page in homes.items()
    ]


def _details(roles: dict[Academy, set[str]]) -> list[Action]:
    return [
        Action(
            _("Change details of %(academy)s") % {"academy": academy} if len(roles) > 1 else _("Change our details"),
            reverse("hub_academies:edit", args=[academy.pk]),
            "edit",
        )
        for academy, held in roles.items()
        if Role.MANAGER in held
    ]
