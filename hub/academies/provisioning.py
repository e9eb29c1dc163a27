"""Makes an academy's section, and keeps Wagtail's groups, permissions and workflows exactly as the roles say.

``AcademyRole`` is the only source of truth. ``reconcile`` computes the exact groups, members and permissions from it, and
who approves drafts, and puts right whatever differs; groups and workflows that a host made are never touched.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page

from hub.academies.groups import drift, wanted_groups
from hub.academies.models import Academy
from hub.academies.workflow import workflow_drift
from hub.exceptions import Refused


class NotAllowed(Refused):
    """Only the hub's own administrators set up academies."""

    message = _("Only an administrator of the hub can set up an academy.")


class AlreadyHome(Refused):
    """An academy has one home page."""

    message = _("This academy has a home page already.")


def provision(*, academy: Academy, parent: Page, user: AbstractBaseUser | None = None, **fields: Any) -> Page:
    """Make an academy's home page, its collection for files, its groups and its workflow. Twice does no harm.

    Args:
        academy: a saved academy.
        parent: the page its home is made under, usually an ``AcademiesIndexPage``.
        user: the person who asks; ``None`` for commands, which are trusted.
        fields: values of the new ``AcademyPage``; title and slug default to the academy's.

    Returns:
        The home page, new or the one that was there.

    Raises:
        NotAllowed: the person is not a superuser.
        PublishRefused: never for a new page; a subclass of a host may refuse.
    """
    from hub.models import AcademyPage

    if user is not None and not user.is_superuser:
        raise NotAllowed
    with transaction.atomic():
        academy = Academy.objects.select_for_update().get(pk=academy.pk)
        page = (
            AcademyPage.objects.filter(translation_key=academy.home_key, locale=parent.locale).first() if academy.home_key else None
        )
        if page is None:
            values = {"title": academy.name, "slug": academy.slug, "locale": parent.locale, "owner": user, **fields}
            page = AcademyPage(**values)
            page.for_academy = academy
            parent.add_child(instance=page)
            page.save_revision(user=user).publish(user=user)
        ensure_collection(academy=academy)
        reconcile(academy=academy)
    return page


def link_home(*, academy: Academy, key: UUID) -> None:
    """Note that the page with this translation key is the academy's home, in whatever language.

    Raises:
        AlreadyHome: the academy's home is another page.
    """
    changed = Academy.objects.filter(pk=academy.pk, home_key__isnull=True).update(home_key=key)
    if not changed and not Academy.objects.filter(pk=academy.pk, home_key=key).exists():
        raise AlreadyHome
    academy.home_key = key


def ensure_collection(*, academy: Academy) -> Collection:
    """Return the academy's own collection of pictures and documents; make it if there is none."""
    if academy.collection_id:
        return academy.collection
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    collection = root.add_child(name=academy.name)
    Academy.objects.filter(pk=academy.pk).update(collection=collection)
    academy.collection = collection
    return collection


def reconcile(*, academy: Academy | None = None, check: bool = False) -> list[str]:
    """Make Wagtail's groups and workflows what the roles say, for one academy or for all.

    Args:
        check: only tell what differs.

    Returns:
        What differed, one line each, ids and code names only; empty when all was right.
    """
    academies = Academy.objects.filter(pk=academy.pk) if academy else Academy.objects.all()
    found: list[str] = []
    with transaction.atomic():
        for each in academies.select_related("collection"):
            found += _collection_drift(each, repair=not check)
            found += drift(each, wanted_groups(each), repair=not check)
            found += workflow_drift(each, repair=not check)
    return found


def _collection_drift(academy: Academy, *, repair: bool) -> list[str]:
    """Whoever has pages has files: an academy with a home has a collection of its own."""
    if academy.collection_id or not academy.home_key:
        return []
    if repair:
        ensure_collection(academy=academy)
    return [f"{academy.name}: collection {'made' if repair else 'is missing'}"]
