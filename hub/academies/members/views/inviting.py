"""Invite somebody, send an invitation again, take it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from hub.academies.members.exceptions import AlreadyMember
from hub.academies.members.forms import InviteForm
from hub.academies.members.rights import reachable
from hub.academies.members.services.invite import invite
from hub.academies.members.services.resend import resend
from hub.academies.members.services.take_back import take_back
from hub.academies.members.views.base import FormView
from hub.academies.models import Invitation
from hub.exceptions import Refused


class InviteView(FormView):
    """Address and roles."""

    page_title = gettext_lazy("Invite somebody")
    button = gettext_lazy("Send the invitation")
    header_icon = "mail"

    def make_form(self, data: Any = None) -> forms.Form:
        return InviteForm(data, user=self.request.user, academy=self.academy)

    def act(self, form: Any) -> str:
        email = form.cleaned_data["email"]
        invite(academy=self.academy, user=self.request.user, email=email, wishes=form.wishes)
        return _("The invitation to %(email)s goes out in a few minutes.") % {"email": email}

    def refused(self, form: forms.Form, refusal: Refused) -> HttpResponse:
        if isinstance(refusal, AlreadyMember) and reachable(self.request.user, self.academy).filter(pk=refusal.member).exists():
            messages.warning(self.request, str(refusal))
            return redirect(self.url("person", refusal.member))
        return super().refused(form, refusal)


class InvitationView(FormView):
    """A question about an invitation that waits."""

    invitation: Invitation

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        waiting = Invitation.objects.waiting().filter(academy=self.academy)
        self.invitation = self.find(waiting, kwargs["invitation"])

    def get_question(self) -> str:
        return str(self.question) % {"email": self.invitation.email}


class ResendView(InvitationView):
    page_title = gettext_lazy("Send the invitation again")
    button = gettext_lazy("Send it again")
    question = gettext_lazy("Send the invitation to %(email)s again? The mail has a new link; the earlier one stops working.")
    header_icon = "mail"

    def act(self, form: Any) -> str:
        resend(academy=self.academy, user=self.request.user, invitation=self.invitation)
        return _("The invitation goes out again in a few minutes.")


class TakeBackView(InvitationView):
    page_title = gettext_lazy("Take back the invitation")
    button = gettext_lazy("Take it back")
    question = gettext_lazy("Take back the invitation to %(email)s? The link in the mail stops working at once.")
    is_serious = True

    def act(self, form: Any) -> str:
        take_back(academy=self.academy, user=self.request.user, invitation=self.invitation)
        return _("The invitation was taken back.")
