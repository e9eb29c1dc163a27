"""What an editor hands in reaches the academy's own publishers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Page, TaskState

from hub.academies.models import AcademyRole
from hub.models import StandardPage

Role = AcademyRole.Role


def section(academy):
    return Page.objects.get(translation_key=academy.home_key)


@pytest.fixture
def handed_in(nw, user_with_role):
    """A draft that the editor of the North West has handed in."""
    page = section(nw).add_child(instance=StandardPage(title="Meetings", slug="meetings", live=False))
    editor = user_with_role(nw, Role.EDITOR)
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    return page


def reviewable(user):
    return TaskState.objects.reviewable_by(user).count()


def test_publishers_and_managers_of_the_academy_review_and_nobody_else(handed_in, nw, wales, user_with_role):
    assert reviewable(user_with_role(nw, Role.PUBLISHER)) == 1
    assert reviewable(user_with_role(nw, Role.MANAGER)) == 1
    assert reviewable(user_with_role(nw, Role.EDITOR)) == 0
    assert reviewable(user_with_role(nw, Role.ORDER_HANDLER)) == 0
    assert reviewable(user_with_role(wales, Role.PUBLISHER)) == 0


def test_a_publisher_can_edit_what_was_handed_in_and_approve_it(client, handed_in, nw, user_with_role):
    publisher = user_with_role(nw, Role.PUBLISHER)
    client.force_login(publisher)
    assert "Meetings" in client.get(reverse("wagtailadmin_home")).content.decode()
    page = StandardPage.objects.get(pk=handed_in.pk)
    assert not page.permissions_for_user(publisher).page_locked()
    state = page.current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""})
    assert StandardPage.objects.get(pk=handed_in.pk).live
