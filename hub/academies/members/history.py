"""How the log tells what was done to people. Entries hold keys and code names only; names are looked up when it is read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log

from hub.academies.members.rights import managed
from hub.academies.members.wishes import title_of
from hub.academies.models import Academy, AcademyRole

PREFIX = "hub.member."
REFUSED = f"{PREFIX}refused"

# action -> (what it is called, how one entry reads)
ACTIONS: dict[str, tuple[Any, Any]] = {
    "invited": (gettext_lazy("Invite a person"), gettext_lazy("Invited somebody as %(roles)s")),
    "invited_again": (gettext_lazy("Send an invitation again"), gettext_lazy("Sent an invitation again")),
    "invitation_taken_back": (gettext_lazy("Take back an invitation"), gettext_lazy("Took back an invitation")),
    "joined": (gettext_lazy("Accept an invitation"), gettext_lazy("%(person)s accepted an invitation as %(roles)s")),
    "roles": (gettext_lazy("Change roles"), gettext_lazy("Changed the roles of %(person)s to %(roles)s")),
    "removed": (gettext_lazy("Remove a person"), gettext_lazy("Removed %(person)s from the academy")),
    "deactivated": (gettext_lazy("Close an account"), gettext_lazy("Closed the account of %(person)s")),
    "reactivated": (gettext_lazy("Open an account again"), gettext_lazy("Opened the account of %(person)s again")),
    "password_link": (
        gettext_lazy("Send a link to set a password"),
        gettext_lazy("Sent %(person)s a link to set a new password"),
    ),
    "covered": (gettext_lazy("Arrange cover"), gettext_lazy("%(other)s stands in for %(person)s")),
    "cover_ended": (gettext_lazy("End cover"), gettext_lazy("%(other)s no longer stands in for %(person)s")),
    "handed_over": (gettext_lazy("Hand over work"), gettext_lazy("Handed over the work of %(person)s to %(other)s")),
    "refused": (gettext_lazy("Refused"), gettext_lazy("Tried something about people that is not allowed")),
}


class MemberFormatter(LogFormatter):
    """One entry in words. A list that knows the people already sets ``entry.people``: {key: account}."""

    sentence: Any = ""

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data or {}
        known = getattr(log_entry, "people", None)
        people = _people(data) if known is None else known
        words = {
            "person": _name(people, data.get("member")),
            "other": _name(people, data.get("other")),
            "roles": ", ".join(title_of(role) for role in data.get("roles", [])) or _("nothing"),
        }
        return str(self.sentence) % words


def register_actions(actions: Any) -> None:
    """Tell Wagtail's log the words for what happens to people."""
    for name, (label, sentence) in ACTIONS.items():
        formatter = type("_MemberFormatter", (MemberFormatter,), {"label": label, "sentence": sentence})
        actions.register_action(f"{PREFIX}{name}")(formatter)


def note(academy: Academy, action: str, *, user: Any, **data: Any) -> Any:
    """Write one line into an academy's log and return the entry.

    Args:
        action: a key of ``ACTIONS``.
        data: ``member`` and ``other`` are keys of accounts, ``roles`` code names, anything else keys of rows.
    """
    return log(instance=academy, action=f"{PREFIX}{action}", user=user, data=data)


def note_refused(*, user: Any, what: str, academy: Academy | None = None, **data: Any) -> None:
    """Write down that somebody tried what is not allowed, on the academy they act for.

    Outside the transaction that was refused, or the line goes with it.

    Args:
        what: a code name, such as that of the view.
        academy: where they tried, if it is theirs; without it, the first academy they manage or work for.
    """
    own = academy or managed(user).order_by("pk").first()
    if own is None or (user.is_superuser and academy is None):
        first = AcademyRole.objects.filter(user=user).select_related("academy").order_by("academy_id").first()
        own = first.academy if first else None
    if own is not None:
        note(own, "refused", user=user, what=what[:100], **data)


def _people(data: dict[str, Any]) -> dict[Any, Any]:
    keys = [data[name] for name in ("member", "other") if data.get(name)]
    return dict(get_user_model()._default_manager.in_bulk(keys)) if keys else {}


def _name(people: dict[Any, Any], key: Any) -> str:
    if not key:
        return _("somebody")
    found = people.get(key)
    return (found.get_full_name() or found.get_username()) if found else _("somebody whose account is gone")
