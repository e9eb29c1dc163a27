"""What the first page of the admin says about stories."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from case_studies.models import StoryIndexPage, StoryPage
from hub.academies.models import Academy
from hub.dashboard.sections import Action, Figure, Section, Step
from hub.translation.active import default_code

MOST_LISTS = 3
WORKING = ("add", "change", "publish")


def story_section(request: HttpRequest) -> Section | None:
    """Return the button to write a story and the numbers of stories, for people who work with pages.

    Two queries of its own, and those by which Wagtail finds out what somebody may do.
    """
    policy = policy_registry.get_by_type(Page)
    if not policy.user_has_any_permission(request.user, WORKING):
        return None
    return Section(actions=_write(request), figures=_figures(request))


def first_story_step(request: HttpRequest, academy: Academy) -> Step:
    """One story of the academy's is live. One query."""
    is_done = StoryPage.objects.live().filter(academy=academy, alias_of=None).exists()
    return Step(_("Publish your first story"), reverse("stories:choose_parent"), is_done)


def _write(request: HttpRequest) -> tuple[Action, ...]:
    """Return a button for each list a person may add stories to; one that asks for the list where there are many."""
    ask = Action(_("Write a story"), reverse("stories:choose_parent"), "plus", is_main=True)
    if request.user.is_superuser:
        return (ask,)
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(request.user, "add")
    # a story is written in the default language, and translated from there
    lists = StoryIndexPage.objects.filter(pk__in=allowed.values("pk"), alias_of=None, locale__language_code=default_code())
    lists = lists.select_related("academy", "locale")
    found = list(lists.order_by("path")[: MOST_LISTS + 1])
    if len(found) > MOST_LISTS:
        return (ask,)
    return tuple(
        Action(
            _("Write a story for %(place)s") % {"place": each.academy or each.title} if len(found) > 1 else _("Write a story"),
            reverse("wagtailadmin_pages:add", args=["case_studies", "storypage", each.pk]),
            "plus",
            is_main=True,
        )
        for each in found
    )


def _figures(request: HttpRequest) -> tuple[Figure, ...]:
    seen = policy_registry.get_by_type(Page).explorable_instances(request.user)
    rows = StoryPage.objects.filter(pk__in=seen.values("pk"), alias_of=None)
    number = rows.aggregate(shown=Count("pk", filter=Q(live=True)), drafts=Count("pk", filter=Q(live=False)))
    address = reverse("stories:index")
    live = ngettext("%(n)s story live", "%(n)s stories live", number["shown"]) % {"n": number["shown"]}
    drafts = ngettext("%(n)s story not published", "%(n)s stories not published", number["drafts"]) % {"n": number["drafts"]}
    return (
        Figure(live, f"{address}?live=true", "doc-full-inverse"),
        Figure(drafts, f"{address}?live=false", "edit"),
    )
