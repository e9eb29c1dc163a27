"""What setting up, changing and ending an academy may be refused for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from hub.exceptions import Refused

if TYPE_CHECKING:
    from hub.academies.setup.dependents import Dependent


class BadDetails(Refused):
    """Something about an academy cannot be as it was written.

    Args:
        errors: sentences by the name of the field of ``AcademyDetails``; "" for what belongs to no field.
    """

    message = _("This academy cannot be set up as it stands.")

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        self.errors = {name: [str(text) for text in texts] for name, texts in errors.items()}
        words = [f"{name}: {text}" if name else text for name, texts in self.errors.items() for text in texts]
        super().__init__(" ".join([str(self.message), *words]))


class NoPlace(Refused):
    """There is no page that lists academies, so that a section has nowhere to stand."""

    message = _("There is no academies page yet. Add one below the home page first; it may be a draft.")


class StillInUse(Refused):
    """Something still depends on an academy, or on one of its languages.

    Args:
        dependents: what that is, each with its number and the way there.
    """

    message = _("This academy is still in use:")

    def __init__(self, dependents: Sequence[Dependent], message: str = "") -> None:
        self.dependents = list(dependents)
        words = "; ".join(dependent.words for dependent in self.dependents)
        super().__init__(f"{message or self.message} {words}.")


class NotForThisAcademy(Refused):
    """The hub's own team is no academy that could be put away, and what is archived is archived."""

    message = _("This cannot be done with this academy as it is.")


class LogoNotStored(Refused):
    """Storage did not take the picture; nothing else was saved either."""

    message = _("The logo could not be stored just now. Nothing was saved. Try again in a few minutes.")
