"""Hand over, remove, close and open an account, a link for the password."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.academies.members.accounts import name_of
from hub.academies.members.forms import ReceiverForm
from hub.academies.members.holdings import holdings_of
from hub.academies.members.rights import members_of
from hub.academies.members.services.deactivate import deactivate, reactivate
from hub.academies.members.services.hand_over import hand_over
from hub.academies.members.services.password_link import password_link
from hub.academies.members.services.remove import remove
from hub.academies.members.views.base import PersonFormView


class PersonQuestionView(PersonFormView, ABC):
    """A question about a member; ``done`` is said when it was answered with yes."""

    done: Any = ""

    def get_question(self) -> str:
        return str(self.question) % {"name": name_of(self.person), "academy": self.academy}

    def act(self, form: Any) -> str:
        self.serve()
        return str(self.done) % {"name": name_of(self.person), "academy": self.academy}

    @abstractmethod
    def serve(self) -> None:
        """Call the service."""


class HandOverView(PersonFormView):
    """What a member holds here, and who takes it over."""

    template_name = "hub/admin/people/hand_over.html"
    page_title = gettext_lazy("Hand over work")
    button = gettext_lazy("Hand over")
    header_icon = "user"

    def make_form(self, data: Any = None) -> forms.Form:
        colleagues = members_of(self.academy).filter(is_active=True).exclude(pk=self.person.pk)
        return ReceiverForm(data, colleagues=colleagues)

    def act(self, form: Any) -> str:
        receiver = form.cleaned_data["receiver"]
        given = hand_over(academy=self.academy, user=self.request.user, member=self.person, receiver=receiver)
        number = sum(given.values())
        words = {"n": number, "name": name_of(receiver)}
        if not number:
            return _("There was nothing to hand over.")
        return ngettext("%(n)s thing is with %(name)s now.", "%(n)s things are with %(name)s now.", number) % words

    def done_url(self) -> str:
        return self.url("remove", self.person.pk) if "remove" in self.request.GET else self.back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holdings = holdings_of(self.academy, self.person)
        return {**super().get_context_data(**kwargs), "holdings": holdings}


class RemoveView(PersonQuestionView):
    template_name = "hub/admin/people/remove.html"
    page_title = gettext_lazy("Remove from the academy")
    button = gettext_lazy("Remove")
    question = gettext_lazy("Remove %(name)s from %(academy)s? All their roles here end at once. The account stays.")
    done = gettext_lazy("%(name)s no longer works for %(academy)s.")
    is_serious = True

    def serve(self) -> None:
        remove(academy=self.academy, user=self.request.user, member=self.person)

    def done_url(self) -> str:
        return self.url("list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = sum(holding.count for holding in holdings_of(self.academy, self.person))
        text = ngettext("They still hold %(n)s thing here.", "They still hold %(n)s things here.", number) % {"n": number}
        url = f"{self.url('hand_over', self.person.pk)}?remove"
        return {**super().get_context_data(**kwargs), "held": text if number else "", "hand_over_url": url}


class DeactivateView(PersonQuestionView):
    page_title = gettext_lazy("Close the account")
    button = gettext_lazy("Close the account")
    question = gettext_lazy(
        "Close the account of %(name)s? They are signed out at once and cannot sign in. Their roles stay, so that you can "
        "open the account again."
    )
    done = gettext_lazy("The account of %(name)s is closed.")
    is_serious = True

    def serve(self) -> None:
        deactivate(academy=self.academy, user=self.request.user, member=self.person)


class ReactivateView(PersonQuestionView):
    page_title = gettext_lazy("Open the account again")
    button = gettext_lazy("Open it again")
    question = gettext_lazy("Open the account of %(name)s again? They can sign in with the password they had.")
    done = gettext_lazy("The account of %(name)s is open again.")

    def serve(self) -> None:
        reactivate(academy=self.academy, user=self.request.user, member=self.person)


class PasswordView(PersonQuestionView):
    page_title = gettext_lazy("Send a link to set a password")
    button = gettext_lazy("Send the link")
    question = gettext_lazy("Send %(name)s a mail with a link to set a new password? The old one works until they do.")
    done = gettext_lazy("The mail to %(name)s is on its way.")
    header_icon = "mail"

    def serve(self) -> None:
        password_link(academy=self.academy, user=self.request.user, member=self.person, request=self.request)
