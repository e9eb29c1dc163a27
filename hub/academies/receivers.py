"""Keeps groups and permissions right when roles, sections or languages change."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done

from hub.academies import grants  # noqa: F401  registers its check
from hub.academies.models import Academy, AcademyGroup, AcademyRole
from hub.academies.provisioning import ensure_collection, reconcile
from hub.academies.tree import mend
from hub.academies.workflow import remove_workflows, workflow_drift


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
    """The button that submits a draft shows the academy's name: its workflow is renamed with it."""
    if not created and not raw:
        workflow_drift(instance, repair=True)


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


def section_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A page that has become an academy's home: its groups get their rights on it."""
    academy = Academy.objects.filter(home_key=instance.translation_key).first()
    if academy and not raw and not instance.group_permissions.exists():
        ensure_collection(academy=academy)
        reconcile(academy=academy)
        mend(under=instance.path)


def section_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """The last language of a section is gone: the academy has no home."""
    others = Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    if not others.exists():
        Academy.objects.filter(home_key=instance.translation_key).update(home_key=None)


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
