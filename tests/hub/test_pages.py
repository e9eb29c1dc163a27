"""Academy, index and text pages: what they show, what they leave out, what they cost."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from hub import providers
from hub.exceptions import PublishRefused
from hub.models import Academy, AcademyPage, Area, SearchPage, StandardPage
from tests.conftest import make_academy
from tests.hub.stories import Stories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def course(days, **fields):
    row = {
        "dates": f"in {days} days",
        "place": "Millbeck",
        "how": "In person",
        "places": "6 left",
        "link_text": "Join",
        "link_page": None,
    }
    return ("course", {"starts": TODAY + datetime.timedelta(days), **row, **fields})


@pytest.fixture
def stories(monkeypatch):
    provider = Stories()
    monkeypatch.setitem(providers._registered, "stories", provider)
    return provider


@pytest.fixture
def section(nw, home):
    page = AcademyPage.objects.get(slug="north-west")
    page.figures = [("figure", {"number": "100+", "text": "volunteers"})]
    page.courses = [course(9), course(-1), course(2, link_page=home)]
    page.quote_text, page.quote_name = "Nobody asked for my qualifications", "Leroy"
    page.action_label, page.action_page = "Join the next course", home
    page.save()
    nw.phone, nw.people, nw.hashtag = "0161 496 0187", "Shabana or Tom", "#nw"
    nw.save()
    return page


def test_academy_page_shows_its_own_and_wears_its_colours(client, section, nw, stories):
    response = client.get("/academies/north-west/")
    html = response.content.decode()

    assert response.context["academy"] == nw
    assert html.count("<h1") == 1
    for present in (
        "North West Academy", "100+", "volunteers", "More from the North West", "Next courses", "Leroy", "Shabana or Tom",
        "0161 496 0187", "northwest@hub.example", "#nw", "Join the next course", nw.deep,
    ):  # fmt: skip
        assert present in html
    assert all(asked["academy"] == nw for asked in stories.asked)


def test_academy_page_lists_coming_courses_in_order_and_drops_past_ones(client, section):
    html = client.get("/academies/north-west/").content.decode()

    assert html.index("in 2 days") < html.index("in 9 days")
    assert "in -1 days" not in html


def test_academy_page_without_content_is_still_a_page(client, nw, monkeypatch):
    monkeypatch.setattr(providers, "_registered", {})
    html = client.get("/academies/north-west/").content.decode()

    assert "Who we are" in html
    for absent in ("Next courses", "hub-figures", "hub-lead", "More from"):
        assert absent not in html


def test_academy_page_has_no_inline_style_or_script(client, section, stories):
    html = client.get("/academies/north-west/").content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html


@pytest.mark.parametrize("courses", [1, 5])
def test_academy_page_costs_the_same_queries_with_one_course_and_with_five(
    client, section, stories, home, django_assert_num_queries, courses
):
    section.courses = [course(number, link_page=home) for number in range(courses)]
    section.save()
    client.get("/academies/north-west/")
    # routing: site, language of the address, home, all pages along the address (is one restricted?), the page with academy ·
    # linked pages, those of the courses too · request page · furniture: menu, footer links (home and breadcrumb are known from
    # routing)
    with django_assert_num_queries(9):
        client.get("/academies/north-west/")


def test_index_shows_every_academy_and_where_each_area_leads(client, academies_index, nw, wales, locale, stories):
    for number, (name, academy) in enumerate([("Oldham", nw), ("Kent", None)]):
        Area.objects.create(name=name, slug=name.lower(), academy=academy, locale=locale, sort_order=number)

    html = client.get("/academies/").content.decode()

    assert "North West Academy" in html
    assert "Wales Academy" in html
    assert "5 stories" in html
    assert html.index("Oldham") < html.index("Kent")
    assert "own team" in html


def test_index_leaves_out_sections_that_are_not_live(client, academies_index, nw, wales):
    AcademyPage.objects.get(slug="wales").unpublish()
    html = client.get("/academies/").content.decode()
    assert "North West Academy" in html
    assert "Wales Academy" not in html


def test_index_leaves_out_private_sections(client, academies_index, nw, wales):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=AcademyPage.objects.get(slug="wales"), restriction_type="login")
    assert "Wales Academy" not in client.get("/academies/").content.decode()


def test_index_without_academies_says_so(client, academies_index):
    assert "No academy has opened its pages yet." in client.get("/academies/").content.decode()


def test_index_costs_the_same_queries_with_two_academies_and_with_six(
    client, academies_index, nw, wales, locale, stories, django_assert_num_queries
):
    for more in (0, 4):
        for number in range(more):
            academy = make_academy(academies_index, f"more-{number}", f"More {number}")
            Area.objects.create(name=f"Area {number}", slug=f"area-{number}", academy=academy, locale=locale)
        client.get("/academies/")
        # routing: site, language of the address, home, all pages along the address (is one restricted?), the page with academy ·
        # homes of academies · this stand-in's counts · areas ·
        # furniture: menu, footer links
        with django_assert_num_queries(10):
            client.get("/academies/")


def test_academy_page_of_nobody_cannot_be_published(academies_index):
    page = academies_index.add_child(instance=AcademyPage(title="Stray", slug="stray", live=False))
    with pytest.raises(PublishRefused, match="Choose the academy"):
        page.save_revision().publish()


def section_data(**fields):
    return {
        "title": "London Academy", "slug": "london", "summary": "", "strapline": "", "courses_text": "", "about_title": "",
        "quote_text": "", "quote_name": "", "quote_role": "", "lead_kicker": "", "lead_story": "", "action_label": "",
        "action_page": "", "second_label": "", "second_page": "", "menu_label": "", "seo_title": "", "search_description": "",
        "figures-count": "0", "courses-count": "0", "about-count": "0", "go_live_at": "", "expire_at": "",
        "action-publish": "action-publish", **fields,
    }  # fmt: skip


def new_section(client, academies_index, **fields):
    url = reverse("wagtailadmin_pages:add", args=["hub", "academypage", academies_index.pk])
    return client.post(url, section_data(**fields))


def test_superuser_makes_a_section_in_the_admin_by_choosing_its_academy(client, academies_index, superuser, user_with_role):
    london = Academy.objects.create(name="London Academy", short_name="London", slug="london")
    person = user_with_role(london, "publisher")
    client.force_login(superuser)

    response = new_section(client, academies_index, for_academy=london.pk)

    london.refresh_from_db()
    page = AcademyPage.objects.get(slug="london")
    assert response.status_code == 302
    assert page.live
    assert page.academy == london
    assert london.home_key == page.translation_key
    assert page.permissions_for_user(person).can_publish()


def test_superuser_is_told_to_choose_an_academy(client, academies_index, nw, superuser):
    client.force_login(superuser)

    response = new_section(client, academies_index)

    assert response.status_code == 200
    assert "Choose the academy this page is the home of." in response.content.decode()
    taken = new_section(client, academies_index, for_academy=nw.pk)
    assert taken.status_code == 200
    assert not AcademyPage.objects.filter(slug="london").exists()


def test_superuser_gives_a_page_that_exists_to_an_academy(client, academies_index, superuser, user_with_role):
    page = academies_index.add_child(instance=AcademyPage(title="Stray", slug="stray", live=False))
    below = page.add_child(instance=StandardPage(title="Below", slug="below"))
    london = Academy.objects.create(name="London Academy", short_name="London", slug="london")
    person = user_with_role(london, "publisher")
    client.force_login(superuser)

    for _again in range(2):
        response = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), section_data(for_academy=london.pk))
        assert response.status_code == 302

    page, below = AcademyPage.objects.get(pk=page.pk), StandardPage.objects.get(pk=below.pk)
    assert page.live
    assert page.academy == below.academy == london
    assert page.permissions_for_user(person).can_publish()


def test_editor_of_an_academy_saves_its_page_and_is_not_asked_whose_it_is(client, nw, user_with_role):
    client.force_login(user_with_role(nw, "publisher"))
    page = AcademyPage.objects.get(slug="north-west")

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "for_academy" not in html
    assert "Home page of" not in html


def test_text_page_shows_title_summary_and_body(client, home):
    home.add_child(instance=StandardPage(title="About <us>", slug="about", summary="Who & why"))
    html = client.get("/about/").content.decode()
    assert "About &lt;us&gt;" in html
    assert "Who &amp; why" in html


def test_every_page_type_can_be_made_edited_and_previewed_in_the_admin(client, home, academies_index, nw, superuser):
    home.add_child(instance=SearchPage(title="Search", slug="search"))
    home.add_child(instance=StandardPage(title="About", slug="about"))
    client.force_login(superuser)

    for page in Page.objects.filter(depth__gte=2).specific():
        name = page._meta.model_name
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, name
        parent = page.get_parent().pk
        added = client.get(reverse("wagtailadmin_pages:add", args=["hub", name, parent]))
        assert added.status_code == (302 if name == "searchpage" else 200), name  # one is enough
        preview = page.make_preview_request(extra_request_attrs={"user": superuser})
        assert preview.status_code == 200, name


def test_a_title_of_300_signs_is_a_message_and_not_an_error_of_the_database(client, home, superuser):
    page = home.add_child(instance=StandardPage(title="About", slug="about"))
    client.force_login(superuser)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = {"title": "x" * 300, "slug": "about", "summary": "y" * 301, "menu_label": "z" * 41, "body-count": "0"}

    answer = client.post(address, {**fields, "action-publish": "1"})

    assert answer.status_code == 200
    assert {"title", "summary", "menu_label"} <= set(answer.context["form"].errors)
    with pytest.raises(ValidationError):
        StandardPage(title="x" * 300, slug="long", depth=3, path="000100019999", locale=home.locale).save()
