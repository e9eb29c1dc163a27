"""What orders may be refused for. Each refusal has a name and says, in words, what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hub.exceptions import Refused


class NotYourOrder(Refused):
    """Somebody acts on an order of an academy they handle no orders for."""

    message = _("You do not handle requests of this academy.")


class MoveRefused(Refused):
    """An order is not in a status from which this step is possible, often because a colleague was quicker."""

    message = _("This request has changed since you opened it. Look at it again.")


class ResendRefused(Refused):
    """An order has been sent as often as a day allows, or is in no state to be sent."""

    message = _("We have sent this several times today. Look in your junk folder, or tell us and we will help.")


class NothingToSend(Refused):
    """The toolkit of an order is gone, or has no files; the outbox tries again, then tells the team."""

    message = _("The toolkit of this request has no files to send.")


class LinkUnknown(Refused):
    """No grant has this token: it was mistyped, cut short or made up."""

    message = _("There is nothing at this address.")


class LinkClosed(Refused):
    """The token is real, but it has expired, was revoked, or has been used as often as it may be.

    Args:
        reason: ``expired``, ``revoked`` or ``used``.
    """

    message = _("This link no longer works.")

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()


class NotPublic(Refused):
    """A promotion pack, which anybody may download, holds a file kept for people who asked."""


class NotYourFile(Refused):
    """A page of one academy holds a file of another, put there by copying or moving the page."""

    message = _("Some files on this page belong to another academy. Choose your own, or the hub's.")


class NotStored(Refused):
    """Storage did not take a file: the disk is full, or it does not answer. Nothing was saved."""

    message = _("The file could not be stored just now. Nothing was saved. Try again in a few minutes.")


class InUse(Refused):
    """A file that is on a page, or was sent to somebody, would be missing there."""
