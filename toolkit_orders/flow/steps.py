"""The steps of asking, as a page answers them: form, check your answers, send."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from hub.limits import allow_all, client_ip
from hub.typed import email_key
from toolkit_orders.flow import aside
from toolkit_orders.flow.confirmation import ConfirmationMixin
from toolkit_orders.flow.form import TRAP, RequestForm
from toolkit_orders.flow.seals import Opened, Ticket, new_ticket, seal, seal_confirmation, unseal
from toolkit_orders.services.place import place

if TYPE_CHECKING:
    from toolkit_orders.models import RequestPage

logger = logging.getLogger(__name__)

SECONDS_TO_WAIT = {429: 3600, 503: 30}


class RequestFlowMixin(ConfirmationMixin):
    """What a request page answers. No state is kept between the steps: it travels in signed hidden fields.

    A host changes the form with ``form_class``.
    """

    form_class: type[RequestForm] = RequestForm
    check_template = "toolkit_orders/request_check.html"

    def answer(self: RequestPage, request: HttpRequest) -> HttpResponse:
        """Answer a visit, or whichever step was posted; an unknown step counts as the form."""
        if request.method != "POST":
            return self._ask(request, self._empty_form(request), new_ticket())
        if not self.toolkits:
            return self._ask(request, self.form_class(page=self), new_ticket())
        step = {"send": self._send, "change": self._change}.get(request.POST.get("step", ""), self._check)
        return step(request)

    def _empty_form(self: RequestPage, request: HttpRequest) -> RequestForm:
        """The form as a link from a toolkit's page opens it: ``?area=<slug>&toolkit=<id>``; what is unknown is left out."""
        chosen = next((toolkit for toolkit in self.toolkits if str(toolkit.pk) == request.GET.get("toolkit")), None)
        area = next((area.slug for area in self.areas if area.slug == request.GET.get("area")), None)
        initial = {"toolkit": str(chosen.translation_key) if chosen else None, "area": area}
        return self.form_class(page=self, initial={name: value for name, value in initial.items() if value})

    def _check(self: RequestPage, request: HttpRequest) -> HttpResponse:
        ticket = unseal(request.POST.get("ticket", ""), self.pk).ticket
        form = self.form_class(request.POST, page=self)
        form.full_clean()
        if ticket is None:
            form.add_error(None, _("This page has been open for a long time. Look over what you wrote, then press Continue again."))
        elif ticket.is_too_quick:
            form.add_error(None, _("That was very quick. We have kept what you wrote: press Continue again."))
        if form.is_valid() and ticket:
            return self._review(request, form, ticket)
        return self._ask(request, form, ticket or new_ticket())

    def _change(self: RequestPage, request: HttpRequest) -> HttpResponse:
        opened = unseal(request.POST.get("sealed", ""), self.pk)
        form = self._form_of(opened)
        form.is_bound = False  # going back to the form is no mistake: show no errors
        form.initial = _as_initial(form)
        return self._ask(request, form, opened.ticket or new_ticket())

    def _send(self: RequestPage, request: HttpRequest) -> HttpResponse:
        opened = unseal(request.POST.get("sealed", ""), self.pk)
        if opened.data is None:
            notice = _("We could not read what was sent, so nothing was asked for. Fill in the form again.")
            return self._ask(request, self._empty_form(request), new_ticket(), notice=notice)
        form = self._form_of(opened)
        form.full_clean()
        if opened.ticket is None:
            form.add_error(None, _("You checked these answers a long time ago. Look over them, then press Continue again."))
        if form.is_valid() and opened.ticket:
            return self._place(request, form, opened.ticket)
        return self._ask(request, form, opened.ticket or new_ticket())

    def _form_of(self: RequestPage, opened: Opened) -> RequestForm:
        return self.form_class(MultiValueDict(opened.data or {}), page=self)

    def _place(self: RequestPage, request: HttpRequest, form: RequestForm, ticket: Ticket) -> HttpResponse:
        wanted = form.wanted()
        try:
            if not allow_all({"order-ip": client_ip(request), "order-email": email_key(wanted.email)}):
                return self._review(request, form, ticket, status=429)
            placed = place(page=self, wanted=wanted, key=ticket.key)
        except OperationalError:
            logger.exception("A request could not be kept: the database is busy")
            return self._review(request, form, ticket, status=503)
        return HttpResponseRedirect(self.confirmation_url(request, placed.order.reference, own=placed.is_own))

    def confirmation_url(self: RequestPage, request: HttpRequest, reference: str, **flags: bool) -> str:
        """Return the signed, short-lived address of an order's confirmation."""
        sealed = seal_confirmation(reference, self.pk, **flags)
        return f"{self.get_url(request)}{self.reverse_subpage('done', args=[sealed])}"

    def _ask(self: RequestPage, request: HttpRequest, form: RequestForm, ticket: Ticket, *, notice: str = "") -> HttpResponse:
        context = {"form": form, "sealed": seal(ticket, self.pk), "trap": TRAP, "is_closed": not self.toolkits, "notice": notice}
        response = self._page(request, self.get_template(request), context)
        if request.method != "POST":
            # Not "no-store": pressing Back from the next step must bring back what was typed.
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def _review(self: RequestPage, request: HttpRequest, form: RequestForm, ticket: Ticket, *, status: int = 200) -> HttpResponse:
        context = {"rows": form.summary(), "sealed": seal(ticket, self.pk, form.typed()), "trouble": status if status != 200 else 0}
        response = self._page(request, self.check_template, context, status=status)
        if status in SECONDS_TO_WAIT:
            response["Retry-After"] = str(SECONDS_TO_WAIT[status])
        return response

    def _page(
        self: RequestPage, request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        request.is_preview = getattr(request, "is_preview", False)
        context = {**self.get_context(request), **aside.beside(self, request), **context}
        response = TemplateResponse(request, template, context, status=status)
        if request.method == "POST" or status != 200:
            add_never_cache_headers(response)
        return response


def _as_initial(form: RequestForm) -> dict[str, Any]:
    """Return what was typed, as the widgets of an unbound form take it."""
    return {name: field.widget.value_from_datadict(form.data, {}, name) for name, field in form.fields.items() if name in form.data}
