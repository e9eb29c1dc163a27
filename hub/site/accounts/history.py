"""Notes who set up or gave up a second step, in Wagtail's log."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

ACTIONS = {
    authenticator_added: ("hub_site.second_step_added", _("Set up a second step"), _("Second step set up")),
    authenticator_removed: ("hub_site.second_step_removed", _("Give up a second step"), _("Second step given up")),
    authenticator_reset: ("hub_site.second_step_renewed", _("Make new recovery codes"), _("Recovery codes made anew")),
}


@receiver(list(ACTIONS), dispatch_uid="hub_site_second_step")
def second_step_changed(sender: Any, signal: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """Log it with the account; the kind only, never a secret."""
    log(instance=user, action=ACTIONS[signal][0], user=user, data={"kind": authenticator.type})
