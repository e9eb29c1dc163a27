"""Superusers give roles one by one; an academy keeps a manager all the same."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hub.academies.models import AcademyRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(nw, user_with_role):
    user = user_with_role(nw, "manager")
    return AcademyRole.objects.get(user=user)


@pytest.fixture
def desk(client, superuser):
    client.force_login(superuser)
    return client


def sent(row, **changes):
    return {"user": row.user_id, "academy": row.academy_id, "role": row.role, "locales": [], **changes}


def test_last_manager_s_role_is_not_deleted(desk, manager):
    response = desk.post(reverse("hub_roles:delete", args=[manager.pk]), follow=True)

    assert AcademyRole.objects.filter(pk=manager.pk).exists()
    assert "manager" in " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("change", ["role", "language", "academy", "person"])
def test_last_manager_s_role_is_not_changed_into_another(change, desk, manager, nw, wales, locale, user_with_role):
    changes = {
        "role": {"role": "editor"},
        "language": {"locales": [locale.pk]},
        "academy": {"academy": wales.pk},
        "person": {"user": user_with_role(None, None, is_active=False).pk},
    }[change]

    response = desk.post(reverse("hub_roles:edit", args=[manager.pk]), sent(manager, **changes))

    assert response.status_code == 200
    manager.refresh_from_db()
    assert (manager.role, manager.academy, manager.locales.count()) == ("manager", nw, 0)


def test_one_of_two_managers_goes_and_other_roles_are_free(desk, manager, nw, user_with_role):
    other = AcademyRole.objects.get(user=user_with_role(nw, "manager"))
    editor = AcademyRole.objects.get(user=user_with_role(nw, "editor"))

    for row in (other, editor):
        assert desk.post(reverse("hub_roles:delete", args=[row.pk])).status_code == 302
        assert not AcademyRole.objects.filter(pk=row.pk).exists()
    assert desk.post(reverse("hub_roles:edit", args=[manager.pk]), sent(manager)).status_code == 302


def test_only_superusers_reach_roles(client, manager, nw):
    client.force_login(manager.user)
    for name in ("edit", "delete"):
        assert client.post(reverse(f"hub_roles:{name}", args=[manager.pk]), sent(manager)).status_code == 302
    assert AcademyRole.objects.filter(pk=manager.pk, role="manager").exists()
