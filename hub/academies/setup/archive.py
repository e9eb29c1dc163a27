"""Put an academy away, so that nothing of it can be read and nobody keeps rights; and bring it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, Revision, WorkflowState

from hub.academies.models import Academy, Area
from hub.academies.provisioning import reconcile
from hub.academies.setup.dependents import section_of
from hub.academies.setup.exceptions import NotForThisAcademy
from hub.academies.setup.rename import locked
from hub.exceptions import PublishRefused


@dataclass(frozen=True)
class PutAway:
    """What archiving took down: pages with the revision that was online, and areas; all by key."""

    pages: tuple[tuple[int, int | None], ...] = ()
    areas: tuple[int, ...] = ()


def archive_academy(*, academy: Academy, user: Any) -> PutAway:
    """Take every page of an academy offline, free its areas for the hub's own form, and leave nobody any rights in it.

    Its request pages go with the others, so that nothing more can be asked for. What waits for approval is called off, and
    what was scheduled will not come. Stories, requests, files and roles stay as they are. What was taken down is remembered.

    Raises:
        NotAllowed: the person is not a superuser.
        NotForThisAcademy: it is the hub's own team, or archived already.
    """
    with transaction.atomic():
        row = locked(academy, user)
        if row.is_national or row.archived_at:
            raise NotForThisAcademy
        section = Page.objects.filter(section_of(row))
        _call_off(section, user)
        live = list(section.filter(live=True).order_by("-path"))
        taken = tuple((page.pk, page.live_revision_id) for page in reversed(live))
        for page in live:  # children first: no page is left without the ones above it
            page.specific.unpublish(user=user)
        areas = Area.objects.filter(academy=row)
        freed = tuple(areas.values_list("pk", flat=True))
        areas.update(academy=None)
        row.archived_at = timezone.now()
        row.save()
        reconcile(academy=row)
        data = {"academy": row.pk, "pages": [list(pair) for pair in taken], "areas": list(freed)}
        log(instance=row, action="hub.academy_archive", user=user, data=data)
    academy.refresh_from_db()
    return PutAway(taken, freed)


def _call_off(section: Any, user: Any) -> None:
    keys = [str(pk) for pk in section.values_list("pk", flat=True)]
    waiting = WorkflowState.objects.active().filter(base_content_type__model="page", object_id__in=keys)
    for state in waiting:
        state.cancel(user=user)
    Revision.page_revisions.filter(object_id__in=keys).exclude(approved_go_live_at=None).update(approved_go_live_at=None)


def put_away(academy: Academy) -> PutAway:
    """Return what the last archiving took down; nothing where the log does not know."""
    entry = ModelLogEntry.objects.for_instance(academy).filter(action="hub.academy_archive").order_by("-timestamp", "-pk").first()
    data = entry.data if entry else {}
    return PutAway(tuple((pk, revision) for pk, revision in data.get("pages", [])), tuple(data.get("areas", [])))


def unarchive_academy(*, academy: Academy, user: Any, publish: bool = False) -> list[Page]:
    """Bring an archived academy back: its people have their rights again, and it looks after its areas, where they are free.

    Args:
        publish: also put online what archiving took down, as it was then; drafts written since stay drafts.

    Returns:
        The pages that could not be put online, because something in them is not fit to be seen or has gone.

    Raises:
        NotAllowed: the person is not a superuser.
        NotForThisAcademy: it is not archived.
    """
    with transaction.atomic():
        row = locked(academy, user)
        if not row.archived_at:
            raise NotForThisAcademy
        before = put_away(row)
        row.archived_at = None
        row.save()
        Area.objects.filter(pk__in=before.areas, academy=None).update(academy=row)
        reconcile(academy=row)
        refused = _put_online(before, user) if publish else []
        data = {"academy": row.pk, "published": len(before.pages) - len(refused) if publish else 0}
        log(instance=row, action="hub.academy_unarchive", user=user, data=data)
    academy.refresh_from_db()
    return refused


def _put_online(before: PutAway, user: Any) -> list[Page]:
    pages = Page.objects.in_bulk([pk for pk, _revision in before.pages])
    refused = []
    for pk, revision in before.pages:
        page = pages.get(pk)
        if page is None or page.live:
            continue
        own = page.specific
        chosen = own.revisions.filter(pk=revision).first() if revision else None
        try:
            with transaction.atomic():
                (chosen or own.save_revision(user=user, clean=False)).publish(user=user)
        except PublishRefused:
            refused.append(page)
    return refused
