"""The toolkit page and the list of toolkits: what they show, what they cost, where they lead."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from hub import providers
from hub.academies.models import Area
from hub.cards import Card
from hub.exceptions import PublishRefused
from tests.toolkit_orders.asset_fixtures import (
    STAGES,
    areas,
    items,
    make_asset,
    make_pack,
    make_request_page,
    make_toolkit,
    national,
    part,
    toolkits,
)  # fmt: skip
from toolkit_orders.models import PromotionPackPage, ToolkitPage
from toolkit_orders.places import places_to_ask

__all__ = ["areas", "national", "toolkits"]
pytestmark = pytest.mark.django_db
HOSTILE = ["<script>alert(1)</script>", "مرحبا ‮abc", "{{ 7 }}{% now %}", "'; DROP TABLE x; --", "\u2028</style><b>"]


@pytest.fixture(autouse=True)
def no_stories(monkeypatch):
    """Stories are another app's; its queries are counted there."""
    monkeypatch.setattr(providers, "_registered", {})


@pytest.fixture
def full(toolkits, nw, areas) -> ToolkitPage:
    """A toolkit of four parts with files, that two request pages offer."""
    kit = make_toolkit(toolkits, parts=[part(number, [make_asset(f"File {number}")]) for number in range(1, 5)])
    make_request_page(toolkits, kit, "request")
    make_request_page(Page.objects.get(slug="north-west"), kit)
    return kit


def test_toolkit_shows_what_is_inside_and_when_it_is_used(client, full):
    shown = client.get("/toolkits/citizen-leadership/").content.decode()
    assert shown.count('<th scope="row"') == 4
    assert shown.count('<th scope="col"') == 5
    assert shown.count("Nothing to do") == 12
    assert "File 1: PDF, " in shown and "2 pages" in shown
    assert "Before" in shown and "The gap" in shown


def test_toolkit_hands_out_no_file_and_sets_no_cookie(client, full):
    answer = client.get("/toolkits/citizen-leadership/")
    assert "/files/" not in answer.content.decode()
    assert "style=" not in answer.content.decode()
    assert not answer.cookies


def test_toolkit_shows_without_anything_but_a_title(client, toolkits):
    make_toolkit(toolkits, summary="", stages=[])
    assert client.get("/toolkits/citizen-leadership/").status_code == 200


def test_toolkit_has_more_uses_than_stages(client, toolkits):
    make_toolkit(toolkits, stages=STAGES[:1], parts=[part(uses=items(["First", "Second", "Third"])), part(uses=[])])
    shown = client.get("/toolkits/citizen-leadership/").content.decode()
    assert "First" in shown and "Second" not in shown


def test_toolkit_says_which_file_is_missing_and_leaves_out_deleted_ones(client, full):
    lost, deleted = full.assets()[:2]
    lost.file.storage.delete(lost.file.name)
    type(deleted).objects.filter(pk=deleted.pk).delete()
    answer = client.get("/toolkits/citizen-leadership/")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "File 1: missing at the moment" in " ".join(shown.split())
    assert "File 2" not in shown and "File 3: PDF" in shown
    assert [asset.title for asset in ToolkitPage.objects.get().assets()] == ["File 1", "File 3", "File 4"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_they_were_typed(client, toolkits, text):
    asset = make_asset(text)
    words = {"title": text, "summary": text, "quote_text": text, "quote_by": text, "aims_title": text}
    stages = [{"type": "stage", "value": {"name": text, "when": text}}]
    figures = [{"type": "figure", "value": {"number": text[:12], "text": text}}]
    parts = [part(files=[asset], title=text, summary=text, facts=text, points=items([text]), uses=items([text]))]
    make_toolkit(toolkits, **words, stages=stages, figures=figures, parts=parts)
    for address in ("/toolkits/", "/toolkits/citizen-leadership/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"<script>alert(1)" not in answer.content and b"</style><b>" not in answer.content


BROKEN = [
    "null",
    "3",
    '"x"',
    '[{"type": "part"}]',
    '[{"type": "part", "value": 1}]',
    '[{"type": "gone", "value": 1}]',
    '[{"type": "part", "value": {"title": null, "files": [null, 99999999999999999999], "uses": null}}]',
]


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_content_in_the_database_is_left_out(client, toolkits, broken):
    kit = make_toolkit(toolkits)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE toolkit_orders_toolkitpage SET parts = %s WHERE page_ptr_id = %s", [broken, kit.pk])
    assert client.get("/toolkits/citizen-leadership/").status_code == 200
    assert client.get("/toolkits/").status_code == 200


class TestPlaces:
    def test_lead_to_the_academys_page_or_the_national_one(self, client, full):
        for area, start in (("oldham", "/academies/north-west/request-a-toolkit/"), ("elsewhere", "/toolkits/request/")):
            answer = client.get("/toolkits/citizen-leadership/", {"area": area})
            assert answer.status_code == 302
            assert answer["Location"] == f"{start}?area={area}&toolkit={full.pk}"

    @pytest.mark.parametrize("area", ["", "nowhere", "x" * 10_000, "\x00", "../", "<script>alert(1)</script>", "//evil.example"])
    def test_ask_again_when_no_known_area_is_chosen(self, client, full, area):
        answer = client.get("/toolkits/citizen-leadership/", {"area": area})
        assert answer.status_code == 200
        assert "Choose where you are" in answer.content.decode()
        assert b"<script>alert(1)" not in answer.content

    def test_are_only_those_where_this_toolkit_is_offered(self, client, full, toolkits):
        other = make_toolkit(toolkits, "other", title="Other")
        assert places_to_ask(other) == []
        assert "Nobody sends this toolkit" in client.get("/toolkits/other/").content.decode()

    def test_leave_out_pages_that_are_not_live(self, full):
        Page.objects.get(slug="request").unpublish()
        assert [place.slug for place in places_to_ask(full)] == ["oldham"]

    def test_prefer_the_national_page_that_the_toolkit_names(self, full, toolkits):
        full.national_request = make_request_page(full, full, "ask")
        full.save()
        assert {place.slug: place.page.slug for place in places_to_ask(full)} == {"oldham": "request-a-toolkit", "elsewhere": "ask"}

    def test_cost_three_queries_with_many_areas(self, full, locale, nw, django_assert_num_queries):
        for number in range(20):
            Area.objects.create(name=f"Area {number}", slug=f"a{number}", academy=nw if number % 2 else None, locale=locale)
        kit = ToolkitPage.objects.get(pk=full.pk)
        with django_assert_num_queries(3):  # view restrictions, request pages with their academies, areas
            assert len(places_to_ask(kit)) == 22


def test_chosen_stories_are_shown_with_their_reason(client, full, monkeypatch):
    class Provider(providers.NoStories):
        def chosen(self, request, *, locale, pks, **kwargs):
            return [Card(url=Page.objects.get(pk=pk).get_url(request), title="Two keys", text="Long words") for pk in pks]

    monkeypatch.setattr(providers, "_registered", {"stories": Provider()})
    full.uses = [{"type": "use", "value": {"page": full.get_parent().pk, "reason": "Used the virtual toolkit"}}]
    full.save()
    shown = client.get("/toolkits/citizen-leadership/").content.decode()
    assert "Where it has been used" in shown and "Used the virtual toolkit" in shown and "Long words" not in shown


@pytest.mark.parametrize("count", [2, 6])
def test_toolkit_costs_the_same_with_two_and_six_parts(client, full, django_assert_num_queries, count):
    full.parts = [part(number, [make_asset(f"F{number}{letter}") for letter in "ab"]) for number in range(count)]
    full.save()
    client.get("/toolkits/citizen-leadership/")
    # routing: site, language of the address, home, all pages along the address (is one restricted?), the page with academy
    # furniture: menu, footer links (home and breadcrumb are known from routing)
    # its own: files of all parts, view restrictions, request pages, areas
    with django_assert_num_queries(11):
        client.get("/toolkits/citizen-leadership/")


@pytest.mark.parametrize("count", [2, 6])
def test_list_of_toolkits_costs_the_same_with_two_and_six(client, toolkits, django_assert_num_queries, count):
    asset = make_asset()
    for number in range(count):
        make_toolkit(toolkits, f"kit-{number}", title=f"Kit {number}", parts=[part(1, [asset]), part(2, [asset])])
    client.get("/toolkits/")
    # routing: site, language of the address, home, all pages along the address (is one restricted?), the page with academy
    # furniture: menu, footer links; its own: view restrictions, toolkits; their files are not loaded
    with django_assert_num_queries(9):
        shown = client.get("/toolkits/").content.decode()
    assert shown.count("Part 1") == count


def test_toolkit_is_not_published_without_summary_and_parts(toolkits):
    kit = make_toolkit(toolkits, summary="")
    with pytest.raises(PublishRefused) as refused:
        kit.save_revision().publish()
    assert [reason.field for reason in refused.value.reasons] == ["summary", "parts"]


class TestFilesInTheForm:
    """An editor of one academy cannot put another academy's file on a page (security: F27)."""

    def form(self, *assets) -> dict[str, str]:
        steps = streamfield([("step", {"when": "Week 1", "title": "A", "text": "B", "files": streamlist(assets)})])
        empty = {name: streamfield([]) for name in ("materials", "tips")}
        return nested_form_data({"title": "Pack", "slug": "pack", "summary": "s", "steps": steps, **empty, "comments": comments()})

    @pytest.fixture
    def pack(self, nw):
        return make_pack(Page.objects.get(slug="north-west"), "pack", title="Pack")

    def post(self, client, pack, *assets):
        return client.post(reverse("wagtailadmin_pages:edit", args=[pack.pk]), self.form(*assets))

    def held(self, pack) -> list[str]:
        return [asset.title for asset in PromotionPackPage.objects.get(pk=pack.pk).get_latest_revision_as_object().assets()]

    def test_own_and_national_files_are_accepted(self, client, nw, national, pack, user_with_role):
        client.force_login(user_with_role(nw, "editor"))
        files = [make_asset("Mine", academy=nw), make_asset("All"), make_asset("Team", academy=national)]
        assert self.post(client, pack, *files).status_code == 302
        assert self.held(pack) == ["Mine", "All", "Team"]

    def test_file_of_another_academy_is_refused(self, client, nw, wales, pack, user_with_role):
        client.force_login(user_with_role(nw, "editor"))
        answer = self.post(client, pack, make_asset("Mine", academy=nw), make_asset("Cyfrinach", academy=wales))
        assert answer.status_code == 200
        assert "one of them is not" in str(answer.context["form"].errors)
        assert self.held(pack) == []

    def test_file_that_stood_there_already_may_stay(self, client, nw, wales, pack, user_with_role, superuser):
        foreign = make_asset("Cymru", academy=wales)
        client.force_login(superuser)
        assert self.post(client, pack, foreign).status_code == 302
        client.force_login(user_with_role(nw, "editor"))
        assert self.post(client, pack, foreign).status_code == 302
        assert self.held(pack) == ["Cymru"]

    def test_page_with_a_file_of_another_academy_does_not_go_live(self, nw, wales, pack):
        pack.steps = json.dumps([{"type": "step", "value": {"when": "w", "title": "t", "text": "x",
                                  "files": items([make_asset(academy=wales, audience="public").pk])}}])  # fmt: skip
        with pytest.raises(PublishRefused, match="another academy"):
            pack.save_revision().publish()


def streamlist(assets) -> dict[str, object]:
    found: dict[str, object] = {"count": str(len(assets))}
    for number, asset in enumerate(assets):
        found[str(number)] = {"value": str(asset.pk), "order": str(number), "deleted": "", "id": ""}
    return found


def comments() -> dict[str, str]:
    return {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
