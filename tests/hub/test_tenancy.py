"""Rows of one academy do not exist for people of another, in any view; and the test would notice if they did."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.urls import reverse
from wagtail.admin.viewsets.model import ModelViewSet

from hub.academies.admin import AcademyViewSet
from hub.academies.models import Academy, AcademyRole, Area
from hub.academies.policy import TenantPolicy, visible
from hub.academies.provisioning import reconcile
from hub.academies.roles import grant_to_role
from hub.academies.views import TenantViewSetMixin, safe_cell

pytestmark = pytest.mark.django_db

VIEWS = ("edit", "delete", "history", "history_results", "usage")


@pytest.fixture
def areas(nw, wales, locale):
    """One row of each academy, of a model that hangs on its academy by a key."""
    return [Area.objects.create(name=academy.name, slug=academy.slug, academy=academy, locale=locale) for academy in (nw, wales)]


@pytest.fixture
def area_rights(nw, wales, monkeypatch):
    """Order handlers may view and change areas; nobody else may."""
    from hub.academies import roles

    monkeypatch.setattr(roles, "_granted", {role: set(names) for role, names in roles._granted.items()})
    grant_to_role("order_handler", "hub.view_area", "hub.change_area")
    reconcile()


def status(client, user, view, academy, method="get"):
    client.force_login(user)
    return getattr(client, method)(reverse(f"hub_academies:{view}", args=[academy.pk])).status_code


# role -> status of (edit, delete, history, usage) on its own academy; others' are 404 for every role
OWN = {
    "manager": {"edit": 200, "delete": 302, "history": 200, "history_results": 200, "usage": 200},
    **dict.fromkeys(("author", "editor", "publisher", "order_handler"), dict.fromkeys(VIEWS, 404)),
    # not of an academy, or without a language: no right to enter the admin, which sends them to sign in
    **dict.fromkeys(("translator", "second_reader", "national_editor", "national_comms"), dict.fromkeys(VIEWS, 302)),
}


@pytest.mark.parametrize("role", AcademyRole.Role.values)
def test_each_role_gets_its_status_in_each_view(role, client, nw, wales, user_with_role):
    user = user_with_role(nw, role)

    for view in VIEWS:
        assert status(client, user, view, nw) == OWN[role][view], view
        foreign = 302 if OWN[role][view] == 302 and role != "manager" else 404
        assert status(client, user, view, wales) == foreign, view
        assert status(client, user, view, wales, "post") == foreign, view


def test_superuser_reaches_every_academy(client, nw, wales, superuser):
    assert [status(client, superuser, "edit", academy) for academy in (nw, wales)] == [200, 200]
    assert status(client, superuser, "delete", wales) == 200


def test_anonymous_visitor_is_sent_to_sign_in(client, nw):
    response = client.get(reverse("hub_academies:edit", args=[nw.pk]))
    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize("number", ["0", "999999", "9223372036854775808", "-1"])
def test_number_of_no_academy_is_404(number, client, nw, user_with_role, superuser):
    url = reverse("hub_academies:edit", args=[nw.pk]).replace(f"/{nw.pk}/", f"/{number}/")
    for user in (user_with_role(nw, "manager"), superuser):
        client.force_login(user)
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("query", ["", "?export=csv", "?export=xlsx", "?q=Academy", "?ordering=password", "?p=999999"])
def test_list_and_export_hold_own_rows_only(query, client, nw, wales, user_with_role):
    client.force_login(user_with_role(nw, "manager"))
    response = client.get(reverse("hub_academies:index") + query)
    body = b"".join(response.streaming_content) if response.streaming else response.content

    assert response.status_code == 200
    assert b"Wales" not in body
    assert b"North West" in body or query in ("?export=xlsx", "?p=999999")


def test_manager_changes_contact_and_colours_but_not_what_the_hub_decides(client, nw, user_with_role):
    client.force_login(user_with_role(nw, "manager"))
    sent = {"email": "new@hub.example", "phone": "0161", "deep": nw.deep, "bright": nw.bright, "people": "", "hashtag": ""}
    forbidden = {"slug": "mine", "name": "Mine", "short_name": "Mine", "is_national": "on"}

    response = client.post(reverse("hub_academies:edit", args=[nw.pk]), {**sent, **forbidden})

    nw.refresh_from_db()
    assert response.status_code == 302
    assert nw.email == "new@hub.example"
    assert (nw.slug, nw.name, nw.is_national) == ("north-west", "North West Academy", False)


def test_manager_is_told_the_figure_when_a_colour_is_refused(client, nw, user_with_role):
    client.force_login(user_with_role(nw, "manager"))
    sent = {"email": nw.email, "deep": "#ff0000", "bright": nw.bright}

    html = client.post(reverse("hub_academies:edit", args=[nw.pk]), sent).content.decode()

    assert "its contrast is" in html
    assert "The nearest shade that will do is" in html


def test_manager_cannot_make_an_academy_or_give_roles(client, nw, user_with_role):
    client.force_login(user_with_role(nw, "manager"))

    assert client.get(reverse("hub_academies:add")).status_code == 302
    assert client.post(reverse("hub_academies:add"), {"name": "x"}).status_code == 302
    assert Academy.objects.count() == 1
    for viewset in ("hub_roles", "hub_areas"):
        assert client.get(reverse(f"{viewset}:index")).status_code == 302
        assert client.get(reverse(f"{viewset}:add")).status_code == 302


def test_superuser_reaches_roles_and_areas(client, nw, superuser):
    client.force_login(superuser)
    for viewset in ("hub_roles", "hub_areas", "hub_academies"):
        assert client.get(reverse(f"{viewset}:index")).status_code == 200
        assert client.get(reverse(f"{viewset}:add")).status_code == 200


def test_copying_is_off(nw):
    assert "copy" not in [pattern.name for pattern in AcademyViewSet().get_urlpatterns()]


def test_policy_counts_the_role_that_grants_not_any_role(areas, area_rights, nw, wales, user_with_role):
    """Order handler here, editor there: the right to change areas holds here only."""
    user = user_with_role(nw, "order_handler")
    AcademyRole.objects.create(user=user, academy=wales, role="editor")
    policy = TenantPolicy(Area)

    assert list(policy.instances_user_has_any_permission_for(user, ["change"])) == [areas[0]]
    assert policy.user_has_permission_for_instance(user, "change", areas[0])
    assert not policy.user_has_permission_for_instance(user, "change", areas[1])
    assert not policy.user_has_permission_for_instance(user, "delete", areas[0])
    assert not policy.user_has_permission(user, "add")


def test_policy_believes_the_stored_row_and_not_the_form(areas, area_rights, nw, wales, user_with_role):
    user, foreign = user_with_role(nw, "order_handler"), Area.objects.get(academy=wales)
    foreign.academy = nw  # what a form has put in

    assert not TenantPolicy(Area).user_has_permission_for_instance(user, "change", foreign)


def test_policy_names_the_people_of_one_academy(areas, area_rights, nw, wales, user_with_role, superuser):
    handler, _other = user_with_role(nw, "order_handler"), user_with_role(wales, "order_handler")
    user_with_role(nw, "editor")

    assert set(TenantPolicy(Area).users_with_any_permission_for_instance(["change"], areas[0])) == {
        handler, superuser,
    }  # fmt: skip


def test_policy_gives_nothing_to_anonymous_and_inactive_people(areas, area_rights, nw, user_with_role):
    for user in (AnonymousUser(), user_with_role(nw, "order_handler", is_active=False)):
        assert not TenantPolicy(Area).instances_user_has_any_permission_for(user, ["view", "change"]).exists()


def test_policy_follows_a_path_to_the_academy(nw, wales, user_with_role):
    user = user_with_role(nw, "manager")
    assert list(visible(Academy, user)) == [nw]
    assert TenantPolicy("hub.AcademyRole", lookup="academy").academy_of(AcademyRole(academy=wales)) == wales.pk


def leaks(viewset, rf, user, foreign) -> bool:
    """Whether the edit view of this viewset lets a person see a foreign academy."""
    request = rf.get("/")
    request.user = user
    try:
        viewset.edit_view(request, pk=foreign.pk)
    except Http404:
        return False
    except Exception:  # any other answer, even a refusal, says that the row exists
        return True
    return True


def test_guard_is_what_closes_the_views(rf, nw, wales, user_with_role):
    """Without the mixin the same viewset leaks: a test of the tests above."""
    user = user_with_role(nw, "manager")
    open_viewset = type(
        "Open", (ModelViewSet,), {"model": Academy, "edit_handler": AcademyViewSet.edit_handler, "name": "hub_academies"}
    )

    assert leaks(open_viewset(), rf, user, wales)
    assert not leaks(AcademyViewSet(), rf, user, wales)


def test_viewset_without_a_policy_is_refused_at_start():
    class Careless(TenantViewSetMixin, ModelViewSet):
        model = Area
        form_fields = ("name",)

    with pytest.raises(ImproperlyConfigured, match="register_permission_policy"):
        Careless().on_register()


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "@SUM(A1)", "+1-1|cmd", "-2", "\t=1", "\r=1", "\n", "   =1"])
def test_cell_that_a_spreadsheet_would_run_is_made_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "North West", "a=b", "0161 496 0187"])
def test_cell_of_plain_text_stays_as_it_is(text):
    assert safe_cell(text) == text
