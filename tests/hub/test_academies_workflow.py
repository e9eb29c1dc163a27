"""Drafts of an academy go to its own publishers and managers, and a host's workflows are a host's."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Locale, TaskState, Workflow, WorkflowPage, WorkflowTask

from hub.academies.models import Academy, AcademyGroup, AcademyRole
from hub.academies.provisioning import provision, reconcile
from hub.academies.roles import BY_LANGUAGE, roles_for
from hub.models import AcademyPage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(nw):
    return AcademyPage.objects.get(slug="north-west")


@pytest.fixture
def draft(section):
    page = section.add_child(instance=StandardPage(title="Canary of ours", slug="draft", live=False))
    page.save_revision()
    return page


def groups_of(academy, *roles, locale=None):
    return {row.group for row in AcademyGroup.objects.filter(academy=academy, role__in=roles, locale=locale)}


def approvers(page):
    return set(GroupApprovalTask.objects.get(workflow_tasks__workflow=page.get_workflow()).groups.all())


def host_workflow(name="Legal department", *groups):
    task = GroupApprovalTask.objects.create(name=f"{name}: read")
    task.groups.set(groups)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def test_draft_goes_to_publishers_and_managers_of_its_own_academy(nw, wales, section, draft):
    assert draft.get_workflow().name == "North West Academy approval"
    assert approvers(draft) == groups_of(nw, "publisher", "manager")
    assert approvers(AcademyPage.objects.get(slug="wales")) == groups_of(wales, "publisher", "manager")
    assert Workflow.objects.filter(name__endswith="Academy approval", workflow_pages__isnull=False).count() == 2


def test_setting_up_twice_makes_nothing_new(academies_index, nw, user_with_role):
    before = [model.objects.count() for model in (Workflow, GroupApprovalTask, WorkflowPage, WorkflowTask)]

    provision(academy=nw, parent=academies_index)
    user_with_role(nw, "publisher")

    assert [model.objects.count() for model in (Workflow, GroupApprovalTask, WorkflowPage, WorkflowTask)] == before
    assert reconcile(check=True) == reconcile() == []


def test_what_somebody_changed_by_hand_is_told_and_put_right(nw, wales, section):
    workflow = section.get_workflow()
    task = GroupApprovalTask.objects.get(workflow_tasks__workflow=workflow)
    workflow.deactivate()  # takes it off its pages as well
    task.groups.set([*groups_of(wales, "publisher"), *groups_of(nw, "editor")])

    found = reconcile(check=True)
    assert len(found) == 3
    assert reconcile(check=True) == found  # a check changes nothing

    reconcile()
    section = AcademyPage.objects.get(pk=section.pk)
    assert section.get_workflow() == workflow
    assert approvers(section) == groups_of(nw, "publisher", "manager")
    assert reconcile(check=True) == []


@pytest.mark.parametrize("change", ["deleted", "emptied", "another academy's"])
def test_home_without_its_workflow_gets_it_again(change, nw, wales, section):
    if change == "deleted":
        section.get_workflow().delete()
    elif change == "emptied":
        GroupApprovalTask.objects.get(workflow_tasks__workflow=section.get_workflow()).groups.clear()
    else:
        other = AcademyPage.objects.get(slug="wales").get_workflow()
        WorkflowPage.objects.filter(page=section).update(workflow=other)

    assert reconcile(check=True)
    reconcile()

    assert approvers(AcademyPage.objects.get(pk=section.pk)) == groups_of(nw, "publisher", "manager")
    assert approvers(AcademyPage.objects.get(slug="wales")) == groups_of(wales, "publisher", "manager")
    assert reconcile(check=True) == []


def test_workflow_takes_the_new_name_of_its_academy(nw, section):
    workflow = section.get_workflow()
    nw.name = "Academy of the North West"
    nw.save()

    workflow.refresh_from_db()
    assert workflow.name == "Academy of the North West approval"
    assert AcademyPage.objects.get(pk=section.pk).get_workflow() == workflow
    assert reconcile(check=True) == []


def test_workflows_of_a_host_are_left_alone_even_with_groups_or_the_name_of_ours(nw, section, home):
    managers = groups_of(nw, "manager")
    chosen = host_workflow("Managers only", *managers)
    namesake = host_workflow("North West Academy approval", Group.objects.create(name="Lawyers"))
    WorkflowPage.objects.create(page=home.page_ptr, workflow=namesake)
    WorkflowPage.objects.filter(page=section).update(workflow=chosen)

    assert reconcile(check=True) == reconcile() == []

    assert WorkflowPage.objects.get(page=section).workflow == chosen
    assert WorkflowPage.objects.get(page=home).workflow == namesake
    assert approvers(section) == managers


def test_translated_home_has_the_workflow_too(nw, section):
    welsh = Locale.objects.create(language_code="cy")
    translated = section.copy_for_translation(welsh, copy_parents=True)

    assert translated.get_workflow() == section.get_workflow()
    assert reconcile(check=True) == []


def test_somebody_who_publishes_in_one_language_approves_in_no_other(nw, section, user_with_role):
    welsh = Locale.objects.create(language_code="cy")
    translated = section.copy_for_translation(welsh, copy_parents=True)
    user = user_with_role(nw, "publisher")
    AcademyRole.objects.get(user=user).locales.set([welsh])

    ours = AcademyPage.objects.get(pk=translated.pk)
    everywhere = groups_of(nw, "publisher", "manager")
    assert approvers(ours) == everywhere | groups_of(nw, "publisher", locale=welsh)
    assert approvers(AcademyPage.objects.get(pk=section.pk)) == everywhere
    assert reconcile(check=True) == []

    AcademyRole.objects.get(user=user).locales.clear()
    assert approvers(AcademyPage.objects.get(pk=translated.pk)) == everywhere
    assert reconcile(check=True) == []


def test_second_readers_are_asked_in_their_language_and_the_hub_s_own_team_is_not(nw, national, section, home, user_with_role):
    urdu = Locale.objects.create(language_code="ur")
    translated = section.copy_for_translation(urdu, copy_parents=True)
    for academy in (nw, national):
        user_with_role(academy, "second_reader", locales=(urdu,))

    assert approvers(AcademyPage.objects.get(pk=translated.pk)) == (
        groups_of(nw, "publisher", "manager") | groups_of(nw, "second_reader", locale=urdu)
    )
    assert approvers(AcademyPage.objects.get(pk=section.pk)) == groups_of(nw, "publisher", "manager")
    assert approvers(home) == groups_of(national, "national_editor", "manager")
    assert approvers(home.get_translation(urdu)) == approvers(home) | groups_of(national, "second_reader", locale=urdu)
    assert reconcile(check=True) == []


def test_workflow_goes_when_its_academy_goes(academies_index, nw, wales):
    AcademyPage.objects.get(slug="wales").delete()
    Academy.objects.get(pk=wales.pk).delete()

    assert not Workflow.objects.filter(name__startswith="Wales").exists()
    assert not GroupApprovalTask.objects.filter(name__startswith="Wales").exists()
    assert Workflow.objects.filter(name__startswith="North West").count() == 1


def review_addresses(page, state):
    yield reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    yield reverse("wagtailadmin_pages:collect_workflow_action_data", args=[page.pk, "approve", state.pk])
    yield reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, state.task_id])


@pytest.mark.parametrize("waits", [True, False])
def test_nobody_of_another_academy_reads_or_approves_a_draft(waits, client, nw, wales, draft, user_with_role):
    workflow = draft.get_workflow().start(draft, user_with_role(nw, "editor"))
    state = workflow.current_task_state
    if not waits:
        workflow.cancel()
    urdu = Locale.objects.create(language_code="ur")
    for role in roles_for(is_national=False):
        stranger = user_with_role(wales, role, locales=(urdu,) if role in BY_LANGUAGE else ())
        client.force_login(stranger)
        for address in review_addresses(draft, state):
            for response in (client.get(address), client.post(address)):
                assert response.status_code == 404, (role, address)
        assert not TaskState.objects.reviewable_by(stranger).exists()
        assert "Canary of ours" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert not StandardPage.objects.get(pk=draft.pk).live


def test_a_host_s_reviewer_without_rights_on_pages_is_not_kept_out(client, nw, section, draft, user_with_role):
    lawyers = groups_of(nw, "order_handler")  # enter the admin, find no page there
    WorkflowPage.objects.filter(page=section).update(workflow=host_workflow("Legal department", *lawyers))
    draft = StandardPage.objects.get(pk=draft.pk)
    state = draft.get_workflow().start(draft, user_with_role(nw, "editor")).current_task_state
    client.force_login(user_with_role(nw, "order_handler"))

    response = client.post(reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", state.pk]), {"comment": "No"})

    assert response.status_code == 302
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_REJECTED
