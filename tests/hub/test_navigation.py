"""Header, footer and breadcrumb: few queries, nothing a visitor cannot follow, never a reason for an error."""

import pytest
from django.db import DatabaseError
from django.template import engines
from django.template.loader import render_to_string
from django.test import override_settings
from wagtail.models import Locale, Page, Site

from hub import errors, navigation
from hub.breadcrumbs import crumbs
from hub.languages import language_links_for
from hub.models import FooterLink, SearchPage, StandardPage
from hub.navigation import furniture

pytestmark = pytest.mark.django_db
TWO = [("en", "English"), ("cy", "Welsh")]


@pytest.fixture
def request_for(rf):
    def make(path="/"):
        return rf.get(path, headers={"host": "localhost"})

    return make


def add(parent, title, slug, kind=StandardPage, **fields):
    page = parent.add_child(instance=kind(title=title, slug=slug, locale=parent.locale, **fields))
    parent.refresh_from_db()
    return page


@pytest.fixture
def furnished(home):
    add(home, "Good-practice gallery", "stories", show_in_menus=True, menu_label="Stories")
    toolkits = add(home, "Toolkits", "toolkits", show_in_menus=True)
    add(toolkits, "Citizen leadership", "citizen-leadership")
    add(home, "A draft", "draft", show_in_menus=True, live=False)
    add(home, "Privacy", "privacy")
    add(home, "Search", "search", kind=SearchPage)
    home.help_phone, home.footer_promise = "08081 570142", "Run by people who use services."
    home.save()
    return home


def test_the_menu_shows_live_pages_marked_for_it_by_their_short_labels(furnished, request_for):
    site = furniture(request_for())
    assert [(link.text, link.url) for link in site.menu] == [("Stories", "/stories/"), ("Toolkits", "/toolkits/")]


def test_the_current_item_is_the_section_the_page_stands_in(furnished, request_for):
    site = furniture(request_for("/toolkits/citizen-leadership/"))
    assert [link.current for link in site.menu] == [False, True]
    assert site.section.text == "Toolkits"
    assert furniture(request_for("/")).section is None


def test_an_alias_is_not_in_the_menu(furnished, request_for):
    Page.objects.get(slug="toolkits").specific.create_alias(update_slug="toolkits-2", reset_translation_key=True)
    assert len(furniture(request_for()).menu) == 2


def test_the_footer_shows_its_links_by_group_and_leaves_out_what_is_not_live(furnished, request_for):
    privacy, draft = Page.objects.get(slug="privacy"), Page.objects.get(slug="draft")
    rows = [
        ("find", privacy, "", ""),
        ("find", draft, "", ""),
        ("take_part", None, "https://example.org/", "Elsewhere"),
        ("legal", privacy, "", "P"),
    ]
    for order, (group, page, url, text) in enumerate(rows):
        FooterLink.objects.create(
            page=furnished, group=group, link_page=page, link_url=url, text=text, sort_order=order, locale=furnished.locale
        )
    site = furniture(request_for())
    assert [(link.text, link.url) for link in site.find] == [("Privacy", "/privacy/")]
    assert [(link.text, link.url) for link in site.take_part] == [("Elsewhere", "https://example.org/")]
    assert [link.text for link in site.legal] == ["P"]


def test_words_of_the_home_page_come_before_the_settings(furnished, request_for, settings):
    settings.CL_HUB = {"CONTACT_EMAIL": "settings@hub.example", "CONTACT_PHONE": "1"}
    site = furniture(request_for())
    assert (site.phone, site.email, site.search_url) == ("08081 570142", "settings@hub.example", "/search/")


def test_furniture_costs_four_queries_however_many_pages_there_are(furnished, request_for, django_assert_num_queries):
    for number in range(10):
        add(furnished, f"Page {number}", f"page-{number}", show_in_menus=True)
    furniture(request_for())  # fills the process's memory of site roots and content types
    request = request_for()
    with django_assert_num_queries(4):  # site · home page · menu and search page · footer links
        furniture(request)
    with django_assert_num_queries(0):  # kept on the request
        furniture(request)


def test_furniture_without_a_request_a_site_or_a_home_page_is_made_of_settings(db, request_for):
    Site.objects.all().delete()
    for site in (furniture(None), furniture(request_for())):
        assert site.name == "Citizen Leadership Hub"
        assert site.email == "hello@hub.example"
        assert list(site.menu) == []


def test_a_site_whose_root_is_not_a_home_page_has_furniture_too(root, request_for):
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
    assert furniture(request_for()).home_url == "/"


def test_a_database_that_does_not_answer_leaves_the_settings(furnished, request_for, monkeypatch):
    def fail(request):
        raise DatabaseError("gone")

    monkeypatch.setattr(navigation, "_load", fail)
    assert furniture(request_for()).name == "Citizen Leadership Hub"


def test_breadcrumbs_lead_from_home_to_the_parent_by_short_labels_in_one_query(furnished, request_for, django_assert_num_queries):
    page, request = Page.objects.get(slug="citizen-leadership"), request_for()
    furniture(request)
    with django_assert_num_queries(1):  # the ancestors
        found = crumbs(page, request)
    assert [(crumb.title, crumb.url) for crumb in found] == [("Home", "/"), ("Toolkits", "/toolkits/")]


def test_breadcrumbs_leave_out_a_parent_that_is_not_live(furnished, request_for):
    below = add(Page.objects.get(slug="draft"), "Below", "below")
    assert [crumb.title for crumb in crumbs(below, request_for())] == ["Home"]


def test_a_site_in_one_language_offers_none_and_asks_nothing(furnished, request_for, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert language_links_for(furnished, request_for()) == []


@override_settings(LANGUAGES=TWO, WAGTAIL_CONTENT_LANGUAGES=TWO)
def test_only_live_translations_are_offered_each_in_its_own_name(furnished, request_for):
    welsh = furnished.copy_for_translation(Locale.objects.create(language_code="cy"))
    assert language_links_for(furnished, request_for()) == []
    welsh.live = True
    welsh.save()
    links = language_links_for(furnished, request_for())
    assert [(link.code, link.name, link.current) for link in links] == [("en", "English", True), ("cy", "Cymraeg", False)]


def test_the_base_has_one_heading_of_the_first_level_and_no_inline_style_or_script(furnished, request_for):
    html = render_to_string("hub/base.html", {"page": furnished}, request_for())
    assert html.count("<h1") == 1
    assert "style=" not in html
    assert "<style" not in html
    assert html.count("<script") == html.count('<script type="module" src="') == 1
    assert 'lang="en" dir="ltr"' in html


def test_the_base_links_the_stylesheet_of_the_academy_shown_after_the_hubs(furnished, request_for, nw):
    html = render_to_string("hub/base.html", {"page": furnished, "academy": nw}, request_for())
    assert 0 < html.index("hub/build/hub.css") < html.index("/hub/academy/north-west-")
    assert '<span class="hub-brand__academy">North West Academy</span>' in html


def test_the_base_loads_the_mirrored_stylesheet_for_a_script_from_the_right(furnished, request_for):
    from django.utils.translation import override

    with override("ar"):
        html = render_to_string("hub/base.html", {"page": furnished}, request_for())
    assert 'dir="rtl"' in html
    assert "hub/build/hub.rtl.css" in html


def test_furniture_shows_hostile_names_as_words(furnished, request_for):
    add(furnished, "<script>alert(1)</script>", "hostile", show_in_menus=True, menu_label="<img src=x>")
    html = render_to_string("hub/base.html", {"page": furnished}, request_for())
    assert "<img" not in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.page_not_found, 404), (errors.permission_denied, 403), (errors.form_refused, 403), (errors.too_many_requests, 429),
     (errors.server_error, 500), (errors.unavailable, 503)],
)  # fmt: skip
def test_an_error_page_has_its_status_one_heading_and_is_not_kept(view, status, furnished, request_for):
    response = view(request_for("/nowhere/"))
    assert response.status_code == status
    assert response.content.decode().count("<h1") == 1
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("view", [errors.page_not_found, errors.permission_denied, errors.too_many_requests])
def test_an_error_page_works_without_a_site(view, db, request_for):
    Site.objects.all().delete()
    assert b"<h1" in view(request_for()).content


@pytest.mark.parametrize("view", [errors.server_error, errors.unavailable])
def test_a_failing_server_asks_the_database_nothing(view, request_for, django_assert_num_queries):
    with django_assert_num_queries(0):
        view(request_for())


def test_an_error_page_that_fails_itself_becomes_plain_words(request_for, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the template engine is gone")

    monkeypatch.setattr(errors.loader, "render_to_string", fail)
    response = errors.server_error(request_for())
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/plain")


def test_too_many_requests_says_when_to_come_back(request_for):
    response = errors.too_many_requests(request_for(), retry_after=90)
    assert response["Retry-After"] == "90"
    assert b"Try again in 2 minutes." in response.content


def test_the_tags_work_in_a_template_without_a_request():
    html = (
        engines["django"]
        .from_string("{% load hub %}{% furniture as site %}{{ site.name }}{% crumbs as trail %}{{ trail|length }}")
        .render({})
    )
    assert html == "Citizen Leadership Hub0"
