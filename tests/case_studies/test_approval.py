"""An editor submits a story, a publisher of the same academy approves it, and nobody else has a say."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from case_studies.models import Principle, StoryPage
from case_studies.parts import PARTS

XHR = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


def formset(name, *rows):
    counts = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    found = {f"{name}-{key}": str(value) for key, value in counts.items()}
    for number, row in enumerate(rows):
        found |= {f"{name}-{number}-{key}": str(value) for key, value in {"id": "", "ORDER": number + 1, **row}.items()}
    return found


def story_data(**fields):
    """What the editor's form sends for a story that is ready."""
    words = streamfield([("text", rich_text("<p>The bell hangs where everybody can reach it.</p>"))])
    lists = {
        **formset("story_principles", {"principle": Principle.objects.get(number=7).pk}),
        **formset("story_capabilities"), **formset("story_topics"), **formset("comments"),
    }  # fmt: skip
    parts = streamfield([(key, words) for key in PARTS["case-study"]])
    values = {"title": "A bell on the counter", "slug": "a-bell", "parts": parts}
    rest = {"summary": "A chemist moved the bell.", "level": "individual", "sector": "private", "tags": "", "drawn": ""}
    return {**nested_form_data(values), **lists, **rest, **fields}


@pytest.fixture
def submit(nw, nw_stories, user_with_role):
    """A factory: an editor of North West writes a story in a browser of their own and submits it."""

    def make(**fields):
        client = Client()
        client.force_login(user_with_role(nw, "editor"))
        address = reverse("wagtailadmin_pages:add", args=["case_studies", "storypage", nw_stories.pk])
        response = client.post(address, story_data(**{"action-submit": "action-submit", **fields}))
        assert response.status_code == 302, response.context["form"].errors
        return StoryPage.objects.get(slug="a-bell")

    return make


def approval(story):
    return reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", story.current_workflow_task_state.pk])


def test_editor_submits_and_a_publisher_of_the_same_academy_puts_the_story_online(client, nw, submit, user_with_role):
    story = submit()
    assert not story.live
    client.force_login(user_with_role(nw, "editor"))
    client.post(approval(story))
    assert story.workflow_in_progress
    assert not StoryPage.objects.get(pk=story.pk).live
    publisher = user_with_role(nw, "publisher")
    client.force_login(publisher)
    assert [state.revision.object_id for state in TaskState.objects.reviewable_by(publisher)] == [str(story.pk)]
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    assert "A bell on the counter" in client.get(reverse("wagtailadmin_home")).content.decode()
    assert 'data-workflow-action-name="approve"' in client.get(edit).content.decode()

    response = client.post(approval(story))

    assert response.status_code == 302
    assert StoryPage.objects.get(pk=story.pk).live


def test_publisher_of_another_academy_has_no_say(client, wales, submit, user_with_role):
    story = submit()
    stranger = user_with_role(wales, "publisher")
    client.force_login(stranger)

    assert client.post(approval(story)).status_code == 404
    assert not TaskState.objects.reviewable_by(stranger).exists()
    assert "A bell on the counter" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert not StoryPage.objects.get(pk=story.pk).live


@pytest.mark.parametrize("way", ["button", "dialog", "edit form"])
def test_approving_a_story_that_is_not_ready_becomes_a_message_and_the_story_stays_a_draft(way, client, nw, submit, user_with_role):
    story = submit(level="")
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    client.force_login(user_with_role(nw, "publisher"))

    if way == "button":
        response = client.post(approval(story), HTTP_REFERER=edit)
    elif way == "dialog":
        response = client.post(approval(story), {"comment": "Lovely"}, HTTP_REFERER=f"http://testserver{edit}", **XHR)
    else:
        buttons = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        saved = story.story_principles.get()
        rows = formset("story_principles", {"id": saved.pk, "principle": saved.principle_id})
        rows["story_principles-INITIAL_FORMS"] = "1"
        response = client.post(edit, story_data(**rows, level="", **buttons), HTTP_REFERER=edit)

    if way == "dialog":
        assert response.json() == {"step": "success", "redirect": f"http://testserver{edit}"}
    else:
        assert response.status_code == 302
        assert response.url == edit
    assert "Choose the level" in client.get(edit).content.decode()
    story = StoryPage.objects.get(pk=story.pk)
    assert not story.live
    assert story.workflow_in_progress
