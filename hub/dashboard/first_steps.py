"""The first steps of a new academy: a list for its managers that goes away when all is done."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.academies.models import Academy, AcademyRole
from hub.dashboard.places import role_rows
from hub.dashboard.sections import Step, steps_for

MOST_ACADEMIES = 3


def unfinished(request: HttpRequest) -> list[tuple[Academy, list[Step]]]:
    """Return the academies a person manages that have steps left, each with all its steps."""
    managed = [row.academy for row in role_rows(request) if row.role == AcademyRole.Role.MANAGER and not row.academy.is_national]
    found = [(academy, steps_for(request, academy)) for academy in dict.fromkeys(managed[:MOST_ACADEMIES])]
    return [(academy, steps) for academy, steps in found if not all(step.is_done for step in steps)]


def colours_step(request: HttpRequest, academy: Academy) -> Step:
    """Colours of its own, not those every academy begins with."""
    first = Academy()
    is_done = (academy.deep, academy.bright) != (first.deep, first.bright)
    return Step(_("Choose your two colours"), reverse("hub_academies:edit", args=[academy.pk]), is_done)


def contact_step(request: HttpRequest, academy: Academy) -> Step:
    """Somebody can be reached."""
    return Step(
        _("Say how people reach you"), reverse("hub_academies:edit", args=[academy.pk]), bool(academy.email or academy.phone)
    )


def people_step(request: HttpRequest, academy: Academy) -> Step:
    """Work does not stop when one person is away. One query."""
    people = AcademyRole.objects.filter(academy=academy, user__is_active=True).values("user").distinct().count()
    return Step(_("Have a second person beside you"), reverse("hub_people:list", args=[academy.pk]), people > 1)
