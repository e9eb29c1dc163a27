"""How an academy's history reads. Entries hold keys and numbers only, never names or addresses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, tuple[Any, Any]] = {
    "academy_set_up": (_("Set up an academy"), _("Set up, or completed")),
    "academy_rename": (_("Rename an academy"), _("Renamed")),
    "academy_archive": (_("Archive an academy"), _("Archived: its pages were taken offline")),
    "academy_unarchive": (_("Bring an academy back"), _("Brought back")),
    "academy_delete": (_("Delete an academy"), _("Deleted")),
}


def register_actions(actions: Any) -> None:
    """Tell Wagtail's log the words for what happens to academies."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"hub.{name}", label, message)
