"""How the history of an order reads. Entries hold ids and numbers only, so they may outlive the person's data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, tuple[Any, Any]] = {
    "approve": (_("Approve a toolkit request"), _("Approved")),
    "decline": (_("Decline a toolkit request"), _("Declined")),
    "fulfil": (_("Send a toolkit"), _("Sent, with a link")),
    "resend": (_("Send a toolkit again"), _("Asked for once more: the mail goes out again")),
    "revoke": (_("Revoke a toolkit request"), _("Revoked: its links no longer work")),
    "reopen": (_("Reopen a toolkit request"), _("Waits again: whoever approved it may no longer do so")),
    "erase": (_("Erase a toolkit request"), _("Erased: name, address and own words were deleted")),
    "export": (_("Export toolkit requests"), _("Toolkit requests were exported")),
}


def register_actions(actions: Any) -> None:
    """Tell Wagtail's log the words for what happens to orders."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"toolkit_orders.{name}", label, message)
