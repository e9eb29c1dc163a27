"""Removing somebody, closing an account, handing over, cover for an absence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, Workflow, WorkflowState

from hub.academies.members.exceptions import (
    BadDate,
    CannotCover,
    CannotTakeOver,
    LastManager,
    NotOneself,
    OutOfReach,
    WorksElsewhere,
)
from hub.academies.members.holdings import Holding, Item, holdings_of, register_holding
from hub.academies.members.own_holdings import section_of
from hub.academies.members.services.cover import cover, end_cover
from hub.academies.members.services.deactivate import deactivate, reactivate
from hub.academies.members.services.hand_over import hand_over
from hub.academies.members.services.password_link import password_link
from hub.academies.members.services.remove import remove
from hub.academies.models import AcademyRole
from hub.models import AcademyPage, StandardPage
from tests.hub.members.conftest import actions, held, invited, page, refusals, work

pytestmark = pytest.mark.django_db


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def pages(nw, wales, tom):
    """What Tom holds: a draft and a live page here, one page elsewhere."""

    def make(slug, academy, **fields):
        parent = AcademyPage.objects.get(slug=academy.slug)
        return parent.add_child(instance=StandardPage(title=slug, slug=slug, owner=tom, **fields))

    return make("draft", nw, live=False), make("live", nw, locked=True, locked_by=tom), make("elsewhere", wales)


# removing


def test_removed_person_has_no_roles_here_and_keeps_the_account_and_those_elsewhere(nw, wales, manager, tom):
    AcademyRole.objects.create(academy=wales, user=tom, role="editor")
    remove(academy=nw, user=manager, member=tom)

    tom.refresh_from_db()
    assert (held(nw, tom), held(wales, tom), tom.is_active) == ([], ["editor"], True)
    assert actions(nw) == ["hub.member.removed"]
    assert [message.subject for message in work()] == ["You no longer work for North West Academy on the hub"]


def test_removing_ends_cover_in_both_directions(nw, manager, tom, kath, user_with_role):
    third = user_with_role(nw, "author")
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(3))
    cover(academy=nw, user=manager, member=third, stand_in=tom, until=in_days(3))
    remove(academy=nw, user=manager, member=tom)
    assert not AcademyRole.objects.exclude(covers=None).exists()


def test_nobody_removes_or_closes_themselves(nw, manager, user_with_role):
    user_with_role(nw, "manager")
    for service in (remove, deactivate):
        with pytest.raises(NotOneself):
            service(academy=nw, user=manager, member=manager)
    assert len(refusals(nw)) == 2


# accounts


def test_closed_account_is_signed_out_at_once_and_can_be_opened_again(nw, manager, tom):
    his = Client()
    his.force_login(tom)
    assert his.get("/admin/").status_code == 200

    deactivate(academy=nw, user=manager, member=tom)
    deactivate(academy=nw, user=manager, member=tom)
    assert "/login/" in his.get("/admin/").url
    assert not Client().login(username=tom.username, password="secret")
    assert held(nw, tom) == ["publisher"]
    assert actions(nw) == ["hub.member.deactivated"]

    reactivate(academy=nw, user=manager, member=tom)
    assert Client().login(username=tom.username, password="secret")
    assert [message.subject for message in work()] == ["Your account was closed", "Your account is open again"]


def test_account_used_elsewhere_is_not_closed(nw, wales, manager, tom, kath, django_user_model):
    from django.contrib.auth.models import Group

    AcademyRole.objects.create(academy=wales, user=tom, role="editor")
    kath.groups.add(Group.objects.create(name="A host's own"))
    for person in (tom, kath):
        with pytest.raises(WorksElsewhere):
            deactivate(academy=nw, user=manager, member=person)
        person.refresh_from_db()
        assert person.is_active
    assert len(refusals(nw)) == 2


def test_account_that_an_administrator_closed_stays_closed(nw, manager, tom, superuser):
    type(tom).objects.filter(pk=tom.pk).update(is_active=False)
    with pytest.raises(OutOfReach):
        reactivate(academy=nw, user=manager, member=tom)
    reactivate(academy=nw, user=superuser, member=tom)
    tom.refresh_from_db()
    assert tom.is_active


def test_last_manager_is_not_closed(nw, manager, superuser):
    with pytest.raises(LastManager):
        deactivate(academy=nw, user=superuser, member=manager)


def test_administrators_cannot_delete_or_close_the_last_manager_in_wagtails_own_screens(client, nw, manager, superuser, tom):
    client.force_login(superuser)
    users = type(manager).objects
    for name in ("delete", "edit"):
        response = client.post(reverse(f"wagtailusers_users:{name}", args=[manager.pk]), {"username": "x", "email": "a@b.example"})
        assert response.url == reverse("wagtailusers_users:index")
    for action in ("delete", "set_active_state"):
        url = reverse("wagtail_bulk_action", args=["auth", "user", action])
        client.post(f"{url}?id={manager.pk}&id={tom.pk}", {"mark_as_active": "False"})
    assert users.filter(pk__in=[manager.pk, tom.pk], is_active=True).count() == 2

    client.post(reverse("wagtailusers_users:delete", args=[tom.pk]))
    assert not users.filter(pk=tom.pk).exists()


# the link for a password


def test_password_link_goes_to_the_person_and_changes_nothing(nw, manager, tom, rf):
    before = tom.password
    password_link(academy=nw, user=manager, member=tom, request=rf.get("/"))
    tom.refresh_from_db()
    (message,) = mail.outbox
    assert message.to == [tom.email]
    assert "/admin/password_reset/confirm/" in message.body
    assert tom.password == before
    assert actions(nw) == ["hub.member.password_link"]


def test_no_password_link_where_the_project_switched_it_off_or_for_a_superuser(nw, manager, tom, superuser, rf, settings, client):
    AcademyRole.objects.create(academy=nw, user=superuser, role="editor")
    with pytest.raises(OutOfReach):
        password_link(academy=nw, user=manager, member=superuser, request=rf.get("/"))
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = False
    with pytest.raises(OutOfReach):
        password_link(academy=nw, user=manager, member=tom, request=rf.get("/"))
    assert mail.outbox == []
    client.force_login(manager)
    assert b"Send a link" not in client.get(page("person", nw, tom)).content


# handing over


def test_holdings_are_those_of_this_academy(nw, manager, tom, pages):
    found = {holding.key: [item.text for item in holding.items] for holding in holdings_of(nw, tom)}
    assert sorted(found) == ["hub.locks", "hub.pages"]
    assert sorted(found["hub.pages"]) == ["draft (draft)", "live"]
    assert found["hub.locks"] == ["live"]


def test_section_of_the_national_team_is_what_no_academy_has(national, nw, home, pages):
    home.add_child(instance=StandardPage(title="about", slug="about"))
    slugs = set(section_of(national).values_list("slug", flat=True))
    assert "about" in slugs
    assert not slugs & {"north-west", "wales", "draft", "elsewhere"}


def test_everything_held_here_goes_to_the_receiver_and_nothing_held_elsewhere(nw, manager, tom, kath, pages):
    draft, live, elsewhere = pages
    workflow = Workflow.objects.create(name="own")
    state = WorkflowState.objects.create(
        content_type=draft.cached_content_type, content_object=draft.page_ptr, workflow=workflow, requested_by=tom
    )
    invitation, _token = invited(nw, manager)
    type(invitation).objects.update(invited_by=tom)

    given = hand_over(academy=nw, user=manager, member=tom, receiver=kath)

    for each in (*pages, state, invitation):
        each.refresh_from_db()
    assert given == {"hub.pages": 2, "hub.locks": 1, "hub.approvals": 1, "hub.invitations": 1}
    assert (draft.owner, live.owner, live.locked_by, state.requested_by, invitation.invited_by) == (kath,) * 5
    assert elsewhere.owner == tom
    (message,) = work()
    assert (message.to, message.subject) == ([kath.email], "You have taken over the work of Tom Alder")
    assert "5 things" in message.body


def test_handing_over_twice_gives_nothing_and_says_nothing_the_second_time(nw, manager, tom, kath, pages):
    hand_over(academy=nw, user=manager, member=tom, receiver=kath)
    work()
    assert hand_over(academy=nw, user=manager, member=tom, receiver=kath) == {}
    assert (actions(nw), work()) == (["hub.member.handed_over"], [])


def test_work_goes_to_an_open_colleague_only(nw, manager, tom, stranger, user_with_role, pages):
    for receiver in (stranger, tom, user_with_role(nw, "editor", is_active=False)):
        with pytest.raises(CannotTakeOver):
            hand_over(academy=nw, user=manager, member=tom, receiver=receiver)
    assert Page.objects.filter(owner=tom).count() == 3


def test_app_adds_what_people_hold(nw, manager, tom, kath, monkeypatch):
    monkeypatch.setattr("hub.academies.members.holdings._makers", [])
    given = []

    def loans(academy, person):
        return Holding("library.loans", "Loans", 1, [Item("A book")], lambda receiver: given.append(receiver) or 1)

    register_holding(loans)
    register_holding(loans)
    assert hand_over(academy=nw, user=manager, member=tom, receiver=kath) == {"library.loans": 1}
    assert given == [kath]


# cover


def test_cover_gives_the_roles_of_who_is_away_to_the_end_of_a_day(nw, manager, tom, kath, urdu):
    AcademyRole.objects.get(user=tom).locales.set([urdu])
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(7))

    row = AcademyRole.objects.get(user=kath, covers=tom)
    assert (row.role, row.until, list(row.locales.all())) == ("publisher", in_days(7), [urdu])
    assert (held(nw, kath), held(nw, tom)) == (["editor"], ["publisher"])
    assert {message.to[0]: message.subject.partition(" until")[0] for message in work()} == {
        kath.email: "You stand in for Tom Alder",
        tom.email: "Kath Orrell stands in for you",
    }


def test_cover_again_moves_its_last_day(nw, manager, tom, kath):
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(7))
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(2))
    assert AcademyRole.objects.get(covers=tom).until == in_days(2)


def test_manager_may_arrange_cover_for_themselves_and_the_stand_in_manages(nw, manager, tom, kath):
    cover(academy=nw, user=manager, member=manager, stand_in=kath, until=in_days(0))
    remove(academy=nw, user=kath, member=tom)
    assert held(nw, tom) == []


@pytest.mark.parametrize("until", [date(2999, 1, 1), date(1, 1, 1), in_days(-1), in_days(366), date(9999, 12, 31)])
def test_bad_last_day_is_refused(until, nw, manager, tom, kath):
    with pytest.raises(BadDate):
        cover(academy=nw, user=manager, member=tom, stand_in=kath, until=until)
    assert not AcademyRole.objects.exclude(covers=None).exists()


def test_nobody_stands_in_who_gains_it_by_asking_or_does_not_work_here(nw, manager, tom, kath, stranger, superuser, user_with_role):
    user_with_role(nw, "manager")
    AcademyRole.objects.create(academy=nw, user=superuser, role="editor")
    closed = user_with_role(nw, "editor", is_active=False)
    for other in (manager, tom, stranger, closed, superuser):
        with pytest.raises(CannotCover):
            cover(academy=nw, user=manager, member=tom, stand_in=other, until=in_days(3))
    assert not AcademyRole.objects.exclude(covers=None).exists()
    assert len(refusals(nw)) == 5


def test_standing_in_for_who_stands_in_gives_their_own_roles_only(nw, manager, tom, kath, user_with_role):
    third = user_with_role(nw, "author")
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(3))
    cover(academy=nw, user=manager, member=kath, stand_in=third, until=in_days(3))
    assert list(AcademyRole.objects.filter(user=third).exclude(covers=None).values_list("role", flat=True)) == ["editor"]


def test_national_manager_cannot_cover_for_the_national_editor(national, user_with_role):
    chief, editor = user_with_role(national, "manager"), user_with_role(national, "national_editor")
    colleague = user_with_role(national, "order_handler")
    with pytest.raises(OutOfReach):
        cover(academy=national, user=chief, member=editor, stand_in=colleague, until=in_days(3))
    assert not AcademyRole.objects.exclude(covers=None).exists()


def test_cover_ended_early_takes_what_it_gave_and_no_more(nw, manager, tom, kath):
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(7))
    work()
    end_cover(academy=nw, user=manager, member=tom, stand_in=kath)
    end_cover(academy=nw, user=manager, member=tom, stand_in=kath)
    assert list(AcademyRole.objects.filter(user=kath).values_list("role", "covers")) == [("editor", None)]
    assert actions(nw) == ["hub.member.covered", "hub.member.cover_ended"]
    assert [message.subject for message in work()] == ["You no longer stand in for Tom Alder"]


def test_mail_about_cover_is_not_sent_when_it_ended_before(nw, manager, tom, kath):
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(7))
    AcademyRole.objects.exclude(covers=None).delete()
    assert work() == []


def test_role_taken_from_somebody_is_taken_from_who_stands_in(nw, manager, tom, kath):
    from hub.academies.members.services.change_roles import change_roles
    from tests.hub.members.conftest import wish

    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(7))
    change_roles(academy=nw, user=manager, member=tom, wishes=[wish("author")])
    assert not AcademyRole.objects.filter(user=kath, role="publisher").exists()


# the log


def test_log_reads_as_sentences_and_holds_no_names(nw, manager, tom, kath):
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=in_days(7))
    remove(academy=nw, user=manager, member=tom)
    entries = ModelLogEntry.objects.for_instance(nw).order_by("pk")
    assert [entry.message for entry in entries] == [
        "Kath Orrell stands in for Tom Alder",
        "Removed Tom Alder from the academy",
    ]
    for text in ("Tom", "Kath", "@"):
        assert all(text not in str(entry.data) and text not in entry.label for entry in entries)
    tom.delete()
    assert "somebody whose account is gone" in ModelLogEntry.objects.get(pk=entries[1].pk).message
