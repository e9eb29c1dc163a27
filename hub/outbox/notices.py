"""Tells the hub's contact address when a mail had to be given up. No names, no addresses: the admin has those."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from hub import conf
from hub.outbox.models import OutboxMessage
from hub.outbox.registry import register
from hub.outbox.services import enqueue

KIND = "hub.undelivered"


def tell_contact(message: OutboxMessage) -> None:
    """Promise one mail about a message that was given up, unless it was such a mail itself or nobody is to be told."""
    if message.kind != KIND and conf.get("CONTACT_EMAIL"):
        enqueue(kind=KIND, key=f"{message.pk}:{message.attempts}", payload={"message": message.pk})


def build(message: OutboxMessage) -> EmailMessage | None:
    """Return the mail to the contact address, or ``None`` when the message is gone, or was taken up again and sent."""
    lost = OutboxMessage.objects.dead().filter(pk=message.payload.get("message")).first()
    if lost is None or not conf.get("CONTACT_EMAIL"):
        return None
    subject = _("A mail could not be delivered (%(mail)s)") % {"mail": lost}
    text = _(
        "A mail of the %(hub)s could not be delivered and will not be tried again.\n\n"
        "What: %(kind)s\nAbout: %(key)s\nWhy: %(error)s\n\n"
        "Look it up in the admin, mend the address if need be, and send it again from there."
    )
    values = {"hub": conf.get("HUB_NAME"), "kind": lost.kind, "key": lost.key, "error": lost.last_error}
    return EmailMessage(subject, text % values, to=[conf.get("CONTACT_EMAIL")])


register(KIND, build)
