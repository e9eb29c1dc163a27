"""Keeps forms and filters to the rows that a person may choose."""

from __future__ import annotations

from typing import Any

import swapper
from django.db import models
from django.db.models import QuerySet
from django.forms import BaseForm, ModelChoiceField
from wagtail.admin.filters import WagtailFilterSet
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry

from hub.academies.groups import FILE_ACTIONS
from hub.academies.models import Academy
from hub.academies.policy import SEEING, tenant_policy
from hub.academies.sight import linkable_pages


def choosable(queryset: QuerySet[Any], user: Any, *, model: type[models.Model] | None) -> QuerySet[Any]:
    """Return the rows of a choice that this person may choose.

    Args:
        queryset: what the form or filter offers.
        model: the model being edited or listed; its policy says in which academies the person may do so.
    """
    target = queryset.model
    if user.is_superuser:
        return queryset
    if target is Academy:
        policy = tenant_policy(model) if model else None
        academies = policy.academies(user, SEEING) if policy else Academy.objects.for_user(user)
        return queryset.filter(pk__in=academies.values("pk"))
    if target is Collection:
        images = policy_registry.get_by_type(get_image_model())
        return queryset.filter(pk__in=images.collections_user_has_any_permission_for(user, FILE_ACTIONS).values("pk"))
    if policy := tenant_policy(target):
        return queryset.filter(pk__in=policy.instances_user_has_any_permission_for(user, SEEING).values("pk"))
    if isinstance(files := policy_registry.get_by_type(target), CollectionOwnershipPermissionPolicy):
        return queryset.filter(pk__in=files.instances_user_has_any_permission_for(user, ["choose"]).values("pk"))
    if issubclass(target, swapper.load_model("wagtailcore", "Page")):
        return queryset.filter(pk__in=linkable_pages(user).values("pk"))
    return queryset


def scope_form(form: BaseForm, user: Any, *, model: type[models.Model] | None = None) -> BaseForm:
    """Cut every choice of a form, and of the forms inside it, down to what this person may choose.

    Widgets that choose from a list do not check what is posted; the field's queryset does. A value that is stored
    already stays valid, so that a person can save a form whose picture somebody else chose. Choosers inside a
    StreamField are not reached: their block checks its own value.
    """
    if user.is_superuser:
        return form
    for name, field in form.fields.items():
        if isinstance(field, ModelChoiceField) and field.queryset is not None:
            scoped = choosable(field.queryset, user, model=model)
            stored = _stored(form, name)
            if stored is not None and tenant_policy(field.queryset.model) is None and field.queryset.model is not Academy:
                scoped = scoped | field.queryset.filter(pk=stored)
            field.queryset = scoped
    for formset in getattr(form, "formsets", {}).values():
        formset.form = _scoped_class(formset.form, user, model)
    return form


def _stored(form: BaseForm, name: str) -> Any:
    instance = getattr(form, "instance", None)
    if instance is None or instance._state.adding:
        return None
    value = getattr(instance, f"{name}_id", None)
    return value if isinstance(value, int | str) else None


def _scoped_class(form_class: type[BaseForm], user: Any, model: type[models.Model] | None) -> type[BaseForm]:
    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        form_class.__init__(self, *args, **kwargs)
        scope_form(self, user, model=model)

    return type(form_class.__name__, (form_class,), {"__init__": __init__, "__module__": form_class.__module__})


class ScopedFilterSet(WagtailFilterSet):
    """Filters of a list that offer only what this person may see: no other academy's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            scope_form(self.form, self.request.user, model=self._meta.model or self.queryset.model)
