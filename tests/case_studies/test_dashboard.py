"""What the first page of the admin says about stories."""

from __future__ import annotations

from django.test import RequestFactory
from django.urls import reverse

from case_studies.dashboard import story_section
from hub.academies.models import AcademyRole

Role = AcademyRole.Role


def asks(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def add_url(stories):
    return reverse("wagtailadmin_pages:add", args=["case_studies", "storypage", stories.pk])


def test_writing_a_story_is_one_click_into_the_form_below_the_own_list(client, nw_stories, wales_stories, nw, user_with_role):
    user = user_with_role(nw, Role.EDITOR)
    (action,) = story_section(asks(user)).actions
    assert (str(action.text), action.url, action.is_main) == ("Write a story", add_url(nw_stories), True)
    client.force_login(user)
    response = client.get(action.url)
    assert response.status_code == 200
    assert client.get(add_url(wales_stories)).status_code in (302, 403, 404)


def test_with_two_academies_the_buttons_name_them(nw_stories, wales_stories, nw, wales, user_with_role):
    user = user_with_role(nw, Role.EDITOR)
    AcademyRole.objects.create(user=user, academy=wales, role=Role.PUBLISHER)
    actions = story_section(asks(user)).actions
    assert {(str(action.text), action.url) for action in actions} == {
        ("Write a story for North West Academy", add_url(nw_stories)),
        ("Write a story for Wales Academy", add_url(wales_stories)),
    }


def test_numbers_count_one_s_own_stories_and_lead_to_them(
    client, nw_stories, wales_stories, make_story, nw, user_with_role, superuser
):
    make_story(nw_stories)
    make_story(nw_stories, live=False)
    make_story(wales_stories)
    user = user_with_role(nw, Role.EDITOR)
    live, drafts = story_section(asks(user)).figures
    assert [str(live.text), str(drafts.text)] == ["1 story live", "1 story not published"]
    assert [str(figure.text) for figure in story_section(asks(superuser)).figures] == ["2 stories live", "1 story not published"]
    client.force_login(user)
    for figure in (live, drafts):
        assert client.get(figure.url).context["paginator"].count == 1


def test_people_who_do_not_write_are_told_nothing_of_stories(nw_stories, nw, user_with_role):
    assert story_section(asks(user_with_role(nw, Role.ORDER_HANDLER))) is None
    assert story_section(asks(user_with_role(None, None))) is None


def test_queries_are_the_same_for_one_story_and_for_six(nw_stories, make_story, nw, user_with_role, django_assert_num_queries):
    user = user_with_role(nw, Role.EDITOR)
    make_story(nw_stories)
    story_section(asks(type(user).objects.get(pk=user.pk)))  # content types are remembered from here on
    for more in (0, 5):
        for _each in range(more):
            make_story(nw_stories)
        fresh = type(user).objects.get(pk=user.pk)
        with django_assert_num_queries(QUERIES):
            story_section(asks(fresh))


QUERIES = 4  # the person's page permissions; the root of what one explores; the lists one may add to; the two numbers
