"""One line of the log as a sentence: “Tom Alder published “Five seats””."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What people do most, said as they would say it; anything else is told in the words its app has registered.
SENTENCES: dict[str, Any] = {
    "wagtail.create": gettext_lazy("%(who)s began “%(what)s”"),
    "wagtail.edit": gettext_lazy("%(who)s changed “%(what)s”"),
    "wagtail.delete": gettext_lazy("%(who)s deleted “%(what)s”"),
    "wagtail.publish": gettext_lazy("%(who)s published “%(what)s”"),
    "wagtail.unpublish": gettext_lazy("%(who)s took “%(what)s” offline"),
    "wagtail.publish.schedule": gettext_lazy("%(who)s set a date for publishing “%(what)s”"),
    "wagtail.copy": gettext_lazy("%(who)s copied “%(what)s”"),
    "wagtail.copy_for_translation": gettext_lazy("%(who)s began a translation of “%(what)s”"),
    "wagtail.move": gettext_lazy("%(who)s moved “%(what)s”"),
    "wagtail.reorder": gettext_lazy("%(who)s changed the order of “%(what)s”"),
    "wagtail.revert": gettext_lazy("%(who)s went back to an earlier version of “%(what)s”"),
    "wagtail.lock": gettext_lazy("%(who)s locked “%(what)s”"),
    "wagtail.unlock": gettext_lazy("%(who)s unlocked “%(what)s”"),
    "wagtail.workflow.start": gettext_lazy("%(who)s handed in “%(what)s” for approval"),
    "wagtail.workflow.approve": gettext_lazy("%(who)s approved “%(what)s”"),
    "wagtail.workflow.reject": gettext_lazy("%(who)s asked for changes to “%(what)s”"),
    "wagtail.workflow.resume": gettext_lazy("%(who)s handed in “%(what)s” again"),
    "wagtail.workflow.cancel": gettext_lazy("%(who)s took back “%(what)s” from approval"),
}


def sentence(entry: Any) -> str:
    """Return what one line of the log says."""
    words = {"who": str(entry.user_display_name) if entry.user_id else _("The hub"), "what": entry.label}
    if entry.action in SENTENCES:
        return str(SENTENCES[entry.action]) % words
    words["did"] = str(entry.message)
    return _("%(who)s: %(did)s (“%(what)s”)") % words


def know_people(entries: Iterable[Any]) -> None:
    """Look up the people that lines are about, once for all of them. One query, none where they name nobody."""
    entries = list(entries)
    named = {entry.data.get(name) for entry in entries if isinstance(entry.data, dict) for name in ("member", "other")}
    keys = [key for key in named if key]
    people = dict(get_user_model()._default_manager.in_bulk(keys)) if keys else {}
    for entry in entries:
        entry.people = people
