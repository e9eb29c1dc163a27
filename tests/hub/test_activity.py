"""Who did what: readable, of the own academy only, for those who manage it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from hub.academies.activity.entries import KEY, page_entries, row_entries
from hub.academies.activity.sentences import SENTENCES
from hub.academies.models import AcademyRole
from hub.models import AcademyPage, StandardPage
from tests.conftest import unindexed

pytestmark = pytest.mark.django_db
Role = AcademyRole.Role


@pytest.fixture(autouse=True)
def _unindexed():
    with unindexed():
        yield


def section(academy):
    return AcademyPage.objects.get(translation_key=academy.home_key, locale__language_code="en")


def address(academy, query="", view="list"):
    return reverse(f"hub_activity:{view}", args=[academy.pk]) + query


def shown(client, academy, query=""):
    response = client.get(address(academy, query))
    assert response.status_code == 200
    return [str(entry.sentence) for entry in response.context["object_list"]]


@pytest.fixture
def tom(nw, user_with_role):
    return user_with_role(nw, Role.PUBLISHER, first_name="Tom", last_name="Alder")


@pytest.fixture
def seats(nw, tom):
    page = section(nw).add_child(instance=StandardPage(title="Five seats", slug="seats", live=False))
    page.save_revision(user=tom, log_action=True).publish(user=tom)
    return page


@pytest.fixture
def canary(wales, user_with_role):
    """A page, a row and a deleted page of the other academy, each with a line in the log."""
    author = user_with_role(wales, Role.PUBLISHER, first_name="CANARY", last_name="Author")
    for slug in ("one", "two"):
        page = section(wales).add_child(instance=StandardPage(title=f"CANARY {slug}", slug=slug))
        page.save_revision(user=author, log_action=True).publish(user=author)
    Page.objects.get(pk=page.pk).specific.delete(user=author)
    log(instance=wales, action="wagtail.edit", user=author, title="CANARY Academy")
    return author


@pytest.fixture
def manager(client, nw, user_with_role):
    user = user_with_role(nw, Role.MANAGER)
    client.force_login(user)
    return user


def test_each_line_is_a_sentence_newest_first(client, nw, seats, manager):
    assert shown(client, nw)[:2] == ["Tom Alder published “Five seats”", "Tom Alder changed “Five seats”"]


def test_lines_without_words_of_their_own_use_those_of_their_app(client, nw, tom, manager):
    log(instance=nw, action="hub.academy_rename", user=tom)
    assert shown(client, nw)[0] == "Tom Alder: Renamed (“North West Academy”)"


def test_what_nobody_in_particular_did_the_hub_did(client, nw, manager):
    log(instance=section(nw), action="wagtail.publish", user=None)
    assert shown(client, nw)[0] == "The hub published “North West Academy”"


def test_every_sentence_is_of_an_action_wagtail_knows():
    from wagtail.log_actions import registry

    assert [action for action in SENTENCES if not registry.action_exists(action)] == []


def test_nothing_of_another_academy_is_in_list_filters_or_export(client, nw, wales, seats, canary, manager, superuser):
    for query in ("", "?export=csv", "?kind=pages", f"?user={canary.pk}", "?timestamp_from=2020-01-01", "?p=999"):
        response = client.get(address(nw, query))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"CANARY" not in body, query
    client.force_login(superuser)
    assert sum("CANARY" in line for line in shown(client, wales)) >= 5


@pytest.mark.parametrize("view", ["list", "list_results"])
@pytest.mark.parametrize(
    ("role", "status"), [(Role.MANAGER, 200), (Role.PUBLISHER, 404), (Role.EDITOR, 404), (Role.ORDER_HANDLER, 404)]
)
def test_report_is_for_managers_of_this_academy(client, nw, wales, user_with_role, role, status, view):
    client.force_login(user_with_role(nw, role))
    assert client.get(address(nw, view=view)).status_code == status
    assert client.get(address(wales, view=view)).status_code == 404
    assert client.get(address(wales, "?export=csv", view=view)).status_code == 404
    expected = 302 if status == 200 else 404
    assert client.get(reverse("hub_activity:choose")).status_code == expected


def test_manager_of_two_chooses_and_of_an_archived_one_reads_no_more(client, nw, wales, manager):
    AcademyRole.objects.create(academy=wales, user=manager, role=Role.MANAGER)
    html = client.get(reverse("hub_activity:choose")).content.decode()
    assert address(nw) in html and address(wales) in html
    nw.archived_at = timezone.now()
    nw.save()
    assert client.get(address(nw)).status_code == 404
    assert client.get(reverse("hub_activity:choose")).url == address(wales)


@pytest.mark.parametrize("number", ["0", "999999", "9223372036854775808"])
def test_number_of_no_academy_is_404(client, nw, manager, number):
    assert client.get(address(nw).replace(f"/{nw.pk}/", f"/{number}/")).status_code == 404


def test_entry_of_the_menu_is_a_manager_s(client, nw, manager, user_with_role):
    assert reverse("hub_activity:choose") in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(user_with_role(nw, Role.EDITOR))
    assert reverse("hub_activity:choose") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_filters_cut_down_by_person_kind_and_day(client, nw, tom, seats, manager):
    log(instance=nw, action="wagtail.edit", user=manager)
    assert all(line.startswith("Tom Alder") for line in shown(client, nw, f"?user={tom.pk}"))
    assert "“North West Academy”" not in " ".join(shown(client, nw, "?kind=pages")[:2])
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(nw).pk
    assert len(shown(client, nw, f"?kind={kind}")) == ModelLogEntry.objects.filter(content_type=kind).count()
    PageLogEntry.objects.filter(page=seats).update(timestamp=timezone.now() - timedelta(days=40))
    month = (timezone.localdate() - timedelta(days=30)).isoformat()
    assert not any("Five seats" in line for line in shown(client, nw, f"?timestamp_from={month}"))
    assert any("Five seats" in line for line in shown(client, nw, f"?timestamp_to={month}"))


@pytest.mark.parametrize("query", ["?kind=x", "?kind=1%27", "?user=x", "?timestamp_from=yesterday", "?p=x", "?kind[]=1"])
def test_nonsense_in_a_filter_is_no_error(client, nw, seats, manager, query):
    assert client.get(address(nw, query)).status_code == 200


def test_what_is_deleted_still_tells_whose_it_was(client, nw, wales, seats, tom, manager):
    key = seats.pk
    Page.objects.get(pk=key).specific.delete(user=tom)
    assert "Tom Alder deleted “Five seats”" in shown(client, nw)
    entry = PageLogEntry.objects.get(page_id=key, deleted=True)
    assert entry.data == {KEY: nw.pk}
    assert not page_entries(wales).filter(pk=entry.pk).exists()


def test_pages_of_the_hub_and_those_of_academies_are_told_apart(home, national, nw, seats, superuser):
    about = home.add_child(instance=StandardPage(title="About", slug="about"))
    about.save_revision(user=superuser, log_action=True)
    assert page_entries(national).filter(page=about.pk).exists()
    assert not page_entries(national).filter(page=seats.pk).exists()
    assert not page_entries(nw).filter(page=about.pk).exists()


def test_rows_files_and_the_academy_itself_are_in_it(nw, wales, manager):
    rota = get_document_model().objects.create(title="Rota", collection=nw.collection, file=ContentFile(b"x", name="rota.txt"))
    log(instance=rota, action="wagtail.edit", user=manager)
    log(instance=nw, action="wagtail.edit", user=manager)
    assert row_entries(nw).count() == 2
    assert row_entries(wales).count() == 0
    log(instance=rota, action="wagtail.delete", user=manager, deleted=True)
    rota.delete()
    assert row_entries(nw).filter(deleted=True).count() == 1


def test_spreadsheet_has_the_sentences_and_no_formulas(client, nw, tom, manager):
    page = section(nw).add_child(instance=StandardPage(title="x", slug="x"))
    tom.first_name = "=HYPERLINK(1)"
    tom.save()
    log(instance=page, action="wagtail.edit", user=tom, title="<b>x</b>")
    response = client.get(address(nw, "?export=csv"))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))
    assert rows[0] == ["When", "Who", "What"]
    assert rows[1][1] == "'=HYPERLINK(1) Alder"
    assert rows[1][2].startswith("'=HYPERLINK(1)")
    assert client.get(address(nw, "?export=xlsx")).status_code == 200
    assert "<b>x</b>" not in client.get(address(nw)).content.decode()


def test_empty_report_says_so(client, nw, manager):
    PageLogEntry.objects.all().delete()
    ModelLogEntry.objects.all().delete()
    assert "Nothing has happened here yet" in client.get(address(nw)).content.decode()


def test_list_is_paged_and_thirty_lines_cost_what_three_cost(client, nw, tom, seats, manager):
    counts = []
    for more in (3, 27, 40):
        for number in range(more):
            log(instance=seats, action="wagtail.edit", user=tom, title=f"{number}")
        client.get(address(nw))
        with CaptureQueriesContext(connection) as queries:
            found = shown(client, nw)
        counts.append(len(queries))
    assert len(found) == 50
    assert counts[0] == counts[1] and counts[2] <= counts[1] + 1, counts
