"""What the hub itself knows people to hold: pages, locks, drafts they sent for approval, invitations they answer for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState
from wagtail.query import PageQuerySet

from hub.academies.members.holdings import SHOWN, Holding, Item, register_holding
from hub.academies.models import Academy, Invitation


def section_of(academy: Academy) -> PageQuerySet:
    """Return the pages of an academy in every language; of the national team, those that no academy has. Two queries."""
    inside = _below(Academy.objects.filter(pk=academy.pk))
    if inside is None:
        return Page.objects.none()
    pages = Page.objects.filter(inside)
    others = _below(Academy.objects.regional()) if academy.is_national else None
    return pages.exclude(others) if others is not None else pages


def _below(academies: Any) -> Q | None:
    homes = Page.objects.filter(translation_key__in=academies.exclude(home_key=None).values("home_key"))
    found: Q | None = None
    for path in homes.values_list("path", flat=True):
        each = Q(path__startswith=path)
        found = each if found is None else found | each
    return found


def pages_owned(academy: Academy, person: Any) -> Holding | None:
    """Return the pages somebody started, drafts among them. Who may only change own pages works on by them."""
    pages = section_of(academy).filter(owner=person, alias_of=None)
    every = section_of(academy).filter(owner=person)
    return _pages("hub.pages", _("Pages they own"), pages, lambda receiver: every.update(owner=receiver))


def pages_locked(academy: Academy, person: Any) -> Holding | None:
    """Return the pages that nobody else can change for now."""
    pages = section_of(academy).filter(locked=True, locked_by=person)
    return _pages("hub.locks", _("Pages they locked"), pages, lambda receiver: pages.update(locked_by=receiver))


def drafts_sent(academy: Academy, person: Any) -> Holding | None:
    """Return the drafts that wait for approval: who sent one is told how it went."""
    keys = [str(pk) for pk in section_of(academy).values_list("pk", flat=True)] if _sent(person).exists() else []
    states = _sent(person).filter(object_id__in=keys)
    pages = Page.objects.filter(pk__in=list(states.values_list("object_id", flat=True)))
    return _pages("hub.approvals", _("Drafts they sent for approval"), pages, lambda receiver: states.update(requested_by=receiver))


def invitations_sent(academy: Academy, person: Any) -> Holding | None:
    """Return the invitations that wait: they are good as long as whoever sent them may give the roles in them."""
    waiting = Invitation.objects.open().filter(academy=academy, invited_by=person)
    items = [Item(invitation.email) for invitation in waiting[:SHOWN]]
    return Holding(
        "hub.invitations",
        _("Invitations they sent"),
        waiting.count(),
        items,
        lambda receiver: waiting.update(invited_by=receiver),
    )


def register_all() -> None:
    """Tell the hand-over page what the hub itself knows of."""
    for maker in (pages_owned, pages_locked, drafts_sent, invitations_sent):
        register_holding(maker)


def _sent(person: Any) -> Any:
    return WorkflowState.objects.filter(requested_by=person, status__in=("in_progress", "needs_changes"), base_content_type=_base())


def _base() -> Any:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(Page, for_concrete_model=False)


def _pages(key: str, title: str, pages: PageQuerySet, give: Any) -> Holding:
    shown = pages.order_by("-latest_revision_created_at", "pk")[:SHOWN]
    items = [
        Item(
            _("%(title)s (draft)") % {"title": page.get_admin_display_title()} if not page.live else page.get_admin_display_title(),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in shown
    ]
    return Holding(key, title, pages.count(), items, give)
