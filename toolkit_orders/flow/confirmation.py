"""The last step: the reference, what happens next with dates, and the button that sends the mail again."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from hub import conf
from hub.exceptions import Refused
from hub.limits import allow, client_ip
from hub.patchwork import HUB, cover, svg
from hub.providers import stories
from toolkit_orders.enums import OrderSource, OrderStatus
from toolkit_orders.files import kind_in_words
from toolkit_orders.flow.seals import unseal_confirmation
from toolkit_orders.mailbox import sender
from toolkit_orders.retention import delete_by

if TYPE_CHECKING:
    from toolkit_orders.models import Order, RequestPage

logger = logging.getLogger(__name__)


class ConfirmationMixin:
    """What a request page answers at ``done/<sealed>/``."""

    done_template = "toolkit_orders/request_done.html"
    done_late_template = "toolkit_orders/request_late.html"

    def confirm(self: RequestPage, request: HttpRequest, sealed: str) -> HttpResponse:
        """Show the confirmation of one order; a POST sends its mail again.

        Raises:
            Http404: the address is not one of ours.
        """
        from toolkit_orders.models import Order

        try:
            reference, own, again = unseal_confirmation(sealed, self.pk)
        except signing.SignatureExpired:
            return self._confirmed(request, self.done_late_template, {}, status=410)
        except signing.BadSignature as error:
            raise Http404 from error
        order = Order.objects.select_related("academy", "toolkit").filter(reference=reference).first()
        if order is None or order.status == OrderStatus.ERASED:
            return self._confirmed(request, self.done_late_template, {}, status=410)
        if request.method == "POST" and own:
            return self._send_again(request, order)
        context = confirmation_of(self, order, request) if own else {}
        return self._confirmed(request, self.done_template, {**context, "order": order, "own": own, "again": again})

    def _send_again(self: RequestPage, request: HttpRequest, order: Order) -> HttpResponse:
        from toolkit_orders.services.resend import resend

        status, message = 200, ""
        try:
            if not allow("order-ip", client_ip(request)):
                status, message = 429, _("There have been many requests from where you are. Try again in an hour.")
            elif order.can_be_sent:
                message = _("The first email is still on its way. Give it a few more minutes.")
            else:
                resend(order=order, source=OrderSource.VISITOR)
                return HttpResponseRedirect(self.confirmation_url(request, order.reference, again=True))
        except Refused as refusal:
            message = str(refusal)
        except OperationalError:
            logger.exception("A mail could not be promised again: the database is busy")
            status, message = 503, _("We are very busy. Wait half a minute, then press the button again.")
        context = {**confirmation_of(self, order, request), "order": order, "own": True, "message": message}
        return self._confirmed(request, self.done_template, context, status=status)

    def _confirmed(
        self: RequestPage, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        response = TemplateResponse(request, template, {**self.get_context(request), **context}, status=status)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response


def confirmation_of(page: RequestPage, order: Order, request: HttpRequest) -> dict[str, Any]:
    """Return what the confirmation shows: a picture, dated steps, what is in the pack, what to do meanwhile."""
    academy = order.academy
    palette = academy.palette if academy else HUB
    key = academy.slug if academy else "hub"
    asked = timezone.localdate(order.created_at)
    drawing = cover(palette=palette, academy=key, story="confirmation", principles=(8,), people=2, cols=5, rows=5, ground="bright")
    return {
        "art": svg(drawing),
        "waits": order.status == OrderStatus.AWAITING,
        "sender": parseaddr(sender())[1],
        "until": until(order),
        "delete_by": date_format(min(delete_by(asked, academy), delete_by(asked, page.academy)), "F Y"),
        "files": [
            {"title": asset.title, "kind": kind_in_words(asset.kind), "facts": asset.facts}
            for asset in (order.toolkit.assets() if order.toolkit else [])
        ],
        "meanwhile": list(_meanwhile(page, order, request)),
    }


def until(order: Order) -> date:
    """Return the last day of the link that was sent last, or will be sent now."""
    sent = timezone.localdate(order.mailed_at or order.created_at)
    return max(sent, order.resent_on or sent) + timedelta(days=conf.get("LINK_DAYS"))


def _meanwhile(page: RequestPage, order: Order, request: HttpRequest) -> Any:
    from toolkit_orders.models import PromotionPackPage

    pack = PromotionPackPage.objects.live().public().filter(locale=page.locale_id, alias_of=None).first()
    if pack:
        yield {
            "title": _("Tell people about it."),
            "text": pack.summary,
            "url": pack.get_url(request),
            "link": _("Open the promotion pack"),
        }
    if gallery := stories().gallery_url(request, locale=page.locale):
        count = stories().count(locale=page.locale)
        text = ngettext("%(n)s story shows what came of it.", "%(n)s stories show what came of it.", count) % {"n": count}
        yield {"title": _("See how others did it."), "text": text, "url": gallery, "link": _("Read their stories")}
    academy = order.academy
    if academy and not academy.is_national and academy.home_key:
        home = Page.objects.live().filter(translation_key=academy.home_key, locale=page.locale_id, alias_of=None).first()
        if home:
            text = _("You are in the area of %(academy)s.") % {"academy": academy.shown_name}
            yield {"title": _("Meet your academy."), "text": text, "url": home.get_url(request), "link": _("Say hello")}
