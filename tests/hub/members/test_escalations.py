"""Ways to a right one does not have. Each is refused, changes nothing, and stands in the log of the manager's own academy."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from hub.academies.models import AcademyGroup, AcademyRole, Invitation
from tests.hub.members.conftest import everything, invited, page, refusals

pytestmark = pytest.mark.django_db


def refused(desk, academy, url, sent=None, *, status=(200, 302, 403, 404)):
    """Post, and insist that nothing changed and that a line was written."""
    before, lines = everything(), len(refusals(academy))
    response = desk.post(url, sent or {})
    assert response.status_code in status
    assert everything() == before
    assert len(refusals(academy)) == lines + 1
    return response


def test_manager_gives_the_own_role_more(desk, nw, manager):
    refused(desk, nw, page("roles", nw, manager), {"roles": ["manager", "publisher"]})


def test_manager_edits_a_superuser(desk, nw, superuser):
    AcademyRole.objects.create(academy=nw, user=superuser, role="editor")
    for name in ("roles", "remove", "deactivate", "reactivate", "password", "cover", "hand_over"):
        refused(desk, nw, page(name, nw, superuser), {"roles": "author"}, status=(404,))


def test_manager_invites_into_another_academy(desk, nw, wales):
    refused(desk, nw, page("invite", wales), {"email": "a@b.example", "roles": ["manager"]}, status=(404,))
    desk.post(page("invite", nw), {"email": "a@b.example", "roles": ["editor"], "academy": wales.pk})
    assert Invitation.objects.get().academy == nw
    assert refusals(wales) == []


def test_member_of_another_academy_under_the_own_academys_address(desk, nw, stranger):
    for name in ("roles", "remove", "deactivate", "reactivate", "password", "cover", "hand_over"):
        refused(desk, nw, page(name, nw, stranger), {"roles": "author"}, status=(404,))


def test_own_member_under_another_academys_address(desk, nw, wales, tom):
    for name in ("roles", "remove", "deactivate"):
        refused(desk, nw, page(name, wales, tom), {"roles": "author"}, status=(404,))


def test_invitation_of_another_academy_under_the_own_address(desk, nw, wales, user_with_role):
    foreign, _token = invited(wales, user_with_role(wales, "manager"), "foreign@hub.example")
    for name in ("resend", "take_back"):
        refused(desk, nw, page(name, nw, foreign), status=(404,))
        refused(desk, nw, page(name, wales, foreign), status=(404,))


def test_stand_in_and_receiver_of_another_academy(desk, nw, tom, stranger):
    refused(desk, nw, page("cover", nw, tom), {"stand_in": stranger.pk, "until": "2026-12-01"})
    refused(desk, nw, page("hand_over", nw, tom), {"receiver": stranger.pk})
    refused(desk, nw, page("end_cover", nw, tom, stranger), status=(404,))


def test_manager_stands_in_themselves(desk, nw, manager, tom):
    refused(desk, nw, page("cover", nw, tom), {"stand_in": manager.pk, "until": "2026-12-01"})


@pytest.mark.parametrize("role", ["national_editor", "national_comms", "superuser", "1", "", "manager\x00", "MANAGER"])
def test_role_that_is_not_on_the_list(role, desk, nw, tom):
    refused(desk, nw, page("roles", nw, tom), {"roles": ["editor", role]})
    refused(desk, nw, page("invite", nw), {"email": "a@b.example", "roles": [role, "editor"]})


@pytest.mark.parametrize("code", ["en", "fr", "*", "1"])
def test_language_that_is_not_on_the_list(code, desk, nw, tom, urdu):
    refused(desk, nw, page("roles", nw, tom), {"roles": ["translator"], "translator_locales": ["ur", code]})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("is_superuser", "on"),
        ("is_staff", "on"),
        ("is_active", "on"),
        ("groups", "1"),
        ("user_permissions", "1"),
        ("password", "x"),
    ],
)
def test_field_that_no_form_has(name, value, desk, nw, tom):
    sent = {"roles": ["editor"], "email": "a@b.example", name: value}
    for url in (page("roles", nw, tom), page("invite", nw), page("remove", nw, tom), page("deactivate", nw, tom)):
        refused(desk, nw, url, sent, status=(302,))


def test_manager_takes_out_the_last_manager(desk, nw, manager):
    for name in ("remove", "deactivate"):
        refused(desk, nw, page(name, nw, manager))


def test_stand_in_of_a_manager_takes_out_the_last_manager(client, nw, manager, kath):
    from datetime import timedelta

    from django.utils import timezone

    from hub.academies.members.services.cover import cover

    cover(academy=nw, user=manager, member=manager, stand_in=kath, until=timezone.localdate() + timedelta(days=3))
    client.force_login(kath)
    for name in ("remove", "deactivate"):
        refused(client, nw, page(name, nw, manager))
    refused(client, nw, page("roles", nw, manager), {"roles": ["editor"]})
    refused(client, nw, page("roles", nw, kath), {"roles": ["manager"]})


def test_superuser_is_invited(desk, nw, superuser):
    response = refused(desk, nw, page("invite", nw), {"email": superuser.email, "roles": ["editor"]})
    assert "This person cannot be invited." in response.content.decode()


def test_editor_posts_to_the_screens(client, nw, kath, tom):
    client.force_login(kath)
    refused(client, nw, page("roles", nw, tom), {"roles": ["editor"]}, status=(404,))
    refused(client, nw, page("roles", nw, kath), {"roles": ["manager"]}, status=(404,))
    refused(client, nw, page("invite", nw), {"email": "a@b.example", "roles": ["manager"]}, status=(404,))


def wagtails_own(nw, wales, manager, superuser, tom):
    """Wagtail's own ways to accounts and groups: (address, what is sent)."""
    group = AcademyGroup.objects.filter(academy=wales, role="manager").get().group
    account = {
        "username": "x",
        "email": "x@b.example",
        "first_name": "x",
        "last_name": "x",
        "is_superuser": "on",
        "is_active": "on",
    }
    account |= {"groups": [group.pk], "password1": "a-long-password-9", "password2": "a-long-password-9"}
    bulk = reverse("wagtail_bulk_action", args=["auth", "user", "assign_role"])
    closing = reverse("wagtail_bulk_action", args=["auth", "user", "set_active_state"])
    deleting = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    return [
        (reverse("wagtailusers_users:add"), account),
        *((reverse("wagtailusers_users:edit", args=[person.pk]), account) for person in (manager, superuser, tom)),
        *((reverse("wagtailusers_users:delete", args=[person.pk]), {}) for person in (superuser, tom)),
        (reverse("wagtailusers_groups:add"), {"name": "mine"}),
        (reverse("wagtailusers_groups:edit", args=[group.pk]), {"name": "mine"}),
        (f"{bulk}?id={manager.pk}", {"role": group.pk}),
        (f"{closing}?id={tom.pk}", {"mark_as_active": "False"}),
        (f"{deleting}?id={tom.pk}", {}),
        (reverse("hub_roles:add"), {"user": manager.pk, "academy": wales.pk, "role": "manager"}),
    ]


def test_wagtails_own_screens_for_people_are_refused_and_logged(desk, nw, wales, manager, superuser, tom):
    for url, sent in wagtails_own(nw, wales, manager, superuser, tom):
        assert desk.get(url).status_code in (302, 403, 404), url
        refused(desk, nw, url, sent, status=(302, 403, 404))
        manager.refresh_from_db()
        assert not manager.is_superuser


def test_api_token_screens_are_out_of_reach(desk, nw, manager, superuser):
    """Wagtail has them only where its third API is installed; where it is, they ask for rights that no role has."""
    from hub.academies.roles import model_permissions

    for role in AcademyRole.Role.values:
        assert not [name for name in model_permissions(role) if "token" in name or name.startswith("auth.")]
    for permission in ("wagtailcore.add_apitoken", "wagtailcore.delete_apitoken", "auth.change_user", "auth.add_user"):
        assert not manager.has_perm(permission)
    with pytest.raises(NoReverseMatch):
        reverse("wagtailusers_api_tokens:add")


def test_manager_has_no_right_to_accounts_groups_or_tokens_in_any_role(nw, national, user_with_role):
    for academy in (nw, national):
        for role in AcademyRole.Role.values:
            names = user_with_role(academy, role).get_all_permissions()
            assert not [name for name in names if name.startswith("auth.") or "token" in name or "academyrole" in name]
