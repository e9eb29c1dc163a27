"""Give an academy another name or address; old addresses lead to the new ones."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log

from hub.academies.models import Academy
from hub.academies.provisioning import NotAllowed, reconcile
from hub.academies.setup.checks import slug_errors, unprintable
from hub.academies.setup.exceptions import BadDetails
from hub.academies.setup.places import homes_of


def locked(academy: Academy, user: Any) -> Academy:
    """Return the academy as it is stored, locked, if this person may decide on it; inside a transaction.

    Raises:
        NotAllowed: the person is not a superuser.
    """
    if not (user is not None and user.is_active and user.is_superuser):
        raise NotAllowed
    return Academy.objects.select_for_update().get(pk=academy.pk)


def rename_academy(*, academy: Academy, name: str, slug: str, short_name: str = "", user: Any) -> bool:
    """Change an academy's name and slug: its home in every language, groups, workflow and collection follow.

    Titles of home pages follow where they were the old name. Pages that are online get redirects from their old
    addresses, if ``wagtail.contrib.redirects`` is installed. Drafts take the new slug too.

    Args:
        short_name: "" to leave it as it is.

    Returns:
        Whether anything changed.

    Raises:
        NotAllowed: the person is not a superuser.
        BadDetails: the name or the slug cannot be, or is taken.
    """
    with transaction.atomic():
        row = locked(academy, user)
        before = (row.name, row.slug, row.short_name)
        row.name, row.slug, row.short_name = name, slug, short_name or row.short_name
        if (row.name, row.slug, row.short_name) == before:
            return False
        _refuse(row, slug_before=before[1])
        row.save()
        homes = [page.specific for page in homes_of(row).values()]
        for page in homes:
            _rename_page(page, before[0], row, user)
        if row.collection is not None and row.collection.name == before[0]:
            row.collection.name = row.name
            row.collection.save()
        reconcile(academy=row)
        log(instance=row, action="hub.academy_rename", user=user, data={"academy": row.pk, "pages": [page.pk for page in homes]})
    academy.refresh_from_db()
    return True


def _refuse(row: Academy, *, slug_before: str) -> None:
    stored = Academy(pk=row.pk, slug=slug_before)
    errors = {"slug": slug_errors(row.slug, existing=stored)}
    errors["name"] = unprintable(row.name)
    if not any(errors.values()):  # PostgreSQL cannot be asked about a text that it cannot hold
        try:
            row.full_clean(exclude=["logo", "deep", "bright", "email"])
        except ValidationError as error:
            errors = dict(error.message_dict)
    if errors := {name: texts for name, texts in errors.items() if texts}:
        raise BadDetails(errors)


def _rename_page(page: Any, name_before: str, academy: Academy, user: Any) -> None:
    """Change slug and title of a stored page, and of the draft that may lie over it."""
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes and page.latest_revision_id else None
    _changed(page, name_before, academy).save()
    if draft is None:
        page.save_revision(user=user, changed=False, log_action="wagtail.edit", clean=False)
        if page.live:
            type(page).objects.filter(pk=page.pk).update(live_revision=page.latest_revision_id)
    else:
        _changed(draft, name_before, academy).save_revision(user=user, log_action="wagtail.edit", clean=False)


def _changed(page: Any, name_before: str, academy: Academy) -> Any:
    page.slug = academy.slug
    if page.title == name_before:
        page.title = page.draft_title = academy.name
    return page
