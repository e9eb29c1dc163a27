"""Who may do what to a row that belongs to an academy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import counting, model_permissions

#: Any of these lets a person see that a row exists.
SEEING = ("add", "change", "delete", "view")


class TenantPolicy(ModelPermissionPolicy):
    """Model permissions, but only on rows of academies where the person's own role grants them.

    A person may be order handler in one academy and editor in another: the permission alone does not say where.
    Register it at the top of ``wagtail_hooks.py`` with ``register_permission_policy(Order, TenantPolicy(Order))``.

    Args:
        model: the model, or its dotted name.
        lookup: the path from a row to its academy, such as ``"order__academy"``; ``"pk"`` for academies themselves.
    """

    def __init__(self, model: Any, *, lookup: str = "academy") -> None:
        super().__init__(model)
        self.lookup = lookup

    def roles_granting(self, actions: Iterable[str]) -> list[str]:
        """Return the roles that allow any of these actions on this model."""
        names = {self._get_permission_name(action) for action in actions}
        return [role for role in AcademyRole.Role.values if names & model_permissions(role)]

    def academies(self, user: Any, actions: Iterable[str]) -> QuerySet[Academy]:
        """Return the academies in which this person may do any of these actions."""
        actions = list(actions)
        if not user.is_active or not user.is_authenticated:
            return Academy.objects.none()
        if user.is_superuser:
            return Academy.objects.all()
        if not any(super(TenantPolicy, self).user_has_permission(user, action) for action in actions):
            return Academy.objects.none()
        roles = counting(AcademyRole.objects.filter(user=user, role__in=self.roles_granting(actions)))
        return Academy.objects.filter(pk__in=roles.values("academy"))

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether this person may do something ("add", "change", …) to rows of any academy at all."""
        if user.is_active and user.is_superuser:
            return True
        return super().user_has_permission(user, action) and self.academies(user, [action]).exists()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Return whether this person may do something to this row.

        Args:
            action: "add", "change", "delete" or "view".
            instance: a stored row is judged by what is stored, a new one by the academy it names; without one, never.
        """
        if user.is_active and user.is_superuser:
            return True
        if instance.pk and not instance._state.adding:
            # the stored row decides, not what a form has put into this copy of it
            return self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists()
        academy = self.academy_of(instance)
        return bool(academy) and self.academies(user, [action]).filter(pk=academy).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the rows to which this person may do any of these actions; all of them for a superuser."""
        rows = self.model._default_manager.all()
        if user.is_active and user.is_superuser:
            return rows
        return rows.filter(**{f"{self.lookup}__in": self.academies(user, actions)})

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: Any) -> QuerySet[Any]:
        """Return the active people who may do any of these actions to this row, superusers among them."""
        roles = AcademyRole.objects.filter(academy=self.academy_of(instance), role__in=self.roles_granting(actions))
        holders = counting(roles)
        return get_user_model().objects.filter(Q(is_superuser=True) | Q(pk__in=holders.values("user")), is_active=True)

    def academy_of(self, instance: models.Model) -> Any:
        """Return the primary key of the academy a row belongs to, saved or not; ``None`` if it has none yet."""
        value: Any = instance
        for name in self.lookup.split("__"):
            value = getattr(value, name, None)
        return getattr(value, "pk", value)


class SuperuserPolicy(ModelPermissionPolicy):
    """For what gives permissions away: only superusers, whatever a group has been granted by mistake."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether this person is an active superuser; the action does not matter."""
        return bool(user.is_active and user.is_superuser)


def visible(model: type[models.Model], user: Any) -> QuerySet[Any]:
    """Return the rows of a model this person may know of, by the policy registered for it."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, SEEING)


def tenant_policy(model: Any) -> TenantPolicy | None:
    """Return the tenant policy registered for a model, if it has one."""
    policy = policy_registry.get_by_type(model, fallback=False)
    return policy if isinstance(policy, TenantPolicy) else None
