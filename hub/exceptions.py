"""Refusals every part of the hub may meet. Each has a name and says, in words, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

StrOrPromise = str | Promise


class Refused(Exception):
    """A request that the rules do not allow; ``str()`` is a translated sentence for the person who asked."""

    message = _("That is not possible.")

    def __init__(self, message: StrOrPromise = "", *, field: str = "") -> None:
        self.field = field
        super().__init__(message or str(self.message))


class PublishRefused(Refused):
    """A page may not go live yet.

    Args:
        reasons: one refusal for each thing to put right, in the order of the form.
    """

    message = _("This page cannot be published yet.")

    def __init__(self, reasons: Sequence[Refused]) -> None:
        self.reasons = list(reasons)
        lead = gettext("This page cannot be published yet:")
        super().__init__(" ".join([lead, *(str(reason) for reason in self.reasons)]))


class Incomplete(Refused):
    """Something a page needs before it can go live is missing."""


class Archived(Refused):
    """The academy of a page has been put away: nothing of it goes live before it is brought back."""

    message = _("The academy of this page is archived. It has to be brought back first.")
