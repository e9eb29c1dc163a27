"""Groups and permissions are exactly what the roles say, whatever happened before."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page
from wagtail.permissions import policy_registry

from hub.academies import roles
from hub.academies.grants import check_grants, close_defaults
from hub.academies.models import Academy, AcademyGroup, AcademyRole
from hub.academies.provisioning import AlreadyHome, NotAllowed, link_home, provision, reconcile
from hub.models import AcademyPage

pytestmark = pytest.mark.django_db

#: the roles of an academy, without those that are held by language: see test_academies_rights
ROLES = ("author", "editor", "publisher", "order_handler", "manager")
#: role -> what it may do on its own academy's home page
PAGE_RIGHTS = {
    "author": {"can_add_subpage"},
    "editor": {"can_edit", "can_add_subpage"},
    "publisher": {"can_edit", "can_add_subpage", "can_publish", "can_lock"},
    "order_handler": set(),
    "manager": {"can_edit", "can_add_subpage", "can_publish", "can_lock", "can_delete"},
}
ASKED = ("can_edit", "can_add_subpage", "can_publish", "can_lock")


@pytest.fixture
def section(nw):
    return AcademyPage.objects.get(slug="north-west")


def rights(user, page):
    tester = page.permissions_for_user(type(user).objects.get(pk=user.pk))  # Wagtail keeps rights on the instance
    return {name for name in ASKED if getattr(tester, name)()}


@pytest.mark.parametrize("role", ROLES)
def test_role_has_its_rights_on_its_own_section_and_none_elsewhere(role, nw, wales, section, home, user_with_role):
    user = user_with_role(nw, role)

    assert rights(user, section) == PAGE_RIGHTS[role] & set(ASKED)
    assert rights(user, AcademyPage.objects.get(slug="wales")) == set()
    assert rights(user, home) == set()


@pytest.mark.parametrize(
    ("role", "may"), [("author", True), ("editor", True), ("publisher", True), ("manager", True), ("order_handler", False)]
)
def test_role_works_with_files_of_its_own_collection_only(role, may, nw, wales, user_with_role):
    from wagtail.images import get_image_model

    user = user_with_role(nw, role)
    policy = policy_registry.get_by_type(get_image_model())

    found = set(policy.collections_user_has_permission_for(user, "add"))

    assert found == (set() if role == "order_handler" else {nw.collection})


@pytest.mark.parametrize("role", ROLES)
def test_role_enters_the_admin_and_never_gets_users_or_groups(role, nw, user_with_role):
    user = user_with_role(nw, role)

    held = user.get_all_permissions()

    assert "wagtailadmin.access_admin" in held
    assert not [name for name in held if name.startswith("auth.")]
    # whose pages may be translated is asked besides, see hub.translation.rights
    assert {name for name in held if name.startswith("wagtail_localize.")} <= {"wagtail_localize.submit_translation"}


def test_manager_has_what_any_other_role_was_granted(nw, user_with_role, monkeypatch):
    monkeypatch.setattr(roles, "_granted", {role: set(names) for role, names in roles._granted.items()})
    roles.grant_to_role("order_handler", "hub.delete_area")
    reconcile()

    assert user_with_role(nw, "order_handler").has_perm("hub.delete_area")
    assert user_with_role(nw, "manager").has_perm("hub.delete_area")
    assert not user_with_role(nw, "editor").has_perm("hub.delete_area")
    with pytest.raises(KeyError):
        roles.grant_to_role("boss", "hub.delete_area")


def test_reconcile_finds_nothing_to_do_the_second_time(nw, wales, user_with_role):
    user_with_role(nw, "publisher")
    AcademyGroup.objects.all().delete()

    assert reconcile(check=True)
    assert reconcile()
    assert reconcile(check=True) == reconcile() == []


def test_reconcile_puts_right_what_somebody_changed_by_hand(nw, wales, section, user_with_role):
    user, stranger = user_with_role(nw, "editor"), user_with_role(wales, "editor")
    group = AcademyGroup.objects.get(academy=nw, role="editor", locale=None).group
    group.user_set.set([stranger])
    group.permissions.add(Permission.objects.get(codename="change_user"))
    GroupPagePermission.objects.create(group=group, page=section.get_parent(), permission_type="publish")
    GroupCollectionPermission.objects.create(
        group=group, collection=Collection.get_first_root_node(), permission=Permission.objects.get(codename="add_image")
    )

    found = reconcile(check=True)
    assert len(found) == 4
    assert group.user_set.get() == stranger  # a check changes nothing

    reconcile()
    assert group.user_set.get() == user
    assert not stranger.has_perm("auth.change_user")
    assert rights(user, section.get_parent()) == set()
    assert reconcile(check=True) == []


def test_role_taken_away_takes_its_rights_away(nw, section, user_with_role):
    user = user_with_role(nw, "manager")

    AcademyRole.objects.get(user=user).delete()

    assert rights(user, section) == set()
    assert not user.groups.exists()


def test_role_changed_changes_the_group(nw, section, user_with_role):
    user = user_with_role(nw, "editor")
    role = AcademyRole.objects.get(user=user)
    role.role = "publisher"
    role.save()

    assert rights(user, section) == PAGE_RIGHTS["publisher"]


def test_role_limited_to_a_language_has_rights_in_that_language_only(nw, section, user_with_role):
    welsh = Locale.objects.create(language_code="cy")
    translated = section.copy_for_translation(welsh, copy_parents=True)
    user = user_with_role(nw, "editor")
    assert "can_edit" in rights(user, translated)

    role = AcademyRole.objects.get(user=user)
    role.locales.set([welsh])

    assert "can_edit" in rights(user, translated)
    assert "can_edit" not in rights(user, section)
    role.locales.clear()
    assert "can_edit" in rights(user, section)
    assert not AcademyGroup.objects.exclude(locale=None).exists()
    assert reconcile(check=True) == []


def test_host_groups_are_left_alone_even_with_the_name_of_ours(nw, user_with_role):
    AcademyGroup.objects.filter(academy=nw).delete()
    theirs = Group.objects.create(name="North West Academy: editor")
    someone = user_with_role(None, None)
    theirs.user_set.add(someone)

    reconcile()

    assert theirs.user_set.get() == someone
    assert not theirs.permissions.exists()
    assert AcademyGroup.objects.get(academy=nw, role="editor").group.name == "North West Academy: editor 2"


def test_groups_go_when_their_academy_goes(academies_index, nw, wales):
    ours = set(AcademyGroup.objects.filter(academy=wales).values_list("group", flat=True))
    AcademyPage.objects.get(slug="wales").delete()
    wales.refresh_from_db()
    assert wales.home_key is None

    wales.delete()

    assert not Group.objects.filter(pk__in=ours).exists()
    assert AcademyGroup.objects.filter(academy=nw).count() == len(ROLES)


def test_provision_twice_makes_one_home_and_one_collection(academies_index, nw):
    before = Page.objects.count(), Collection.objects.count(), Group.objects.count()

    page = provision(academy=nw, parent=academies_index)

    assert page.live
    assert (Page.objects.count(), Collection.objects.count(), Group.objects.count()) == before


def test_provision_is_refused_to_all_but_superusers(academies_index, nw, user_with_role, superuser):
    new = Academy.objects.create(name="New", short_name="New", slug="new")
    with pytest.raises(NotAllowed):
        provision(academy=new, parent=academies_index, user=user_with_role(nw, "manager"))

    assert provision(academy=new, parent=academies_index, user=superuser).academy == new


def test_academy_cannot_be_given_a_second_home(wales, section):
    with pytest.raises(AlreadyHome):
        link_home(academy=wales, key=section.translation_key)


def test_command_reconciles_and_its_check_fails_on_drift(nw, wales):
    call_command("hub_reconcile", "--check", stdout=io.StringIO())
    AcademyGroup.objects.filter(academy=nw, role="editor").get().group.delete()

    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("hub_reconcile", "--check", stdout=out)
    assert "North West Academy: editor" in out.getvalue()

    call_command("hub_reconcile", stdout=io.StringIO())
    call_command("hub_reconcile", "--check", stdout=io.StringIO())


def test_command_names_groups_that_reach_above_the_academies(nw, root, user_with_role):
    close_defaults()
    moderators = Group.objects.create(name="A host's moderators")
    GroupPagePermission.objects.create(group=moderators, page=root, permission_type="publish")
    call_command("hub_reconcile", "--check", stdout=io.StringIO())  # nobody of an academy is in it

    user_with_role(nw, "editor").groups.add(moderators)

    with pytest.raises(CommandError):
        call_command("hub_reconcile", "--check", stdout=io.StringIO())
    assert [message.id for message in check_grants(databases=["default"])] == ["hub.W020"]
    assert moderators.user_set.exists()
