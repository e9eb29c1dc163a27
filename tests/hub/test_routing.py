"""From an address to its page: what Wagtail would find, in as few queries however deep, and nothing that is not to be seen."""

from __future__ import annotations

import random
import re

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from hub.models import HomePage, StandardPage
from hub.routing import restrictions_on
from toolkit_orders.models import RequestPage, ToolkitIndexPage

pytestmark = pytest.mark.django_db
LOGIN = PageViewRestriction.LOGIN


def add(parent, slug, kind=StandardPage, **fields):
    parent.refresh_from_db()
    return parent.add_child(instance=kind(title=slug.title(), slug=slug, locale=parent.locale, **fields))


@pytest.fixture
def chain(home):
    """The pages of /a/b/c/d/, each below the one before."""
    found = []
    parent = home
    for slug in "abcd":
        parent = add(parent, slug)
        found.append(parent)
    return found


def found_by_wagtail(request, parts):
    """What Wagtail itself finds: one child after the other, by its own ``route``."""
    page = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    for part in parts:
        page = page.get_children().filter(slug=part).first()
        if page is None:
            return None
    return page.pk if page.live else None


def test_a_page_is_found_with_as_many_queries_at_depth_2_as_at_depth_5(client, chain, django_assert_num_queries):
    for url in ("/a/", "/a/b/c/d/"):
        client.get(url)
        # site · language of the address · home · all pages along the address, and whether any is restricted · the page itself ·
        # furniture: menu, footer links
        with django_assert_num_queries(7):
            assert client.get(url).status_code == 200


def test_a_page_knows_its_parent_and_the_way_to_it_without_a_query(client, chain, django_assert_num_queries):
    page = client.get("/a/b/c/").context["page"]
    with django_assert_num_queries(0):
        assert page.get_parent().pk == chain[1].pk
        assert [step.slug for step in page.found_above] == ["home", "a", "b"]
        assert page.locale.language_code == "en"


def test_the_breadcrumb_names_every_page_above_that_is_live(client, chain):
    chain[0].menu_label = "First"
    chain[0].save()
    chain[1].unpublish()
    html = client.get("/a/b/c/d/").content.decode()
    start = html.index('<nav class="hub-breadcrumb')
    steps = re.findall(r'<a href="([^"]*)">([^<]*)</a>', html[start : html.index("</nav>", start)])
    assert steps == [("/", "Home"), ("/a/", "First"), ("/a/b/c/", "C")]


@pytest.mark.parametrize("url", ["/x/", "/a/x/", "/a/b/c/d/x/", "/b/", "/b/a/", "/a/c/", "/A/", "/a/b/c/d/a/b/c/d/", "/home/a/"])
def test_an_address_without_a_page_is_not_found(client, chain, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/%00/", "/a/%00/", "/a/b%00/c/", "/a/b/c/d/%00"])
def test_an_address_with_a_nul_is_not_found_and_asks_the_database_for_no_page(client, chain, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 404
    assert not any("\x00" in query["sql"] for query in asked)


def test_a_draft_is_not_found_but_a_page_below_it_is_as_in_wagtail(client, chain):
    chain[1].unpublish()
    assert client.get("/a/b/").status_code == 404
    assert client.get("/a/b/c/").status_code == 200


def test_an_alias_is_not_found(client, chain):
    chain[1].create_alias(update_slug="alias", parent=chain[0])
    assert client.get("/a/alias/").status_code == 404
    assert client.get("/a/b/").status_code == 200


def test_one_slug_at_several_levels_leads_to_each_of_its_pages(client, home):
    pages = [add(home, "a")]
    for _level in range(2):
        pages.append(add(pages[-1], "a"))
    assert [client.get("/" + "a/" * depth).context["page"].pk for depth in (1, 2, 3)] == [page.pk for page in pages]
    assert client.get("/a/a/a/a/").status_code == 404


def test_a_slug_of_any_script_is_found(client, home):
    page = add(home, "中文-größe")
    assert client.get("/中文-größe/").context["page"].pk == page.pk


def test_a_page_with_a_route_of_its_own_is_not_passed_over(client, chain, monkeypatch):
    asked = []

    def own(page, request, path_components):
        asked.append((page.pk, path_components))
        return RouteResult(page)

    toolkits = add(chain[0], "toolkits", kind=ToolkitIndexPage)
    add(add(toolkits, "c"), "d")
    monkeypatch.setattr(ToolkitIndexPage, "route", own)
    assert client.get("/a/toolkits/c/d/").context["page"].pk == toolkits.pk
    assert asked == [(toolkits.pk, ["c", "d"])]
    assert client.get("/a/b/c/d/").context["page"].pk == chain[3].pk


def test_a_page_with_addresses_of_its_own_comes_before_pages_below_it(client, home, monkeypatch):
    page = add(add(home, "toolkits", kind=ToolkitIndexPage), "request", kind=RequestPage)
    add(add(page, "done"), "sealed")
    monkeypatch.setattr(RequestPage, "confirm", lambda self, request, sealed: HttpResponse(f"answered {sealed}"))
    assert client.get("/toolkits/request/done/sealed/").content == b"answered sealed"
    assert client.get("/toolkits/request/").status_code == 200
    assert client.get("/toolkits/request/nothing/").status_code == 404


@pytest.mark.parametrize("level", [None, 0, 2, 3])
def test_a_private_page_and_all_below_it_ask_for_a_login(client, home, chain, level):
    page = home if level is None else chain[level]
    PageViewRestriction.objects.create(page=page, restriction_type=LOGIN)
    answers = {depth: client.get("/" + "".join(f"{slug}/" for slug in "abcd"[: depth + 1])).status_code for depth in range(4)}
    assert answers == {depth: 302 if level is None or depth >= level else 200 for depth in range(4)}


def test_a_restriction_above_every_site_holds_too(client, root, chain):
    PageViewRestriction.objects.create(page=root, restriction_type=LOGIN)
    assert client.get("/").status_code == 302
    assert client.get("/a/b/").status_code == 302


def test_restrictions_are_those_that_wagtail_finds_also_for_copies(home, chain):
    for page in (home, chain[1]):
        PageViewRestriction.objects.create(page=page, restriction_type=LOGIN)
    alias = chain[1].create_alias(update_slug="alias", parent=chain[0])
    below = add(alias, "below")
    for page in (home, *chain, alias, below):
        mine, wagtail = restrictions_on(page), Page.get_view_restrictions(page)
        assert set(mine) == set(wagtail), page.slug
        assert len(mine) == len(set(mine))


def test_pages_of_another_site_are_not_reachable(client, root, home, chain):
    other = root.add_child(instance=HomePage(title="Other", slug="other", locale=home.locale))
    Site.objects.create(hostname="other.example", root_page=other, site_name="Other")
    add(other, "a")
    secret = add(other, "only-there")
    assert client.get("/only-there/").status_code == 404
    assert client.get("/other/only-there/").status_code == 404
    assert client.get("/only-there/", headers={"host": "other.example"}).context["page"].pk == secret.pk
    assert client.get("/a/b/", headers={"host": "other.example"}).status_code == 404


def test_a_page_in_another_language_than_its_address_is_not_found(client, chain):
    welsh = Locale.objects.create(language_code="cy")
    Page.objects.filter(pk=chain[1].pk).update(locale=welsh)
    assert client.get("/a/b/").status_code == 404
    assert client.get("/a/b/c/").status_code == 200


@pytest.mark.parametrize("seed", range(4))
def test_random_addresses_in_a_random_tree_lead_where_wagtail_leads(home, rf, seed):
    dice = random.Random(seed)
    pages = [home]
    for _number in range(20):
        parent = dice.choice(pages)
        slug = dice.choice("abc")
        if not parent.get_children().filter(slug=slug).exists():
            pages.append(add(parent, slug, live=dice.random() < 0.8))
    real = [page.url_path.removeprefix(home.url_path).split("/")[:-1] for page in pages]
    addresses = real + [dice.choices("abcd", k=dice.randint(0, 5)) for _number in range(40)]
    reached = 0
    for parts in addresses:
        request = rf.get("/", headers={"host": "localhost"})
        try:
            mine = HomePage.objects.get(pk=home.pk).route(request, list(parts)).page.pk
        except Http404:
            mine = None
        reached += mine is not None
        assert mine == found_by_wagtail(request, parts), parts
    assert reached >= len(pages) // 2
