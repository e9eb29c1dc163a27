"""Why something about people is refused; each says what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hub.exceptions import Refused, StrOrPromise


class PeopleRefused(Refused):
    """Something about people that the rules do not allow; ``is_logged`` where somebody may have tried to get round them."""

    is_logged = False


class NotYourPeople(PeopleRefused):
    """Only managers of the academy look after its people."""

    is_logged = True
    message = _("Only managers of this academy can do that.")


class OutOfReach(PeopleRefused):
    """The person is above whoever acts, or holds a role that they could not give."""

    is_logged = True
    message = _("Only an administrator of the hub can change what this person may do.")


class NotOneself(PeopleRefused):
    """Nobody changes what they may do themselves."""

    is_logged = True
    message = _("You cannot do this to yourself. Ask another manager, or an administrator of the hub.")


class RolesRefused(PeopleRefused):
    """What was asked for is not among the roles that this person can give here."""

    is_logged = True
    message = _("Choose among the roles you can give.")


class NoRoles(PeopleRefused):
    """A member has at least one role."""

    message = _("Choose at least one role. To take all of them away, remove the person from the academy.")


class LanguagesMissing(PeopleRefused):
    """Translators and second readers work in some languages, never in all."""

    message = _("Choose at least one language.")


class LastManager(PeopleRefused):
    """A working academy has a manager."""

    is_logged = True
    message = _("This is the academy's last manager. Make somebody else a manager first.")


class AcademyArchived(PeopleRefused):
    """Nobody starts to work for an academy that is no more."""

    is_logged = True
    message = _("This academy is archived. Nobody can be given work in it.")


class CannotInvite(PeopleRefused):
    """Says no more than that: why would tell about accounts elsewhere."""

    is_logged = True
    message = _("This person cannot be invited.")


class AlreadyMember(PeopleRefused):
    """The address belongs to a member.

    Args:
        member: the person's primary key.
    """

    message = _("This person works for the academy already. You can change their roles here.")

    def __init__(self, member: int) -> None:
        self.member = member
        super().__init__(field="email")


class AlreadyInvited(PeopleRefused):
    """An invitation is on its way."""

    message = _("This person was invited already. You can send the invitation again, or take it back.")


class InvitationUnknown(PeopleRefused):
    """No invitation has this token, or none any longer."""

    message = _("There is no such invitation.")


class InvitationClosed(PeopleRefused):
    """It was accepted, taken back, or ran out.

    Args:
        reason: "used", "revoked", "expired" or "void".
    """

    message = _("This invitation is no longer open.")

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()


class OtherAccount(PeopleRefused):
    """Somebody else's invitation."""

    message = _("This invitation is for another account.")


class TooManyInvitations(PeopleRefused):
    """More than one address, or one academy, may be sent in an hour."""

    message = _("Too many mails have been asked for within an hour. Please try again later.")


class CannotCover(PeopleRefused):
    """Who is away and who stands in are two members of one academy, and not the one who asks."""

    is_logged = True
    message = _("This person cannot stand in.")


class BadDate(PeopleRefused):
    """An absence ends between today and a year from now."""

    message = _("Choose a last day between today and a year from now.")

    def __init__(self, message: StrOrPromise = "") -> None:
        super().__init__(message, field="until")


class WorksElsewhere(PeopleRefused):
    """An account that is used for something else too is not this academy's to close."""

    is_logged = True
    message = _("This account is used outside this academy as well. You can remove the person from the academy.")


class CannotTakeOver(PeopleRefused):
    """Work is handed to a colleague of the same academy."""

    is_logged = True
    message = _("Choose a colleague of this academy who can sign in.")
