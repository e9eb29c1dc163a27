"""Changing roles: what a manager can give, and what nobody gets by it."""

from __future__ import annotations

import pytest
from django.core import mail
from wagtail.models import Locale

from hub.academies.members.exceptions import (
    AcademyArchived,
    LanguagesMissing,
    LastManager,
    NoRoles,
    NotOneself,
    NotYourPeople,
    OutOfReach,
    RolesRefused,
)
from hub.academies.members.rights import givable, managed
from hub.academies.members.services.change_roles import change_roles
from hub.academies.members.services.cover import cover
from hub.academies.members.services.remove import remove
from hub.academies.models import AcademyRole
from tests.hub.members.conftest import actions, everything, held, refusals, wish, work

pytestmark = pytest.mark.django_db
NATIONAL = ("national_editor", "national_comms")


def test_manager_gives_and_takes_roles_and_the_person_gets_one_mail(nw, manager, tom):
    changed = change_roles(academy=nw, user=manager, member=tom, wishes=[wish("editor"), wish("order_handler")])

    (message,) = work()
    assert changed
    assert held(nw, tom) == ["editor", "order_handler"]
    assert actions(nw) == ["hub.member.roles"]
    assert (message.to, message.subject) == ([tom.email], "What you can do for North West Academy has changed")
    assert "- Editor\n- Order handler" in message.body
    assert "Answer this mail, or write to northwest@hub.example" in message.body


def test_same_roles_again_change_nothing_and_send_nothing(nw, manager, tom):
    assert not change_roles(academy=nw, user=manager, member=tom, wishes=[wish("publisher"), wish("publisher")])
    assert actions(nw) == []
    assert work() == []


def test_groups_follow_the_roles(nw, manager, tom):
    change_roles(academy=nw, user=manager, member=tom, wishes=[wish("editor")])
    assert [row.role for group in tom.groups.all() for row in [group.academy_group]] == ["editor"]


def test_translator_needs_languages_and_not_the_source(nw, manager, tom, urdu, welsh):
    with pytest.raises(LanguagesMissing) as refusal:
        change_roles(academy=nw, user=manager, member=tom, wishes=[wish("translator")])
    assert refusal.value.field == "translator_locales"
    for codes in (["en"], ["ur", "en"], ["fr"], ["x" * 9]):
        with pytest.raises(RolesRefused):
            change_roles(academy=nw, user=manager, member=tom, wishes=[wish("translator", *codes)])
    change_roles(academy=nw, user=manager, member=tom, wishes=[wish("translator", "ur", "cy")])
    (row,) = AcademyRole.objects.filter(user=tom)
    assert {locale.language_code for locale in row.locales.all()} == {"ur", "cy"}


def test_languages_are_those_of_the_academy_and_one_held_already_may_stay(nw, manager, tom, urdu, welsh):
    change_roles(academy=nw, user=manager, member=tom, wishes=[wish("translator", "ur")])
    nw.languages.set([Locale.objects.get(language_code="en"), welsh])
    with pytest.raises(RolesRefused):
        change_roles(academy=nw, user=manager, member=tom, wishes=[wish("translator", "ur"), wish("second_reader", "ur")])
    assert change_roles(academy=nw, user=manager, member=tom, wishes=[wish("translator", "cy", "ur"), wish("editor")])


def test_language_that_an_administrator_limited_a_role_to_stays(nw, manager, tom, urdu):
    AcademyRole.objects.get(user=tom).locales.set([urdu])
    change_roles(academy=nw, user=manager, member=tom, wishes=[wish("publisher"), wish("order_handler")])
    assert list(AcademyRole.objects.get(user=tom, role="publisher").locales.all()) == [urdu]


def test_nobody_changes_their_own_roles_but_a_superuser(nw, manager, user_with_role, superuser):
    user_with_role(nw, "manager")
    before = everything()
    for roles in (["manager", "publisher"], ["editor"]):
        with pytest.raises(NotOneself):
            change_roles(academy=nw, user=manager, member=manager, wishes=[wish(role) for role in roles])
    assert everything() == before
    AcademyRole.objects.create(academy=nw, user=superuser, role="editor")
    change_roles(academy=nw, user=superuser, member=superuser, wishes=[wish("publisher")])
    assert held(nw, superuser) == ["publisher"]


@pytest.mark.parametrize(
    "roles", [["national_editor"], ["national_comms"], ["editor", "national_editor"], ["root"], ["", "editor"]]
)
def test_role_off_the_list_is_refused_and_logged(roles, nw, manager, tom):
    before = everything()
    with pytest.raises(RolesRefused):
        change_roles(academy=nw, user=manager, member=tom, wishes=[wish(role) for role in roles])
    assert everything() == before
    assert refusals(nw) == [{"what": "change_roles.RolesRefused", "member": tom.pk}]


def test_languages_for_a_role_without_are_refused(nw, manager, tom, urdu):
    with pytest.raises(RolesRefused):
        change_roles(academy=nw, user=manager, member=tom, wishes=[wish("editor", "ur")])


def test_no_role_at_all_is_refused_with_a_way_out(nw, manager, tom):
    with pytest.raises(NoRoles, match="remove the person"):
        change_roles(academy=nw, user=manager, member=tom, wishes=[])


@pytest.mark.parametrize("role", ["author", "editor", "publisher", "translator", "second_reader", "order_handler"])
def test_other_roles_manage_nobody(role, nw, tom, user_with_role):
    user = user_with_role(nw, role)
    before = everything()
    with pytest.raises(NotYourPeople):
        change_roles(academy=nw, user=user, member=tom, wishes=[wish("editor")])
    assert everything() == before
    assert refusals(nw) == [{"what": "change_roles.NotYourPeople", "member": tom.pk}]
    assert givable(user, nw) == []


def test_manager_of_another_academy_is_refused_and_their_own_log_tells(nw, wales, tom, user_with_role):
    other = user_with_role(wales, "manager")
    with pytest.raises(NotYourPeople):
        change_roles(academy=nw, user=other, member=tom, wishes=[wish("editor")])
    assert (refusals(nw), refusals(wales)) == ([], [{"what": "change_roles.NotYourPeople", "member": tom.pk}])


def test_person_of_another_academy_is_no_member(nw, manager, stranger, wales):
    with pytest.raises(NotYourPeople):
        change_roles(academy=nw, user=manager, member=stranger, wishes=[wish("editor")])
    assert (held(nw, stranger), held(wales, stranger)) == ([], ["editor"])


def test_manager_cannot_touch_a_superuser_who_works_here(nw, manager, superuser):
    AcademyRole.objects.create(academy=nw, user=superuser, role="editor")
    for service, more in ((change_roles, {"wishes": [wish("author")]}), (remove, {})):
        with pytest.raises(OutOfReach):
            service(academy=nw, user=manager, member=superuser, **more)
    assert held(nw, superuser) == ["editor"]
    assert len(refusals(nw)) == 2


def test_manager_limited_to_one_language_manages_nobody(nw, manager, tom, urdu):
    """The roles given here are not limited: they would be more than such a manager has."""
    AcademyRole.objects.get(user=manager).locales.set([urdu])
    with pytest.raises(NotYourPeople):
        change_roles(academy=nw, user=manager, member=tom, wishes=[wish("editor")])
    assert not managed(manager).exists()


def test_national_manager_gives_comms_but_never_the_national_editor(national, user_with_role, superuser):
    chief, colleague = user_with_role(national, "manager"), user_with_role(national, "order_handler")
    change_roles(academy=national, user=chief, member=colleague, wishes=[wish("national_comms")])
    with pytest.raises(RolesRefused):
        change_roles(academy=national, user=chief, member=colleague, wishes=[wish("national_editor")])
    assert held(national, colleague) == ["national_comms"]
    change_roles(academy=national, user=superuser, member=colleague, wishes=[wish("national_editor")])
    assert held(national, colleague) == ["national_editor"]


def test_national_manager_cannot_take_away_what_they_cannot_give(national, user_with_role):
    chief, editor = user_with_role(national, "manager"), user_with_role(national, "national_editor")
    with pytest.raises(OutOfReach):
        change_roles(academy=national, user=chief, member=editor, wishes=[wish("order_handler")])
    with pytest.raises(OutOfReach):
        remove(academy=national, user=chief, member=editor)
    assert held(national, editor) == ["national_editor"]


def test_national_manager_manages_no_academy(national, nw, tom, user_with_role):
    chief = user_with_role(national, "manager")
    with pytest.raises(NotYourPeople):
        change_roles(academy=nw, user=chief, member=tom, wishes=[wish("editor")])
    assert list(managed(chief)) == [national]


def test_archived_academy_gives_no_roles(nw, manager, tom, django_user_model):
    from django.utils import timezone

    type(nw).objects.filter(pk=nw.pk).update(archived_at=timezone.now())
    with pytest.raises(AcademyArchived):
        change_roles(academy=nw, user=manager, member=tom, wishes=[wish("editor")])
    remove(academy=nw, user=manager, member=tom)
    assert held(nw, tom) == []


def test_last_manager_keeps_the_role_even_against_a_superuser(nw, manager, superuser):
    for act in (
        lambda: change_roles(academy=nw, user=superuser, member=manager, wishes=[wish("editor")]),
        lambda: remove(academy=nw, user=superuser, member=manager),
    ):
        with pytest.raises(LastManager):
            act()
    assert held(nw, manager) == ["manager"]


def test_cover_and_closed_accounts_do_not_count_as_managers(nw, manager, kath, superuser, user_with_role):
    from datetime import timedelta

    from django.utils import timezone

    user_with_role(nw, "manager", is_active=False)
    cover(academy=nw, user=manager, member=manager, stand_in=kath, until=timezone.localdate() + timedelta(days=3))
    with pytest.raises(LastManager):
        remove(academy=nw, user=kath, member=manager)
    user_with_role(nw, "manager")
    remove(academy=nw, user=superuser, member=manager)
    assert held(nw, manager) == []


def test_archived_academy_may_lose_its_last_manager(nw, manager, superuser):
    from django.utils import timezone

    type(nw).objects.filter(pk=nw.pk).update(archived_at=timezone.now())
    remove(academy=nw, user=superuser, member=manager)
    assert held(nw, manager) == []


def test_mail_is_in_the_language_of_the_person(nw, manager, tom, languages, settings):
    from wagtail.users.models import UserProfile

    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("ur", "Urdu")]
    UserProfile.objects.create(user=tom, preferred_language="ur")
    change_roles(academy=nw, user=manager, member=tom, wishes=[wish("editor")])
    work()
    html = mail.outbox[0].alternatives[0][0]
    assert '<html lang="ur" dir="rtl">' in html
