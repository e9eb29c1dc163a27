"""The models of the hub, one family a file."""

from hub.academies.models import Academy, AcademyRole, Area, Invitation
from hub.jobs.models import Job
from hub.limits import RateHit
from hub.models.academy_pages import AcademiesIndexPage, AcademyPage
from hub.models.home import FooterLink, HomePage
from hub.models.search_page import SearchPage
from hub.models.standard import StandardPage
from hub.outbox.models import OutboxMessage
from hub.translation.models import CarriedRestriction, SourceState, TranslationState

__all__ = [
    "AcademiesIndexPage", "Academy", "AcademyPage", "AcademyRole", "Area", "CarriedRestriction", "FooterLink", "HomePage",
    "Invitation", "Job", "OutboxMessage", "RateHit", "SearchPage", "SourceState", "StandardPage", "TranslationState",
]  # fmt: skip
