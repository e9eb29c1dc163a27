"""Academies: colours that can be read, one national team, and whose section a page is in."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hub.academies.models import Academy, academy_for_path
from hub.models import AcademyPage, StandardPage

pytestmark = pytest.mark.django_db


def academy(**fields):
    return Academy(name="Academy", short_name="Academy", slug="academy", **fields)


def test_colours_of_the_design_language_are_accepted():
    for deep, bright in (("#5a1f4b", "#f6b53c"), ("#7a1f2b", "#f2a48c"), ("#123c69", "#7fd1c7"), ("#155263", "#f2d64b")):
        academy(deep=deep, bright=bright).full_clean()


@pytest.mark.parametrize(("field", "deep", "bright"), [("deep", "#ff0000", "#f6b53c"), ("bright", "#5a1f4b", "#444444")])
def test_colours_are_refused_with_the_figure_and_the_nearest_shade(field, deep, bright):
    with pytest.raises(ValidationError) as refused:
        academy(deep=deep, bright=bright).full_clean()

    messages = " ".join(refused.value.message_dict[field])
    assert "its contrast is" in messages
    assert "needs 7" in messages
    assert "#" in messages.split("The nearest shade that will do is ")[1]


def test_colours_pass_when_the_shades_named_in_the_refusal_are_taken():
    tried = academy(deep="#ff0000", bright="#444444")
    for _round in range(2):
        try:
            tried.full_clean()
        except ValidationError as refused:
            for field, messages in refused.message_dict.items():
                setattr(tried, field, messages[0].split("will do is ")[1].rstrip("."))
    tried.full_clean()


@pytest.mark.parametrize("nonsense", ["", "red", "#fff", "#gggggg", "#12345\x00", "#1234567"])
def test_colours_that_are_none_are_form_errors(nonsense):
    with pytest.raises(ValidationError) as refused:
        academy(deep=nonsense).full_clean()
    assert "deep" in refused.value.message_dict


def test_only_one_academy_is_the_national_team():
    Academy.objects.create(name="Hub", short_name="Hub", slug="hub", is_national=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Academy.objects.create(name="Hub 2", short_name="Hub 2", slug="hub-2", is_national=True)


def test_academy_of_a_page_is_that_of_the_nearest_home_above_it(home, nw, wales, django_assert_num_queries):
    page = AcademyPage.objects.get(slug="north-west").add_child(instance=StandardPage(title="Below", slug="below"))

    assert page.academy == nw
    with django_assert_num_queries(2):  # translation keys along the path; academies with these keys
        assert academy_for_path(page.path) == nw
    assert academy_for_path(home.path) is None


def test_academy_of_a_page_above_all_sections_is_the_national_team(home, nw):
    hub = Academy.objects.create(name="Hub", short_name="Hub", slug="hub", is_national=True)
    page = home.add_child(instance=StandardPage(title="About", slug="about"))

    assert page.academy == hub
    assert page.shown_academy is None


def test_academies_of_a_person_are_those_with_a_role(nw, wales, user_with_role, superuser):
    assert list(Academy.objects.for_user(user_with_role(nw, "editor"))) == [nw]
    assert list(Academy.objects.for_user(user_with_role(nw, "editor", is_active=False))) == []
    assert list(Academy.objects.for_user(None)) == []
    assert set(Academy.objects.for_user(superuser)) == {nw, wales}
