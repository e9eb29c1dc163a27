"""Who may translate what into which language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import BY_LANGUAGE, PAGES, counting, grant_to_role

#: wagtail-localize's one permission: it says nothing of where, so the views of this room do
SUBMIT = "wagtail_localize.submit_translation"

WRITERS = tuple(role for role, actions in PAGES.items() if actions)


def grant_to_writers() -> None:
    """Let everybody who writes pages in an academy start translations; called when the app is ready."""
    for role in WRITERS:
        grant_to_role(role, SUBMIT)


def locales_for(user: Any, *, academy: Academy | None = None) -> QuerySet[Locale]:
    """Return the languages a person may translate into.

    A role without languages means all of them; translators and second readers have those that are named. Somebody without
    any role in question has rights that a host gave, which have no languages: all of them too, since the page's own
    permissions are asked as well.

    Args:
        academy: whose section it is about, where people of the hub's own team count as well; of nobody's page or a snippet,
            all of a person's roles count.
    """
    if user.is_superuser:
        return Locale.objects.all()
    roles = _roles(user, WRITERS, academy)
    everywhere = roles.exclude(role__in=BY_LANGUAGE).filter(locales=None)
    if not roles.exists() or everywhere.exists():
        return Locale.objects.all()
    return Locale.objects.filter(pk__in=roles.values("locales"))


def startable(user: Any, source: Any) -> QuerySet[Locale]:
    """Return the languages a person may start a translation of this into.

    Who may edit the source may start it in all of their languages. A translator need not: they start a live page of their
    academy in the languages of that role, and of no other.
    """
    if may_change(user, source):
        return locales_for(user, academy=academy_of(source))
    if not isinstance(source, Page) or not _is_public(source):
        return Locale.objects.none()
    held = _roles(user, (AcademyRole.Role.TRANSLATOR,), academy_of(source))
    academy = academy_of(source)
    if academy is None:
        held = held.filter(academy__is_national=True)
    found = Locale.objects.filter(pk__in=held.values("locales")).exclude(pk=source.locale_id)
    offered = academy.languages.values_list("pk", flat=True) if academy else ()
    return found.filter(pk__in=list(offered)) if offered else found


def _roles(user: Any, roles: tuple[str, ...], academy: Academy | None) -> QuerySet[AcademyRole]:
    rows = counting(AcademyRole.objects.filter(user=user, role__in=roles))
    return rows if academy is None else rows.filter(Q(academy=academy) | Q(academy__is_national=True))


def _is_public(page: Page) -> bool:
    """Return whether every visitor may read a page: it and all above it are live, and none of them is private."""
    above = page.get_ancestors().filter(depth__gt=1)
    if not page.live or page.alias_of_id or above.filter(live=False).exists():
        return False
    return not page.get_view_restrictions().exists()


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


def require_start(user: Any, source: Any) -> None:
    """Raise unless a person may start a translation of this into some language.

    Raises:
        Http404, PermissionDenied: as for changing it.
    """
    if not (isinstance(source, Page) and startable(user, source).exists()):
        require_change(user, source)


def require_language(user: Any, instance: Any, locale: Locale) -> None:
    """Raise ``PermissionDenied`` unless a person may translate this into a language."""
    if not locales_for(user, academy=academy_of(instance)).filter(pk=locale.pk).exists():
        raise PermissionDenied
