"""What is private in English is private in Urdu from the same moment on, however it came to be so."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from hub.models import CarriedRestriction, StandardPage
from hub.translation import privacy
from hub.translation.submit import translate
from tests.conftest import live_copy, unreferenced
from tests.hub.translation.conftest import fresh, live_in

pytestmark = pytest.mark.django_db
LOGIN, PASSWORD, GROUPS = PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS


@pytest.fixture
def page(page):
    return fresh(page)


@pytest.fixture
def below(page):
    with unreferenced():
        return page.add_child(instance=StandardPage(title="Below", slug="below"))


@pytest.fixture
def urdu_page(page, urdu_home, urdu):
    return live_copy(page, urdu, title="ہمارے بارے میں")


@pytest.fixture
def urdu_below(below, urdu_page, urdu):
    return live_copy(below, urdu, title="نیچے")


def restrict(page, kind=LOGIN, **fields):
    return PageViewRestriction.objects.create(page=fresh(page), restriction_type=kind, **fields)


def statuses(client, *urls):
    return [client.get(url).status_code for url in urls]


ALL = ("/about/", "/ur/about/", "/about/below/", "/ur/about/below/")


def test_a_restriction_holds_for_the_translation_and_all_below_at_once_until_it_is_taken_away(client, urdu_below, page):
    assert statuses(client, *ALL) == [200] * 4
    restriction = restrict(page)
    assert statuses(client, *ALL) == [302] * 4
    restriction.delete()
    assert statuses(client, *ALL) == [200] * 4
    assert not CarriedRestriction.objects.exists()


def test_a_restriction_below_leaves_the_page_above_open(client, urdu_below, below):
    restrict(below)
    assert statuses(client, *ALL) == [200, 200, 302, 302]


def test_a_restriction_set_in_the_admin_holds_for_the_translation(client, urdu_page, page, superuser):
    client.force_login(superuser)
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    client.post(url, {"restriction_type": PASSWORD, "password": "rose", "groups": []})
    client.logout()
    assert "password" in client.get("/ur/about/").content.decode()
    assert page.title not in client.get("/ur/about/").content.decode()
    client.force_login(superuser)
    client.post(url, {"restriction_type": "none", "password": "", "groups": []})
    client.logout()
    assert statuses(client, "/ur/about/") == [200]


def test_one_password_opens_the_translation(client, urdu_page, page):
    restrict(page, PASSWORD, password="rose")
    copy = PageViewRestriction.objects.get(page=urdu_page.pk)
    url = reverse("wagtailcore_authenticate_with_password", args=[copy.pk, urdu_page.pk])
    client.post(url, {"password": "rose", "return_url": "/ur/about/"})
    assert "ہمارے بارے میں" in client.get("/ur/about/").content.decode()


def test_another_password_is_another_password_for_the_translation_too(urdu_page, page):
    restriction = restrict(page, PASSWORD, password="rose")
    restriction.password = "violet"
    restriction.save()
    assert PageViewRestriction.objects.get(page=urdu_page.pk).password == "violet"


def test_another_kind_of_restriction_and_other_groups_are_carried(client, urdu_page, page, user_with_role):
    restriction = restrict(page)
    member = user_with_role(None, None)
    stranger = user_with_role(None, None)
    group = Group.objects.create(name="Readers")
    member.groups.add(group)
    restriction.restriction_type = GROUPS
    restriction.save()
    restriction.groups.add(group)
    for user, status in ((member, 200), (stranger, 302)):
        client.force_login(user)
        assert statuses(client, "/about/", "/ur/about/") == [status, status]
    group.pageviewrestriction_set.clear()
    client.force_login(member)
    assert statuses(client, "/about/", "/ur/about/") == [302, 302]


@pytest.mark.parametrize("kind", [LOGIN, GROUPS])
def test_a_translation_made_afterwards_is_private_too_and_once_only(page, urdu_home, urdu, kind):
    restriction = restrict(page, kind)
    restriction.groups.add(Group.objects.create(name="Readers"))
    copy = live_copy(page, urdu)
    found = PageViewRestriction.objects.get(page=copy.pk)
    assert (found.restriction_type, found.groups.count(), found.hub_copy_of.original_id) == (kind, 1, restriction.pk)


def test_a_translation_made_by_wagtail_localize_is_private_once_and_stays_so_when_it_is_made_again(page, urdu_home, urdu):
    restriction = restrict(page, PASSWORD, password="rose")
    copy = translate(page=page, locale=urdu)
    live_in(page, urdu)
    assert [each.hub_copy_of.original_id for each in PageViewRestriction.objects.filter(page=copy.pk)] == [restriction.pk]


def test_a_translation_that_stands_elsewhere_is_private_because_of_a_page_above_its_source(client, below, page, urdu_home, urdu):
    copy = StandardPage(title="نیچے", slug="elsewhere", locale=urdu, translation_key=below.translation_key)
    restriction = restrict(page)
    urdu_home.add_child(instance=copy)
    assert statuses(client, "/ur/elsewhere/") == [302]
    restriction.delete()
    assert statuses(client, "/ur/elsewhere/") == [200]


def test_a_page_moved_into_a_private_section_takes_its_translation_with_it_and_back(client, home, page, urdu_home, urdu):
    with unreferenced():
        other = home.add_child(instance=StandardPage(title="Other", slug="other"))
    live_copy(other, urdu)
    restrict(page)
    fresh(other).move(fresh(page), pos="last-child")
    assert statuses(client, "/about/other/", "/ur/other/") == [302, 302]
    fresh(other).move(fresh(home), pos="last-child")
    assert statuses(client, "/other/", "/ur/other/") == [200, 200]


def test_a_restriction_above_every_tree_needs_no_copy(client, root, urdu_page):
    restrict(root)
    assert statuses(client, "/", "/ur/", "/ur/about/") == [302] * 3
    assert not CarriedRestriction.objects.exists()


def test_deleting_a_private_page_does_not_open_its_translation(client, urdu_page, page):
    restrict(page)
    fresh(page).delete()
    assert statuses(client, "/ur/about/") == [302]


def test_nobody_opens_a_translation_while_its_source_is_private(client, urdu_page, page):
    restrict(page)
    PageViewRestriction.objects.filter(page=urdu_page.pk).delete()
    assert statuses(client, "/ur/about/") == [302]
    copy = PageViewRestriction.objects.get(page=urdu_page.pk)
    copy.restriction_type, copy.password = PASSWORD, "weaker"
    copy.save()
    assert PageViewRestriction.objects.get(page=urdu_page.pk).restriction_type == LOGIN


def test_taking_all_restrictions_away_at_once_opens_all_languages(client, urdu_below, page, below):
    restrict(page)
    restrict(below)
    PageViewRestriction.objects.all().delete()
    assert not PageViewRestriction.objects.exists()
    assert statuses(client, *ALL) == [200] * 4


def test_a_translation_keeps_a_restriction_of_its_own(client, urdu_page, page):
    own = restrict(urdu_page, PASSWORD, password="own")
    assert statuses(client, "/about/") == [200]
    restrict(page).delete()
    assert list(PageViewRestriction.objects.filter(page=urdu_page.pk)) == [own]


def test_a_nested_restriction_stays_when_the_one_above_goes(client, urdu_below, page, below):
    above = restrict(page)
    restrict(below)
    above.delete()
    assert statuses(client, *ALL) == [200, 200, 302, 302]


def test_every_language_has_its_copy(client, urdu_page, page, welsh, home):
    live_copy(home, welsh)
    live_copy(page, welsh)
    restrict(page)
    assert statuses(client, "/about/", "/ur/about/", "/cy/about/") == [302] * 3


def test_setting_it_twice_makes_nothing_more(urdu_below, page):
    restrict(page)
    assert privacy.settle() == 0
    assert privacy.settle_for(page) == 0
    assert CarriedRestriction.objects.count() == 1


def test_changes_past_the_signals_are_found_by_check_and_mended(client, urdu_below, page, below):
    below_too = restrict(below)
    PageViewRestriction.objects.filter(pk=below_too.pk).update(restriction_type=GROUPS)
    PageViewRestriction.objects.bulk_create([PageViewRestriction(page=fresh(page), restriction_type=LOGIN)])
    out = StringIO()
    with pytest.raises(CommandError, match="2 translations are less private than their source"):
        call_command("hub_repair", check=True, stdout=out)
    urdu_page = Page.objects.get(translation_key=page.translation_key, locale=urdu_below.locale)
    assert f"page {urdu_page.pk}: lacks the restriction of page {page.pk}" in out.getvalue()
    call_command("hub_repair", stdout=out)
    assert "made private: 2" in out.getvalue()
    call_command("hub_repair", check=True, stdout=out)
    assert statuses(client, "/ur/about/", "/ur/about/below/") == [302, 302]


def test_looking_for_leaks_costs_the_same_for_two_private_pages_and_for_eight(home, urdu_home, urdu, django_assert_num_queries):
    def add(first, last):
        for number in range(first, last):
            with unreferenced():
                page = home.add_child(instance=StandardPage(title=f"Page {number}", slug=f"page-{number}"))
            live_copy(page, urdu)
            restrict(page)

    for first, last in ((0, 2), (2, 8)):
        add(first, last)
        # restrictions with their pages · their groups · private sources · their translations ·
        # copies · their groups · restrictions of the translations' own
        with django_assert_num_queries(7):
            assert privacy.leaks() == []


def test_a_site_in_one_language_asks_nothing(home, page, django_assert_num_queries):
    restriction = PageViewRestriction(page=page, restriction_type=LOGIN)
    with django_assert_num_queries(0):
        privacy.on_restriction_saved(PageViewRestriction, restriction)
        privacy.on_page_saved(StandardPage, page, created=True)
