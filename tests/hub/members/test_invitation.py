"""Inviting somebody, and accepting."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils import timezone

from hub.academies.members.exceptions import (
    AcademyArchived,
    AlreadyInvited,
    AlreadyMember,
    CannotInvite,
    InvitationClosed,
    OtherAccount,
    TooManyInvitations,
)
from hub.academies.members.services.accept import find, join, register
from hub.academies.members.services.invite import invite
from hub.academies.members.services.resend import resend
from hub.academies.members.services.take_back import take_back
from hub.academies.members.tidying import tidy_invitations
from hub.academies.models import AcademyRole, Invitation
from hub.outbox.models import OutboxMessage
from tests.hub.members.conftest import NEW, actions, held, invited, link, refusals, wish, work

pytestmark = pytest.mark.django_db
ADDRESS = "new@hub.example"


def accept_as_new(client, token, **changes):
    return client.post(link(token), {**NEW, **changes})


def test_invitation_makes_a_row_and_promises_a_mail_without_address_or_token(nw, manager):
    invitation = invite(academy=nw, user=manager, email=" New@HUB.example", wishes=[wish("editor")])

    message = OutboxMessage.objects.get()
    assert (invitation.email_key, invitation.digest) == (ADDRESS, None)
    assert timedelta(days=13, hours=23) < invitation.expires_at - timezone.now() <= timedelta(days=14)
    assert (message.kind, message.payload) == ("hub.invitation", {"invitation": invitation.pk})
    assert actions(nw) == ["hub.member.invited"]


def test_invitation_is_open_as_long_as_the_setting_says(nw, manager, settings):
    settings.CL_HUB = {**settings.CL_HUB, "INVITATION_DAYS": 3}
    invitation = invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("editor")])
    assert timedelta(days=2) < invitation.expires_at - timezone.now() <= timedelta(days=3)


def test_mail_says_who_asks_for_what_and_only_the_digest_of_its_token_is_kept(nw, manager):
    invitation, token = invited(nw, manager, ADDRESS, wish("editor"), wish("order_handler"))

    (message,) = mail.outbox
    invitation.refresh_from_db()
    html = message.alternatives[0][0]
    assert message.subject == "Shabana Mir asks you to work for North West Academy"
    assert message.reply_to == ["northwest@hub.example"]
    for text in (message.body, html):
        assert f"http://testserver/invitation/{token}/" in text
        assert "Editor" in text and "Order handler" in text
    assert invitation.digest == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) == 43


def test_mail_is_not_sent_when_the_invitation_was_taken_back_before(nw, manager):
    invitation = invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("editor")])
    take_back(academy=nw, user=manager, invitation=invitation)
    assert work() == []
    assert OutboxMessage.objects.get().state == "sent"


def test_new_person_chooses_name_and_password_and_has_the_roles(client, nw, manager):
    _invitation, token = invited(nw, manager)

    form = client.get(link(token))
    response = accept_as_new(client, token)

    person = get_user_model().objects.get(email=ADDRESS)
    assert (form.status_code, response.status_code, response.url) == (200, 302, "/invitation/accepted/")
    assert (person.username, person.get_full_name()) == (ADDRESS, "Ada Byron")
    assert (person.is_superuser, person.is_staff, person.is_active) == (False, False, True)
    assert person.check_password(NEW["password1"])
    assert held(nw, person) == ["editor"]
    assert actions(nw) == ["hub.member.invited", "hub.member.joined"]
    assert [message.subject for message in work()] == ["You work for North West Academy now"]


def test_user_name_gets_a_number_when_it_is_taken(client, nw, manager):
    get_user_model().objects.create_user(username="NEW@hub.example", email="other@hub.example")
    _invitation, token = invited(nw, manager)
    accept_as_new(client, token)
    assert get_user_model().objects.get(email=ADDRESS).username == f"{ADDRESS}-2"


def test_get_changes_nothing_and_sets_no_cookie(client, nw, manager):
    invitation, token = invited(nw, manager)
    for method in (client.get, client.head):
        response = method(link(token))
        assert response.status_code == 200
        assert not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not get_user_model().objects.filter(email=ADDRESS).exists()


def test_existing_account_is_asked_to_sign_in_and_then_accepts(client, nw, manager, stranger, wales):
    stranger.email = "Gwenda@Hub.example"
    stranger.save()
    _invitation, token = invited(nw, manager, "gwenda@hub.example")

    asked = client.get(link(token))
    assert asked.status_code == 200
    assert f"/admin/login/?next=%2Finvitation%2F{token}%2F" in asked.content.decode()
    assert accept_as_new(client, token).status_code == 200  # the same page: no second account with one address

    client.force_login(stranger)
    assert b"Accept</button>" in client.get(link(token)).content
    assert held(nw, stranger) == []
    assert client.post(link(token)).url == "/admin/"
    assert (held(nw, stranger), held(wales, stranger)) == (["editor"], ["editor"])
    assert get_user_model().objects.filter(email__iexact="gwenda@hub.example").count() == 1


def test_somebody_signed_in_with_another_account_is_told_so(client, nw, manager, kath):
    _invitation, token = invited(nw, manager, ADDRESS, wish("manager"))
    client.force_login(kath)
    for response in (client.get(link(token)), client.post(link(token)), accept_as_new(client, token)):
        assert response.status_code == 403
        assert b"for another account" in response.content
    assert held(nw, kath) == ["editor"]
    with pytest.raises(OtherAccount):
        join(token=token, user=kath)


def test_accepting_twice_gives_one_account_and_says_that_it_was_used(client, nw, manager):
    _invitation, token = invited(nw, manager)
    accept_as_new(client, token)
    again = accept_as_new(client, token, password1="another-long-word-8", password2="another-long-word-8")
    assert again.status_code == 410
    assert b"It was accepted" in again.content
    assert get_user_model().objects.filter(email=ADDRESS).count() == 1
    assert AcademyRole.objects.filter(user__email=ADDRESS).count() == 1


def close_by_expiry(invitation, manager, nw):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def close_by_taking_back(invitation, manager, nw):
    take_back(academy=nw, user=manager, invitation=invitation)


def close_by_losing_the_inviter(invitation, manager, nw):
    AcademyRole.objects.filter(user=manager).delete()


def close_by_closing_the_inviters_account(invitation, manager, nw):
    type(manager).objects.filter(pk=manager.pk).update(is_active=False)


def close_by_deleting_the_inviter(invitation, manager, nw):
    manager.delete()


def close_by_archiving(invitation, manager, nw):
    type(nw).objects.filter(pk=nw.pk).update(archived_at=timezone.now())


def close_by_making_the_invited_a_superuser(invitation, manager, nw):
    get_user_model().objects.create_superuser(username="root", email=ADDRESS, password="x")


CLOSERS = {
    "It was open for some days": close_by_expiry,
    "It was taken back": close_by_taking_back,
    "no longer on offer": close_by_losing_the_inviter,
    "no longer on offer ": close_by_closing_the_inviters_account,
    "no longer on offer  ": close_by_deleting_the_inviter,
    "no longer on offer   ": close_by_archiving,
    "no longer on offer    ": close_by_making_the_invited_a_superuser,
}


@pytest.mark.parametrize("words", CLOSERS)
def test_closed_invitation_says_why_and_makes_nothing(words, client, nw, manager):
    invitation, token = invited(nw, manager)
    CLOSERS[words](invitation, manager, nw)
    accounts = get_user_model().objects.count()
    for response in (client.get(link(token)), accept_as_new(client, token)):
        assert response.status_code == 410
        assert words.strip() in response.content.decode()
        assert not response.cookies
        assert response["Referrer-Policy"] == "no-referrer"
    with pytest.raises(InvitationClosed):
        register(token=token, first_name="A", last_name="B", password="c")
    assert get_user_model().objects.count() == accounts
    assert not AcademyRole.objects.filter(user__email=ADDRESS).exists()


@pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 42, "../" * 3 + "a", "a" * 10_000, "ä" * 43, "%00", "accepted"])
def test_unknown_token_is_404(token, client, nw, manager):
    invited(nw, manager)
    response = client.get(f"/invitation/{token}x/")
    assert response.status_code == 404


def test_token_is_found_with_what_a_mail_program_took_along(client, nw, manager):
    _invitation, token = invited(nw, manager)
    assert client.get(f"/invitation/{token})./").status_code == 200
    assert client.get(f"/invitation/{token.swapcase()}/").status_code == 404


def test_tokens_cannot_be_tried_out(client, nw, manager, settings):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"token-ip": (2, 3600)}}
    answers = [client.get(f"/invitation/{str(number) * 43}/").status_code for number in range(4)]
    assert answers == [404, 404, 429, 429]


def test_another_site_cannot_post(client, nw, manager):
    _invitation, token = invited(nw, manager)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post(link(token), NEW, headers=headers).status_code == 403
    assert not get_user_model().objects.filter(email=ADDRESS).exists()
    assert client.post(link(token), NEW, headers={"Origin": "null"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"first_name": ""}, "This field is required"),
        ({"password2": "something-else-9"}, "not the same"),
        ({"password1": "12345678", "password2": "12345678"}, "entirely numeric"),
        ({"first_name": "Ada\x00"}, "cannot be printed"),
        ({"last_name": "x" * 151}, "at most 150"),
        ({"password1": "p" * 1001, "password2": "p" * 1001}, "at most 1000"),
        ({"first_name": "<script>alert(1)</script>" * 9}, "at most 150"),
    ],
)
def test_form_says_what_is_wrong_and_makes_no_account(changes, words, client, nw, manager, settings):
    base = "django.contrib.auth.password_validation"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": f"{base}.NumericPasswordValidator"}, {"NAME": f"{base}.MinimumLengthValidator"}]
    _invitation, token = invited(nw, manager)
    response = accept_as_new(client, token, **changes)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert not get_user_model().objects.filter(email=ADDRESS).exists()


def test_extra_fields_of_a_new_account_are_not_taken(client, nw, manager):
    _invitation, token = invited(nw, manager)
    accept_as_new(client, token, is_superuser="on", is_staff="on", email="other@evil.example", roles="manager", username="admin")
    person = get_user_model().objects.get(first_name="Ada")
    assert (person.email, person.username, person.is_superuser, person.is_staff) == (ADDRESS, ADDRESS, False, False)
    assert held(nw, person) == ["editor"]


def test_member_cannot_be_invited_again(nw, manager, kath):
    with pytest.raises(AlreadyMember) as refusal:
        invite(academy=nw, user=manager, email=kath.email.upper(), wishes=[wish("editor")])
    assert refusal.value.member == kath.pk


def test_open_invitation_is_not_doubled_and_one_that_ran_out_makes_room(nw, manager):
    first = invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("editor")])
    with pytest.raises(AlreadyInvited):
        invite(academy=nw, user=manager, email=ADDRESS.upper(), wishes=[wish("author")])
    Invitation.objects.filter(pk=first.pk).update(expires_at=timezone.now() - timedelta(days=1))
    second = invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("author")])
    assert list(Invitation.objects.waiting()) == [second]


@pytest.mark.parametrize("closed", [False, True])
def test_superuser_and_closed_account_are_refused_with_the_same_words(closed, nw, manager, superuser, wales, user_with_role):
    address = user_with_role(wales, "editor", is_active=False).email if closed else superuser.email
    with pytest.raises(CannotInvite) as refusal:
        invite(academy=nw, user=manager, email=address, wishes=[wish("editor")])
    assert str(refusal.value) == "This person cannot be invited."
    assert not Invitation.objects.exists()
    assert refusals(nw) == [{"what": "invite.CannotInvite"}]


def test_nobody_is_invited_into_an_archived_academy(nw, manager):
    type(nw).objects.filter(pk=nw.pk).update(archived_at=timezone.now())
    with pytest.raises(AcademyArchived):
        invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("editor")])
    assert refusals(nw) == [{"what": "invite.AcademyArchived"}]


def test_sending_again_makes_another_link_and_the_first_is_dead(client, nw, manager):
    invitation, first = invited(nw, manager)
    resend(academy=nw, user=manager, invitation=invitation)
    (message,) = work()
    second = message.body.split("/invitation/")[1].split("/")[0]
    assert (client.get(link(first)).status_code, client.get(link(second)).status_code) == (404, 200)
    assert find(token=second) == invitation


def test_address_gets_a_few_mails_an_hour_and_no_more(nw, manager, settings):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"people-address": (2, 3600)}}
    invitation = invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("editor")])
    resend(academy=nw, user=manager, invitation=invitation)
    with pytest.raises(TooManyInvitations):
        resend(academy=nw, user=manager, invitation=invitation)
    assert OutboxMessage.objects.count() == 2


def test_academy_sends_so_many_invitations_an_hour_and_no_more(nw, manager, settings):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"people-academy": (2, 3600)}}
    for number in range(2):
        invite(academy=nw, user=manager, email=f"n{number}@hub.example", wishes=[wish("editor")])
    with pytest.raises(TooManyInvitations):
        invite(academy=nw, user=manager, email="n3@hub.example", wishes=[wish("editor")])


def test_taking_back_twice_is_refused_the_second_time(nw, manager):
    invitation = invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("editor")])
    take_back(academy=nw, user=manager, invitation=invitation)
    with pytest.raises(InvitationClosed):
        take_back(academy=nw, user=manager, invitation=invitation)
    assert actions(nw) == ["hub.member.invited", "hub.member.invitation_taken_back"]


def test_languages_of_an_invitation_are_those_of_the_role(client, nw, manager, urdu, welsh):
    _invitation, token = invited(nw, manager, ADDRESS, wish("translator", "ur"))
    assert "Translator (Urdu)" in mail.outbox[0].body
    accept_as_new(client, token)
    row = AcademyRole.objects.get(user__email=ADDRESS)
    assert list(row.locales.values_list("language_code", flat=True)) == ["ur"]


def test_invitations_are_deleted_a_month_after_they_ran_out_and_not_before(nw, manager):
    old = invite(academy=nw, user=manager, email=ADDRESS, wishes=[wish("editor")])
    young = invite(academy=nw, user=manager, email="b@hub.example", wishes=[wish("editor")])
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(days=31))
    Invitation.objects.filter(pk=young.pk).update(expires_at=timezone.now() - timedelta(days=29))
    assert tidy_invitations() == "deleted 1 old invitations"
    assert tidy_invitations() is None
    assert list(Invitation.objects.all()) == [young]


def test_token_of_an_invitation_stays_out_of_the_logs(nw, manager):
    from toolkit_orders.logs import without_tokens

    _invitation, token = invited(nw, manager)
    lines = (f'"GET /invitation/{token}/ HTTP/1.1" 200', f"/admin/login/?next=%2Finvitation%2F{token}%2F", f"/invitation/{token}")
    for line in lines:
        assert token not in without_tokens(line)
    assert without_tokens("/invitation/accepted/") == "/invitation/accepted/"


def test_page_of_an_invitation_costs_few_queries(client, nw, manager, django_assert_max_num_queries):
    _invitation, token = invited(nw, manager)
    client.get(link(token))
    # the invitation with its academy and inviter (1), the inviter's role (1), accounts with the address, to judge and to
    # choose the page (2); nothing about a session, since there is none
    with django_assert_max_num_queries(4):
        client.get(link(token))
