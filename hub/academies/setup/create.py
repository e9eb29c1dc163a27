"""An academy in one step: its row, pages in every language, files, groups, rights, workflow and areas."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from hub.academies import grants
from hub.academies.models import Academy, Area
from hub.academies.provisioning import NotAllowed
from hub.academies.setup.checks import SLUG, refuse_bad
from hub.academies.setup.details import AcademyDetails
from hub.academies.setup.exceptions import BadDetails, LogoNotStored
from hub.academies.setup.logos import put_logo
from hub.academies.setup.national import ensure_national
from hub.academies.setup.pages import lay_out
from hub.academies.setup.report import Report


def create_academy(*, details: AcademyDetails, user: Any = None, dry_run: bool = False) -> Report:
    """Make everything an academy needs; its pages wait as drafts. Twice changes nothing, and what is half made is completed.

    An academy of the same slug and name is completed: what it has, and what people changed since, stays as it is.

    Args:
        user: the person who asks; ``None`` for commands, which are trusted.
        dry_run: only tell what would be made; nothing is kept, no file stored.

    Returns:
        A line for each thing: made, already there, or left out, and why.

    Raises:
        NotAllowed: the person is not a superuser.
        BadDetails: something cannot be as it was written, such as a slug that is taken or colours that are hard to read.
        NoPlace: the hub has no page that lists academies.
        LogoNotStored: storage did not take the logo.
    """
    if user is not None and not (user.is_active and user.is_superuser):
        raise NotAllowed
    with transaction.atomic():
        found = Academy.objects.select_for_update().filter(slug=details.slug)
        existing = found.first() if SLUG.fullmatch(details.slug) else None  # PostgreSQL cannot be asked for every text
        if existing is not None and (existing.name != details.name or existing.is_national or existing.archived_at):
            raise BadDetails({"slug": [_taken(existing)]})
        refuse_bad(details, existing=existing)
        report = _make(details, existing, user, dry_run)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _taken(academy: Academy) -> str:
    if academy.archived_at:
        return _("%(academy)s has this slug and is archived. Bring it back instead.") % {"academy": academy.name}
    return _("%(academy)s has this slug already. Choose another one.") % {"academy": academy.name}


def _make(details: AcademyDetails, existing: Academy | None, user: Any, dry_run: bool) -> Report:
    national = None
    if existing is None and not Academy.objects.regional().exists():
        grants.close_defaults()
        national = ensure_national()
    academy = existing or _row(details, dry_run)
    report = Report(academy, dry_run)
    if national is not None:
        report.add(_("The hub's own team, “%(name)s”") % {"name": national.name}, made=True)
    report.add(_("Academy “%(name)s”") % {"name": academy.name}, made=existing is None)
    lay_out(academy, user=user, report=report)
    _give_areas(academy, details, report)
    if report.changed:
        pages = [line.page for line in report.lines if line.page]
        log(instance=academy, action="hub.academy_set_up", user=user, data={"academy": academy.pk, "pages": pages})
    return report


def _row(details: AcademyDetails, dry_run: bool) -> Academy:
    academy = details.row()
    if details.logo is not None and not dry_run:
        try:
            put_logo(academy, details.logo)
        except OSError as error:  # the disk is full, the bucket is away
            raise LogoNotStored from error
    academy.save()
    if details.languages:
        academy.languages.set(_locales(details.languages))
    return academy


def _locales(codes: Any) -> Any:
    from wagtail.models import Locale

    return Locale.objects.filter(language_code__in=list(codes))


def _give_areas(academy: Academy, details: AcademyDetails, report: Report) -> None:
    """Let the academy look after its areas, in every language at once."""
    rows = Area.objects.filter(slug__in=list(details.areas))
    free = set(rows.filter(academy=None).values_list("slug", flat=True))
    rows.filter(academy=None).update(academy=academy)
    for slug in dict.fromkeys(details.areas):
        report.add(_("Area “%(area)s”") % {"area": slug}, made=slug in free)
