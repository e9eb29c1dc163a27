"""Keeps groups and permissions right when roles, sections or languages change."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, post_page_move

from hub.academies import cover, grants  # noqa: F401  registers its job and its checks
from hub.academies.models import Academy, AcademyGroup, AcademyRole
from hub.academies.provisioning import ensure_collection, reconcile
from hub.academies.tree import mend
from hub.academies.workflow import remove_workflows


@receiver([post_save, post_delete], sender=AcademyRole, dispatch_uid="hub_role_changed")
def role_changed(sender: type, instance: AcademyRole, raw: bool = False, **kwargs: Any) -> None:
    """A role given, changed or taken away changes its groups at once."""
    if not raw:
        reconcile_academy(instance.academy_id)


@receiver(m2m_changed, sender=AcademyRole.locales.through, dispatch_uid="hub_role_languages_changed")
def role_languages_changed(sender: type, instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    """The languages of a role changed."""
    if action.startswith("post_"):
        reconcile_academy(None if reverse else instance.academy_id)


@receiver(post_save, sender=Academy, dispatch_uid="hub_academy_changed")
def academy_changed(sender: type, instance: Academy, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Groups and the button that submits a draft bear the academy's name; of an archived academy nobody keeps rights."""
    if not created and not raw:
        reconcile(academy=instance)


@receiver(pre_delete, sender=Academy, dispatch_uid="hub_academy_goes")
def academy_goes(sender: type, instance: Academy, **kwargs: Any) -> None:
    """When an academy goes, nobody is left to approve anything for it."""
    remove_workflows(instance)


@receiver(post_delete, sender=AcademyGroup, dispatch_uid="hub_group_gone")
def group_gone(sender: type, instance: AcademyGroup, **kwargs: Any) -> None:
    """When an academy goes, its groups and what they allowed go with it."""
    Group.objects.filter(pk=instance.group_id).delete()


@receiver(copy_for_translation_done, dispatch_uid="hub_section_translated")
def section_translated(sender: type, source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Rights do not follow into a new language by themselves."""
    if isinstance(target_obj, Page):
        academy = Academy.objects.filter(home_key=target_obj.translation_key).first()
        if academy:
            reconcile(academy=academy)


@receiver(post_save, dispatch_uid="hub_page_made")
def page_made(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A new page below the hub's home is the hub's own; one query for other pages that are made."""
    if created and not raw and isinstance(instance, Page):
        hub_s_own_pages_changed(instance)


@receiver(post_page_move, dispatch_uid="hub_page_moved_rights")
def page_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page that was moved may have come below the hub's home, or brought an academy with it."""
    reconcile_national()


def hub_s_own_pages_changed(page: Page) -> None:
    """Give the people of the hub's comms their rights on a page that stands right below the hub's home."""
    parent = page.path[: -Page.steplen]
    national = Academy.objects.filter(is_national=True, home_key__isnull=False)
    if parent and Page.objects.filter(path=parent, translation_key__in=national.values("home_key")).exists():
        reconcile_national()


def reconcile_national() -> None:
    """Reconcile the hub's own team, if the site has it as an academy; one query if not."""
    for academy in Academy.objects.filter(is_national=True, home_key__isnull=False):
        reconcile(academy=academy)


def section_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A page that has become an academy's home: its groups get their rights on it."""
    academy = Academy.objects.filter(home_key=instance.translation_key).first()
    if academy and not raw and not instance.group_permissions.exists():
        ensure_collection(academy=academy)
        reconcile(academy=academy)
        mend(under=instance.path)
        reconcile_national()  # a list of academies is the hub's own page until it holds one


def section_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """The last language of a section is gone: the academy has no home."""
    others = Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    if not others.exists():
        Academy.objects.filter(home_key=instance.translation_key).update(home_key=None)
    # later: what is deleted together with it is still there
    transaction.on_commit(reconcile_national)


def reconcile_academy(pk: int | None) -> None:
    """Reconcile one academy, or all; an academy that is being deleted is passed over."""
    if pk is None:
        reconcile()
    elif academy := Academy.objects.filter(pk=pk).first():
        reconcile(academy=academy)


def connect() -> None:
    """Connect what needs the page models to be loaded."""
    from hub.models import AcademyPage

    post_save.connect(section_saved, sender=AcademyPage, dispatch_uid="hub_section_saved")
    post_delete.connect(section_deleted, sender=AcademyPage, dispatch_uid="hub_section_deleted")


connect()
