"""Delete an academy that nothing depends on any more."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from hub.academies.models import Academy, Area
from hub.academies.setup.dependents import Dependent, dependents_of
from hub.academies.setup.exceptions import NotForThisAcademy, StillInUse
from hub.academies.setup.logos import put_logo
from hub.academies.setup.rename import locked


def what_holds(academy: Academy) -> list[Dependent]:
    """Return what keeps an academy from being deleted."""
    return [dependent for dependent in dependents_of(academy) if dependent.holds]


def delete_academy(*, academy: Academy, user: Any) -> None:
    """Delete an academy with its drafts, groups, workflow and empty collection; its areas become free.

    Raises:
        NotAllowed: the person is not a superuser.
        NotForThisAcademy: it is the hub's own team.
        StillInUse: requests, people, files or pages that are online still depend on it.
    """
    with transaction.atomic():
        row = locked(academy, user)
        if row.is_national:
            raise NotForThisAcademy
        if holding := what_holds(row):
            raise StillInUse(holding)
        pk, collection = row.pk, row.collection
        Area.objects.filter(academy=row).update(academy=None)
        for home in Page.objects.filter(translation_key=row.home_key) if row.home_key else []:
            home.specific.delete(user=user)
        row.refresh_from_db()
        put_logo(row, None)
        log(instance=row, action="hub.academy_delete", user=user, data={"academy": pk}, deleted=True)
        row.delete()
        if collection is not None and not collection.get_children().exists():
            collection.delete()
