"""Who may do what in the admin: the vocabularies are national, stories belong to their academy."""

from __future__ import annotations

import pytest
from django.urls import reverse

from case_studies.models import Capability, Principle, PrincipleLink, Topic
from hub.academies.models import AcademyRole

VOCABULARIES = (Principle, Capability, PrincipleLink, Topic)
REFUSED = (302, 403, 404)


def vocabulary_addresses():
    for model in VOCABULARIES:
        name = model._meta.model_name
        row = model.objects.first()
        yield reverse(f"wagtailsnippets_case_studies_{name}:list")
        yield reverse(f"wagtailsnippets_case_studies_{name}:add")
        for action in ("edit", "delete"):
            yield reverse(f"wagtailsnippets_case_studies_{name}:{action}", args=[row.pk])


@pytest.fixture
def words(framework, locale):
    """A row of every vocabulary."""
    Topic.objects.create(name="Housing", slug="housing", locale=locale)


def test_no_role_of_an_academy_may_open_the_vocabularies(client, nw, words, user_with_role):
    for role in AcademyRole.Role:
        client.force_login(user_with_role(nw, role))
        for address in vocabulary_addresses():
            assert client.get(address).status_code in REFUSED, (role, address)


def test_a_superuser_may_open_every_view_of_the_vocabularies(client, words, superuser):
    client.force_login(superuser)
    for address in vocabulary_addresses():
        assert client.get(address).status_code == 200, address


def test_list_of_stories_shows_an_editor_only_the_academy_s_own(client, nw, nw_stories, wales_stories, make_story, user_with_role):
    make_story(nw_stories, title="Ours to read")
    make_story(wales_stories, title="Theirs to read")
    client.force_login(user_with_role(nw, AcademyRole.Role.EDITOR))
    for query in ("", "?q=read", "?level=organisational", "?academy=999&live=true", "?ordering=academy__name"):
        html = client.get(reverse("stories:index") + query).content.decode()
        assert "Theirs to read" not in html, query
    assert "Ours to read" in client.get(reverse("stories:index")).content.decode()


def test_list_of_stories_shows_a_superuser_all_of_them(client, nw_stories, wales_stories, make_story, superuser):
    make_story(nw_stories, title="Ours")
    make_story(wales_stories, title="Theirs")
    client.force_login(superuser)
    html = client.get(reverse("stories:index")).content.decode()
    assert "Ours" in html
    assert "Theirs" in html
    assert "North West Academy" in html


def test_list_of_stories_is_closed_to_somebody_without_a_role(client, story, user_with_role):
    client.force_login(user_with_role(None, None))
    assert client.get(reverse("stories:index")).status_code in REFUSED


def test_a_story_is_edited_by_editors_of_its_own_academy(client, nw, nw_stories, wales_stories, make_story, user_with_role):
    own, other = make_story(nw_stories), make_story(wales_stories)
    for role, may in (("editor", True), ("publisher", True), ("manager", True), ("order_handler", False)):
        client.force_login(user_with_role(nw, role))
        for page, expected in ((own, may), (other, False)):
            status = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code
            assert (status == 200) == expected, (role, page.academy)
            assert expected or status in REFUSED
