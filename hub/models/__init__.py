"""The models of the hub, one family a file."""

from hub.academies.models import Academy, AcademyRole, Area
from hub.jobs.models import Job
from hub.limits import RateHit
from hub.models.academy_pages import AcademiesIndexPage, AcademyPage
from hub.models.home import FooterLink, HomePage
from hub.models.search_page import SearchPage
from hub.models.standard import StandardPage
from hub.outbox.models import OutboxMessage

__all__ = [
    "AcademiesIndexPage", "Academy", "AcademyPage", "AcademyRole", "Area", "FooterLink", "HomePage", "Job",
    "OutboxMessage", "RateHit", "SearchPage", "StandardPage",
]  # fmt: skip
