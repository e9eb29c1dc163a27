"""Wagtail's own ways in, led to ours: one door, with one lock."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.account import PasswordResetView

from hub.limits import allow_all, client_ip


def wagtail_login(request: HttpRequest) -> HttpResponse:
    """Lead from Wagtail's sign-in page to ours; where somebody wanted to go comes along, and is checked there."""
    wanted = request.GET.get("next") or request.POST.get("next") or ""
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return HttpResponseRedirect(reverse("account_login") + query)


class LimitedPasswordResetView(PasswordResetView):
    """Wagtail's page that mails a link for a new password, a few times an hour."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Send the mail, or say that there were too many; whether the address is known is told in neither case."""
        address = request.POST.get("email", "")[:254]
        if not allow_all({"password-mail-ip": client_ip(request), "password-mail-address": address}):
            form = self.get_form()
            form.is_valid()
            form.add_error(None, _("Too many tries. Wait an hour, or ask somebody who looks after this site."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().post(request, *args, **kwargs)
