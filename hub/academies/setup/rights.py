"""Files, groups and workflow of an academy, as part of setting it up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hub.academies.models import Academy
from hub.academies.provisioning import ensure_collection, reconcile
from hub.academies.setup.report import Report


def give_rights(academy: Academy, report: Report) -> None:
    """Make the collection, the groups with their rights, and the workflow, and say what was there.

    Called once its home pages are linked and before they are saved again: a home without rights makes all this by itself,
    on a row of its own, and one academy would have two collections.
    """
    had = academy.collection_id is not None
    ensure_collection(academy=academy)
    report.add(_("Collection for pictures and documents"), made=not had)
    report.add(_("Groups, rights and the way drafts are approved"), made=bool(reconcile(academy=academy)))
