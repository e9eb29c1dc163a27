"""The mails about people. Each function builds one; sending is the outbox's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from hub import conf
from hub.academies.members.accounts import address_of, name_of
from hub.academies.members.granting import codes_of, own_rows
from hub.academies.members.wishes import in_words, wishes_in_words
from hub.academies.models import Academy, AcademyRole, Invitation

#: What happened -> the subject, and the first sentence.
SENTENCES: dict[str, tuple[Any, Any]] = {
    "joined": (gettext_lazy("You work for %(academy)s now"), gettext_lazy("Welcome. This is what you can do on the hub:")),
    "roles": (
        gettext_lazy("What you can do for %(academy)s has changed"),
        gettext_lazy("What you can do on the hub has changed. From now on it is:"),
    ),
    "removed": (
        gettext_lazy("You no longer work for %(academy)s on the hub"),
        gettext_lazy("You have been taken off the list of people of this academy. Your account stays."),
    ),
    "deactivated": (
        gettext_lazy("Your account was closed"),
        gettext_lazy("Your account on the hub was closed: you can no longer sign in with it."),
    ),
    "reactivated": (
        gettext_lazy("Your account is open again"),
        gettext_lazy("You can sign in to the hub again, with the password you had. This is what you can do:"),
    ),
    "stands_in": (
        gettext_lazy("You stand in for %(other)s until %(until)s"),
        gettext_lazy("%(other)s is away. Until %(until)s you can do what they do for this academy:"),
    ),
    "covered": (
        gettext_lazy("%(other)s stands in for you until %(until)s"),
        gettext_lazy("Until %(until)s, %(other)s can do what you do for this academy. What you can do stays as it is."),
    ),
    "cover_ended": (
        gettext_lazy("You no longer stand in for %(other)s"),
        gettext_lazy("You no longer stand in for %(other)s. What you can do yourself stays as it is."),
    ),
    "handed_over": (
        gettext_lazy("You have taken over the work of %(other)s"),
        gettext_lazy("What %(other)s worked on for this academy is yours now: %(things)s."),
    ),
}
WITH_ROLES = ("joined", "roles", "reactivated")


def one_line(text: str) -> str:
    """Return text fit for a header."""
    return " ".join(text.split())


def language_of(account: Any) -> str:
    """Return the language somebody uses the admin in, else the project's."""
    profile = getattr(account, "wagtail_userprofile", None) if account is not None else None
    return str(profile.get_preferred_language()) if profile else settings.LANGUAGE_CODE


def root() -> str:
    """Return scheme and host of the admin, without a slash at the end; never what a browser says they are."""
    site = None if getattr(settings, "WAGTAILADMIN_BASE_URL", "") else Site.objects.filter(is_default_site=True).first()
    return str(site.root_url if site else getattr(settings, "WAGTAILADMIN_BASE_URL", "")).rstrip("/")


def invitation_mail(*, invitation: Invitation, token: str) -> EmailMultiAlternatives:
    """Return the mail with the link. ``token`` is in it and nowhere else."""
    academy = invitation.academy
    with translation.override(language_of(invitation.invited_by)):
        context = {
            "roles": wishes_in_words(invitation.roles),
            "inviter": name_of(invitation.invited_by),
            "link": root() + reverse("hub_invitation", args=[token]),
            "until": date_format(invitation.expires_at, "j F Y"),
        }
        subject = _("%(inviter)s asks you to work for %(academy)s") % {"inviter": context["inviter"], "academy": academy.name}
        return _mail("invitation", subject, invitation.email, academy, context)


def membership_mail(*, academy: Academy, person: Any, what: str, details: dict[str, Any]) -> EmailMultiAlternatives | None:
    """Return the mail that says what changed for a person, in which academy and whom to ask; ``None`` if it is no longer so.

    Args:
        what: a key of ``SENTENCES``.
        details: ``other``, the account of another person it is about, and ``number``, of things handed over.
    """
    with translation.override(language_of(person)):
        other = details.get("other")
        words = {"academy": academy.name, "other": name_of(other) if other is not None else ""}
        lines: list[str] = []
        if what in WITH_ROLES:
            lines = [in_words(row.role, codes_of(row)) for row in own_rows(academy, person)]
        if what in ("stands_in", "covered"):
            rows = _cover_rows(academy, what, person, other)
            if not rows:
                return None
            words["until"] = date_format(rows[0].until or timezone.localdate(), "j F Y")
            lines = [in_words(row.role, codes_of(row)) for row in rows] if what == "stands_in" else []
        if what == "handed_over":
            number = int(details.get("number", 0))
            words["things"] = ngettext("%(n)s thing", "%(n)s things", number) % {"n": number}
        subject, sentence = SENTENCES[what]
        context = {
            "sentence": str(sentence) % words,
            "roles": lines,
            "link": root() + reverse("wagtailadmin_home") if person.is_active and what != "removed" else "",
        }
        return _mail("membership", str(subject) % words, address_of(person), academy, context)


def _cover_rows(academy: Academy, what: str, person: Any, other: Any) -> list[AcademyRole]:
    stand_in, away = (person, other) if what == "stands_in" else (other, person)
    rows = AcademyRole.objects.filter(academy=academy, user=stand_in, covers=away).prefetch_related("locales")
    return list(rows.order_by("pk"))


def _mail(name: str, subject: str, to: str, academy: Academy, context: dict[str, Any]) -> EmailMultiAlternatives:
    ask = academy.email or conf.get("CONTACT_EMAIL")
    language = translation.get_language() or settings.LANGUAGE_CODE
    frame = {
        **context,
        "subject": one_line(subject),
        "academy": academy.name,
        "palette": academy.palette,
        "hub_name": conf.get("HUB_NAME"),
        "ask": ask,
        "language": language,
        "bidi": translation.get_language_bidi(),
    }
    mail = EmailMultiAlternatives(
        subject=frame["subject"],
        body=render_to_string(f"hub/mail/{name}.txt", frame),
        from_email=_sender(),
        to=[to],
        reply_to=[ask] if ask else [],
    )
    mail.attach_alternative(render_to_string(f"hub/mail/{name}.html", frame), "text/html")
    return mail


def _sender() -> str:
    address = settings.DEFAULT_FROM_EMAIL
    return address if "<" in address else f'"{one_line(str(conf.get("HUB_NAME"))).replace(chr(34), "")}" <{address}>'
