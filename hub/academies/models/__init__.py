"""Academies, the areas they look after, and who may do what in them."""

from hub.academies.models.academy import Academy, AcademyQuerySet, academy_for_path
from hub.academies.models.area import Area
from hub.academies.models.invitation import Invitation
from hub.academies.models.role import AcademyGroup, AcademyRole

__all__ = ["Academy", "AcademyGroup", "AcademyQuerySet", "AcademyRole", "Area", "Invitation", "academy_for_path"]
