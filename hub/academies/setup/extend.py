"""Complete an academy that exists, such as one that publishes in another language from now on."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from hub.academies.models import Academy
from hub.academies.setup.pages import lay_out
from hub.academies.setup.rename import locked
from hub.academies.setup.report import Report


def complete_academy(*, academy: Academy, user: Any) -> Report:
    """Make what is missing of an academy's pages, files, groups and workflow. Twice changes nothing.

    Raises:
        NotAllowed: the person is not a superuser.
        NoPlace: the hub has no page that lists academies.
    """
    with transaction.atomic():
        row = locked(academy, user)
        report = Report(row)
        lay_out(row, user=user, report=report)
        if report.changed:
            pages = [line.page for line in report.lines if line.page]
            log(instance=row, action="hub.academy_set_up", user=user, data={"academy": row.pk, "pages": pages})
    return report
