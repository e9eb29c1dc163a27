"""Who may translate what into which language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import PAGES, grant_to_role

#: wagtail-localize's one permission: it says nothing of where, so the views of this room do
SUBMIT = "wagtail_localize.submit_translation"

WRITERS = tuple(role for role, actions in PAGES.items() if actions)


def grant_to_writers() -> None:
    """Let everybody who writes pages in an academy start translations; called when the app is ready."""
    for role in WRITERS:
        grant_to_role(role, SUBMIT)


def locales_for(user: Any, *, academy: Academy | None = None) -> QuerySet[Locale]:
    """Return the languages a person may translate into.

    A role without languages means all of them. Somebody without any role in question has rights that a host gave, which
    have no languages: all of them too, since the page's own permissions are asked as well.

    Args:
        academy: whose section it is about; of nobody's page or a snippet, all of a person's roles count.
    """
    roles = AcademyRole.objects.filter(user=user, role__in=WRITERS)
    if academy is not None:
        roles = roles.filter(academy=academy)
    if user.is_superuser or not roles.exists() or roles.filter(locales=None).exists():
        return Locale.objects.all()
    return Locale.objects.filter(pk__in=roles.values("locales"))


def academy_of(instance: Any) -> Academy | None:
    """Return the academy whose section a page is in; none for pages of a host and for snippets."""
    return getattr(instance, "academy", None) if isinstance(instance, Page) else None


def may_change(user: Any, instance: Any) -> bool:
    """Return whether a person may edit a page or a snippet."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    policy = policy_registry.get_by_type(type(instance))
    return bool(policy.user_has_permission_for_instance(user, "change", instance))


def may_publish(user: Any, instance: Any) -> bool:
    """Return whether a person may publish a page, and nobody else has locked it; of a snippet, whether they may edit it."""
    if isinstance(instance, Page):
        permissions = instance.permissions_for_user(user)
        return bool(permissions.can_publish() and not permissions.page_locked())
    return may_change(user, instance)


def require_change(user: Any, instance: Any) -> None:
    """Raise unless a person may edit this.

    Raises:
        Http404: it is a page this person does not find in the explorer: what one may not see does not exist.
        PermissionDenied: they may see it, but not edit it.
    """
    if may_change(user, instance):
        return
    if isinstance(instance, Page):
        seen = policy_registry.get_by_type(Page).explorable_instances(user)
        if not seen.filter(pk=instance.pk).exists():
            raise Http404
    raise PermissionDenied


def require_language(user: Any, instance: Any, locale: Locale) -> None:
    """Raise ``PermissionDenied`` unless a person may translate this into a language."""
    if not locales_for(user, academy=academy_of(instance)).filter(pk=locale.pk).exists():
        raise PermissionDenied
