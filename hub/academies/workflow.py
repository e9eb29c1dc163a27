"""Who approves a draft: the people who publish for the academy, by a workflow bound to its home page.

Without one, a draft would go to the workflow of the nearest page above, usually Wagtail's own for its Moderators, in
which nobody of an academy is.

Ours is known by its shape, since Wagtail's workflows have no place for a mark: one group approval task, named as its
workflow is, that asks groups of an academy. Any other workflow is a host's: never changed, and never taken off a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Count, F, Q, QuerySet
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowPage, WorkflowTask

from hub.academies.models import Academy, AcademyGroup
from hub.academies.roles import Role

#: Roles that are asked. Second readers are in groups of their languages only. The hub's comms publish some pages below its
#: home, not the home itself: whom a task asks may open and change every page the workflow is for.
APPROVERS = (Role.PUBLISHER, Role.MANAGER, Role.NATIONAL_EDITOR, Role.SECOND_READER)
ENDING = " approval"


@dataclass(frozen=True)
class WantedWorkflow:
    """One workflow as it should be; keys of groups and pages. ``locale`` only where a role is limited to that language."""

    academy: Academy
    locale: Locale | None
    groups: frozenset[int]
    pages: frozenset[int]

    @property
    def ending(self) -> str:
        """How its name ends, whatever the academy was called when it was made."""
        return f"{ENDING} ({self.locale.language_code})" if self.locale else ENDING

    @property
    def name(self) -> str:
        """Its name, as editors read it on the button that submits a draft."""
        return f"{self.academy.name}{self.ending}"


def wanted_workflows(academy: Academy) -> list[WantedWorkflow]:
    """Return the workflows an academy should have: one, and one more for each language with approvers of its own.

    Somebody who publishes in one language only must not be asked in the others: whom a task asks may open and change the
    page, whatever the rights on pages say. An academy without a home page needs none.
    """
    groups: dict[int | None, set[int]] = {None: set()}
    for group, locale in _approving_groups(academy):
        groups.setdefault(locale, set()).add(group)
    pages: dict[int | None, set[int]] = {}
    if academy.home_key:
        for page, locale in Page.objects.filter(translation_key=academy.home_key).values_list("pk", "locale_id"):
            pages.setdefault(locale if locale in groups else None, set()).add(page)
    locales = Locale.objects.in_bulk([locale for locale in pages if locale])
    return [
        WantedWorkflow(academy, locales.get(locale), frozenset(groups[None] | groups[locale]), frozenset(keys))
        for locale, keys in sorted(pages.items(), key=lambda item: item[0] or 0)
    ]


def workflow_drift(academy: Academy, *, repair: bool) -> list[str]:
    """Return how the academy's workflows differ from what they should be, and put them right if asked."""
    return [line for wanted in wanted_workflows(academy) for line in _drift_of(wanted, repair=repair)]


def remove_workflows(academy: Academy) -> None:
    """Delete our workflows of an academy that goes, while its groups still tell which they are."""
    keys = list(_only_of(academy).values_list("pk", flat=True))
    Workflow.objects.filter(workflow_tasks__task__in=keys).delete()
    GroupApprovalTask.objects.filter(pk__in=keys).delete()


def _approving_groups(academy: Academy) -> QuerySet[AcademyGroup, tuple[int, int | None]]:
    return AcademyGroup.objects.filter(academy=academy, role__in=APPROVERS).values_list("group_id", "locale_id")


def _shaped() -> QuerySet[GroupApprovalTask]:
    """Return the tasks that are the only one of their workflow and named as it is, as ours are."""
    alone = Workflow.objects.annotate(steps=Count("workflow_tasks")).filter(steps=1)
    named = WorkflowTask.objects.filter(workflow__in=alone.values("pk"), workflow__name=F("task__name")).values("task")
    ending = Q(name__endswith=ENDING) | Q(name__contains=f"{ENDING} (")
    return GroupApprovalTask.objects.filter(ending, pk__in=named)


def _ours() -> QuerySet[GroupApprovalTask]:
    """Return the tasks of ours, of whatever academy."""
    return _shaped().filter(groups__academy_group__isnull=False).distinct()


def _only_of(academy: Academy) -> QuerySet[GroupApprovalTask]:
    """Return the tasks of ours that ask groups of this academy and no others."""
    own = AcademyGroup.objects.filter(academy=academy).values("group")
    others = Group.objects.exclude(pk__in=own).values("pk")
    mixed = GroupApprovalTask.objects.filter(groups__in=others).values("pk")
    return _shaped().filter(groups__in=own).exclude(pk__in=mixed).distinct()


def _task_of(wanted: WantedWorkflow) -> GroupApprovalTask | None:
    """Return the task by its name, even if its groups were changed by hand; if the academy was renamed, by its groups."""
    asked = Q(groups__academy_group__academy=wanted.academy) | Q(groups=None)
    named = _shaped().filter(asked, name=wanted.name).order_by("pk").first()
    return named or _only_of(wanted.academy).filter(name__endswith=wanted.ending).order_by("pk").first()


def _drift_of(wanted: WantedWorkflow, *, repair: bool) -> Iterator[str]:
    task = _task_of(wanted)
    workflow = Workflow.objects.get(workflow_tasks__task=task) if task else None
    loose = _pages_to_bind(wanted, workflow)
    if task is None or workflow is None:
        if not loose:
            return  # a host's own workflow is on every one of these pages
        yield f"{wanted.name}: workflow is missing"
        if not repair:
            return
        task = GroupApprovalTask.objects.create(name=wanted.name)
        workflow = Workflow.objects.create(name=wanted.name)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        task.groups.set(wanted.groups)
    yield from _drift_inside(wanted, workflow, task, repair=repair)
    if loose:
        yield f"{wanted.name}: workflow is not on pages {sorted(loose)}"
        if repair:
            for page in loose:
                WorkflowPage.objects.update_or_create(page_id=page, defaults={"workflow": workflow})


def _drift_inside(wanted: WantedWorkflow, workflow: Workflow, task: GroupApprovalTask, *, repair: bool) -> Iterator[str]:
    asked = frozenset(task.groups.values_list("pk", flat=True))
    if asked != wanted.groups:
        missing, extra = sorted(wanted.groups - asked), sorted(asked - wanted.groups)
        yield f"{wanted.name}: groups that approve lack {missing}, are too many {extra}"
        if repair:
            task.groups.set(wanted.groups)
    if workflow.name != wanted.name or not (workflow.active and task.active):
        yield f"{wanted.name}: workflow has another name or is switched off"
        if repair:
            for row in (workflow, task):
                row.name, row.active = wanted.name, True
                row.save()


def _pages_to_bind(wanted: WantedWorkflow, workflow: Workflow | None) -> set[int]:
    """Return the home pages without an active workflow, or with one of ours that is not theirs."""
    ours = Workflow.objects.filter(workflow_tasks__task__in=_ours().values("pk")).values("pk")
    bound = WorkflowPage.objects.filter(page__in=wanted.pages)
    if workflow is None:
        stand = bound.filter(workflow__active=True).exclude(workflow__in=ours)
    else:
        stand = bound.filter(Q(workflow=workflow) | (Q(workflow__active=True) & ~Q(workflow__in=ours)))
    return set(wanted.pages) - set(stand.values_list("page", flat=True))
