"""A page's academy follows from where it stands, also after it was moved."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hub.academies.models import Academy
from hub.academies.tree import mend, retag
from hub.models import AcademyPage, StandardPage

pytestmark = pytest.mark.django_db


def section(academy):
    return AcademyPage.objects.get(translation_key=academy.home_key)


def page_in(academy, title="Our work"):
    home = section(academy)
    return home.add_child(instance=StandardPage(title=title))


def stored(page):
    return StandardPage.objects.get(pk=page.pk).academy


def repair(**options):
    out = StringIO()
    call_command("hub_repair", stdout=out, **options)
    return out.getvalue()


def test_new_page_takes_the_academy_it_is_made_in(nw):
    assert stored(page_in(nw)) == nw


def test_moved_page_takes_the_academy_of_its_new_place_with_all_below_it(nw, wales):
    page = page_in(nw)
    child = page.add_child(instance=StandardPage(title="Below"))
    stays = page_in(nw, "Stays")
    page.refresh_from_db()
    page.move(section(wales), pos="last-child")
    assert (stored(page), stored(child), stored(stays)) == (wales, wales, nw)


def test_page_moved_out_of_every_academy_belongs_to_the_national_team_if_there_is_one(nw, home):
    page, second = page_in(nw), page_in(nw, "Second")
    page.move(home, pos="last-child")
    assert stored(page) is None
    national = Academy.objects.create(name="National team", short_name="National", slug="national", is_national=True)
    second.refresh_from_db()
    home.refresh_from_db()
    second.move(home, pos="last-child")
    assert stored(second) == national


def test_retagging_takes_as_many_queries_for_thirty_pages_as_for_three(nw, wales):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = page_in(nw)
    for number in range(3):
        page.add_child(instance=StandardPage(title=f"Below {number}"))
    StandardPage.objects.update(academy=wales)
    with CaptureQueriesContext(connection) as few:
        assert retag(page) == 4
    for number in range(27):
        page.add_child(instance=StandardPage(title=f"More {number}"))
    StandardPage.objects.update(academy=wales)
    with CaptureQueriesContext(connection) as many:
        assert retag(page) == 31
    assert len(many) == len(few)


def test_check_fails_on_drift_and_changes_nothing(nw, wales):
    page = page_in(nw)
    StandardPage.objects.update(academy=wales)
    out = StringIO()
    with pytest.raises(CommandError, match="1 pages"):
        call_command("hub_repair", check=True, stdout=out)
    assert f"hub.StandardPage {page.pk}: stored Wales Academy, stands in North West Academy" in out.getvalue()
    assert stored(page) == wales


def test_repair_mends_once_and_then_finds_nothing(nw, wales):
    page = page_in(nw)
    StandardPage.objects.update(academy=None)
    assert "mended: 1" in repair()
    assert stored(page) == nw
    assert "right academy" in repair()
    assert "right academy" in repair(check=True)
    assert mend() == 0


def test_mending_leaves_no_trace_in_the_page_itself(nw):
    page = page_in(nw)
    page.save_revision().publish()
    before = StandardPage.objects.get(pk=page.pk)
    StandardPage.objects.update(academy=None)
    mend()
    after = StandardPage.objects.get(pk=page.pk)
    assert after.last_published_at == before.last_published_at
    assert after.latest_revision_id == before.latest_revision_id
