"""This app's mail. Each function builds one; sending is the outbox's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub import conf
from hub.academies.models import AcademyRole
from hub.patchwork import HUB, Palette, cloth, png
from toolkit_orders.addresses import ask_again_page, link_url, order_admin_url
from toolkit_orders.enums import OrderStatus
from toolkit_orders.mailbox import first_name, one_line, sender
from toolkit_orders.models import Grant, Order

STRIP = "cloth.png"
STRIP_SIZE = (1200, 150)  # shown at half of it, sharp on small screens too


class PatchworkMail(EmailMultiAlternatives):
    """A mail with its strip of cloth inside, so that no picture is fetched from anywhere."""

    def message(self, *args: Any, **kwargs: Any) -> Any:
        built = super().message(*args, **kwargs)
        for part in built.walk():
            if part.get_filename() == STRIP:
                part["Content-ID"] = f"<{STRIP}>"
                del part["Content-Disposition"]
                part["Content-Disposition"] = f'inline; filename="{STRIP}"'
        return built


@lru_cache(maxsize=64)
def strip_png(deep: str, bright: str, key: str) -> bytes:
    """Return the strip of an academy's cloth as PNG."""
    return png(cloth(palette=Palette(deep, bright), key=key, cols=16, rows=2), STRIP_SIZE)


def _frame(order: Order) -> dict[str, Any]:
    academy = order.academy
    palette = academy.palette if academy else HUB
    return {
        "order": order,
        "academy": academy if academy and not academy.is_national else None,
        "hub_name": conf.get("HUB_NAME"),
        "phone": (academy.phone if academy else "") or conf.get("CONTACT_PHONE"),
        "palette": palette,
        "strip": STRIP,
        "first_name": first_name(order.name),
        "language": order.locale,
        "bidi": translation.get_language_info(order.locale).get("bidi", False),
    }


def _to_person(order: Order, template: str, subject: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    frame = {**_frame(order), **context, "subject": subject}
    mail = PatchworkMail(
        subject=one_line(subject),
        body=render_to_string(f"toolkit_orders/mail/{template}.txt", frame),
        from_email=sender(),
        to=[order.email],
        reply_to=reply_to(order),
    )
    mail.attach_alternative(render_to_string(f"toolkit_orders/mail/{template}.html", frame), "text/html")
    key = order.academy.slug if order.academy else "hub"
    mail.attach(STRIP, strip_png(frame["palette"].deep, frame["palette"].bright, key), "image/png")
    return mail


def reply_to(order: Order) -> list[str]:
    """Return where an answer to a mail goes: the academy, else the hub."""
    address = (order.academy.email if order.academy else "") or conf.get("CONTACT_EMAIL")
    return [address] if address else []


def pack_mail(*, order: Order, grant: Grant, token: str) -> EmailMessage:
    """Return the mail with the one link. ``token`` is in it and nowhere else."""
    with translation.override(order.locale):
        files = list(grant.files.select_related("asset"))
        words = ngettext("%(toolkit)s: %(n)s file for you", "%(toolkit)s: %(n)s files for you", len(files))
        page = ask_again_page(order)
        context = {
            "files": files,
            "link": link_url(order, token),
            "until": grant.last_day,
            "ask_again_url": page.full_url if page else "",
            "privacy_url": page.privacy_page.full_url if page and page.privacy_page and page.privacy_page.live else "",
        }
        return _to_person(order, "pack", words % {"toolkit": order.toolkit_title, "n": len(files)}, context)


def declined_mail(*, order: Order) -> EmailMessage:
    """Return the mail that says no, with the reason somebody wrote for it."""
    with translation.override(order.locale):
        page = ask_again_page(order)
        context = {"reason": order.decline_reason, "ask_again_url": page.full_url if page else ""}
        return _to_person(order, "declined", _("Your request for %(toolkit)s") % {"toolkit": order.toolkit_title}, context)


def notify_mails(*, order: Order) -> list[EmailMessage]:
    """Return one mail for each person who handles the academy's orders, and one for its own address.

    They hold the reference and the way to the admin, no word about the person who asked.
    """
    waiting = order.status == OrderStatus.AWAITING
    subject = _("A toolkit request waits for you: %(reference)s") if waiting else _("A toolkit was requested: %(reference)s")
    context = {"order": order, "waiting": waiting, "admin_url": order_admin_url(order), "hub_name": conf.get("HUB_NAME")}
    body = render_to_string("toolkit_orders/mail/notify.txt", context)
    subject = one_line(subject % {"reference": order.shown_reference})
    return [EmailMessage(subject=subject, body=body, from_email=sender(), to=[address]) for address in handlers_of(order)]


def handlers_of(order: Order) -> list[str]:
    """Return the addresses of those who answer an order, each once; the hub's own where nobody else is named."""
    roles = (AcademyRole.Role.ORDER_HANDLER, AcademyRole.Role.MANAGER)
    people = AcademyRole.objects.filter(academy=order.academy_id or 0, role__in=roles, user__is_active=True).order_by("pk")
    addresses = [*people.values_list("user__email", flat=True), order.academy.email if order.academy else ""]
    found = {address.casefold(): address for address in addresses if address}
    return list(found.values()) or [address for address in [conf.get("CONTACT_EMAIL")] if address]
