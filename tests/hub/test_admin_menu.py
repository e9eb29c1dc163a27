"""The admin's menus: every item a person is offered leads somewhere."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu, help_menu
from wagtail.models import Locale

from hub.academies.models import AcademyRole
from hub.academies.roles import BY_LANGUAGE, NATIONAL_ONLY
from hub.models import AcademyPage

Role = AcademyRole.Role
PEOPLE = [*Role.values, "superuser"]


@pytest.fixture
def person(request, nw, national, user_with_role, superuser):
    if request.param == "superuser":
        return superuser
    academy = national if request.param in NATIONAL_ONLY else nw
    if request.param not in BY_LANGUAGE:
        return user_with_role(academy, request.param)
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    AcademyPage.objects.get(slug="north-west").copy_for_translation(urdu, copy_parents=True)
    return user_with_role(academy, request.param, locales=(urdu,))


def menu_of(user):
    """The whole menu of a person: pairs of words and address."""
    request = RequestFactory().get(reverse("wagtailadmin_home"))
    request.user = user

    def walk(items):
        for item in items:
            yield str(item.label), str(item.url)
            if hasattr(item, "menu"):
                yield from walk(item.menu.menu_items_for_request(request))

    return dict(walk(admin_menu.menu_items_for_request(request)))


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_every_item_of_the_menu_opens(client, person):
    client.force_login(person)
    ours = {label: url for label, url in menu_of(person).items() if url.startswith("/")}
    assert ours
    answers = {label: client.get(url, follow=True) for label, url in ours.items()}
    home = reverse("wagtailadmin_home")
    refused = [
        (label, answer.status_code)
        for label, answer in answers.items()
        if answer.status_code != 200 or answer.redirect_chain[-1:] == [(home, 302)]  # "you may not", says Wagtail, and sends home
    ]
    assert refused == []


@pytest.mark.parametrize("person", [Role.EDITOR, Role.PUBLISHER], indirect=True)
def test_writers_are_offered_pages_and_pictures_but_no_requests_and_no_vocabulary(person):
    offered = set(menu_of(person))
    assert {"Pages", "Stories", "Images", "Documents", "Toolkit files"} <= offered
    assert not offered & {"Toolkit requests", "Academies", "Framework", "Settings", "Users", "Site history", "Translations"}


@pytest.mark.parametrize("person", [Role.ORDER_HANDLER], indirect=True)
def test_order_handlers_are_offered_requests_only(person):
    assert set(menu_of(person)) - {"Help", "Editor Guide", "Shortcuts"} == {"Toolkit requests"}


@pytest.mark.parametrize("person", ["superuser"], indirect=True)
def test_superusers_keep_everything_that_the_guard_closes_to_others(person):
    assert {"Site history", "Workflow tasks", "Page types usage", "Translations", "Users", "Areas", "Roles", "Framework"} <= set(
        menu_of(person)
    )


def test_what_people_do_most_stands_first(client, superuser):
    labels = [label for label in menu_of(superuser) if label in {"Pages", "Stories", "Toolkit requests", "Toolkit files", "Images"}]
    request = RequestFactory().get("/")
    request.user = superuser
    in_order = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    assert [str(item.label) for item in in_order if item.label in labels] == [
        "Pages", "Stories", "Toolkit requests", "Toolkit files", "Images",
    ]  # fmt: skip


def test_a_manager_s_only_entry_of_a_submenu_stands_in_the_menu_itself(nw, user_with_role, superuser):
    def academies_entry(user):
        request = RequestFactory().get("/")
        request.user = user
        (item,) = [item for item in admin_menu.menu_items_for_request(request) if item.name == "academies"]
        return item.render_component(request)

    assert academies_entry(user_with_role(nw, Role.MANAGER)).url == reverse("hub_academies:index")
    assert len(academies_entry(superuser).menu_items) == 3


def test_news_of_wagtail_is_for_superusers(nw, user_with_role, superuser):
    def help_of(user):
        request = RequestFactory().get("/")
        request.user = user
        return [str(item.label) for item in help_menu.menu_items_for_request(request)]

    assert any("new in Wagtail" in label for label in help_of(superuser))
    assert not any("new in Wagtail" in label for label in help_of(user_with_role(nw, Role.EDITOR)))
