"""What is written down when a page is published: its text, or the text it was translated from."""

from __future__ import annotations

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from hub.models import SourceState, StandardPage, TranslationState
from hub.translation import states
from hub.translation.fingerprint import fingerprint
from hub.translation.publishing import publish
from hub.translation.submit import sync, translate
from tests.conftest import live_copy, unreferenced
from tests.hub.translation.conftest import fresh, in_urdu, live_in

pytestmark = pytest.mark.django_db


def published(page, **fields):
    page = fresh(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return fresh(page)


def text_of(page):
    return SourceState.objects.get(page=page.pk)


def origin_of(page):
    return TranslationState.objects.get(page=page.pk)


def dated(state, name, days=3):
    """Make a state look older, so that a new date can be told from it."""
    then = timezone.now() - datetime.timedelta(days=days)
    type(state).objects.filter(pk=state.pk).update(**{name: then})
    return then


def test_publishing_a_page_notes_its_text(page):
    page = published(page)
    assert text_of(page).fingerprint == fingerprint(page)


def test_publishing_again_without_a_change_leaves_the_date_and_with_one_moves_it(page):
    page = published(page)
    then = dated(text_of(page), "changed_at")
    published(page)
    assert text_of(page).changed_at == then
    before = text_of(page).fingerprint
    published(page, summary="Who else runs it.")
    assert text_of(page).changed_at > then
    assert text_of(page).fingerprint != before


def test_a_draft_changes_nothing(page):
    page = published(page)
    before = text_of(page).fingerprint
    page.title = "Another title"
    page.save_revision()
    assert text_of(page).fingerprint == before


def test_a_page_that_is_to_go_live_later_is_not_noted_yet(home):
    page = home.add_child(instance=StandardPage(title="Later", slug="later", live=False))
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save_revision().publish()
    assert not SourceState.objects.filter(page=page.pk).exists()


def test_unpublishing_keeps_what_was_published_and_deleting_takes_it_away(page):
    page = published(page)
    page.unpublish()
    assert text_of(page)
    fresh(page).delete()
    assert not SourceState.objects.filter(page=page.pk).exists()


def test_an_alias_has_no_text_of_its_own(page, home):
    alias = fresh(page).create_alias(update_slug="alias", parent=home)
    published(page)
    assert not SourceState.objects.filter(page=alias.pk).exists()


def test_a_translation_in_plain_code_is_made_from_its_source_as_it_is(page, urdu_home, urdu):
    page = published(page)
    copy = live_copy(page, urdu, title="ہمارے بارے میں")
    assert origin_of(copy).made_from == text_of(page).fingerprint
    assert not SourceState.objects.filter(page=copy.pk).exists()


def test_a_source_that_was_never_noted_is_noted_with_its_first_translation(page, urdu_home, urdu):
    assert not SourceState.objects.filter(page=page.pk).exists()
    copy = live_copy(page, urdu)
    assert origin_of(copy).made_from == text_of(page).fingerprint == fingerprint(page)


def test_a_page_without_a_source_has_no_state(urdu_home, urdu):
    page = urdu_home.add_child(instance=StandardPage(title="صرف اردو", slug="only-urdu", locale=urdu))
    published(page)
    assert not TranslationState.objects.filter(page=page.pk).exists()


def test_a_translation_is_made_from_what_was_taken_over_and_not_from_a_later_text(page, urdu_home, urdu):
    page = published(page)
    before = text_of(page).fingerprint
    in_urdu(page, urdu)
    published(page, summary="Changed after it was taken over.")
    copy = publish(source=page, locale=urdu)
    assert origin_of(copy).made_from == before != text_of(page).fingerprint


def test_a_draft_that_waits_while_its_source_is_taken_over_again_is_made_from_the_older_text(page, urdu_home, urdu):
    page = published(page)
    before = text_of(page).fingerprint
    copy = translate(page=page, locale=urdu)  # a draft with the strings of this moment
    page = published(page, summary="Changed since.")
    sync(source=page)
    published(copy)
    assert origin_of(copy).made_from == before


def test_taking_over_without_a_change_makes_a_waiting_draft_no_older(page, urdu_home, urdu):
    page = published(page)
    copy = translate(page=page, locale=urdu)
    sync(source=published(page))
    published(copy)
    assert origin_of(copy).made_from == text_of(page).fingerprint


def test_a_draft_translation_has_no_date(page, urdu_home, urdu):
    copy = translate(page=published(page), locale=urdu)
    assert origin_of(copy).made_at is None
    assert origin_of(copy).made_from == ""


def test_the_date_of_a_translation_moves_with_the_text_it_is_made_from_only(page, urdu_home, urdu):
    page = published(page)
    copy = live_in(page, urdu)
    then = dated(origin_of(copy), "made_at")
    published(copy)
    assert origin_of(copy).made_at == then
    live_in(published(page, summary="Something new."), urdu)
    assert origin_of(copy).made_at > then


def test_publishing_a_translation_again_by_hand_does_not_make_it_newer_than_it_is(page, urdu_home, urdu):
    page = published(page)
    copy = live_in(page, urdu)
    before = origin_of(copy).made_from
    published(page, summary="Something new.")
    published(copy, title="ایک اور عنوان")
    assert origin_of(copy).made_from == before


@pytest.mark.django_db(transaction=True)
def test_publishing_in_wagtail_localizes_own_order_is_noted_too(home, urdu_home, urdu):
    """Outside a transaction it publishes first and logs afterwards."""
    from wagtail_localize.models import Translation

    page = published(home.add_child(instance=StandardPage(title="About us", slug="about")))
    in_urdu(page, urdu)
    page = published(page, title="About all of us")
    in_urdu(page, urdu)
    Translation.objects.get(source__object_id=page.translation_key).save_target(publish=True)
    copy = Page.objects.get(translation_key=page.translation_key, locale=urdu)
    assert copy.live
    assert origin_of(copy).made_from == text_of(page).fingerprint
    assert origin_of(copy).made_at


@pytest.mark.parametrize("kind", ["page", "story"])
def test_noting_a_text_that_is_known_costs_two_queries_however_many_terms_a_page_has(kind, request, django_assert_num_queries):
    noted = published(request.getfixturevalue(kind))
    with django_assert_num_queries(2):  # the page as it is stored · its state
        states.note_source(noted)


def repair(**options):
    out = StringIO()
    call_command("hub_repair", stdout=out, **options)
    return out.getvalue()


def test_repair_notes_what_was_published_before_there_was_a_table_and_then_finds_nothing(page, urdu_home, urdu):
    copy = live_copy(published(page), urdu)
    SourceState.objects.all().delete()
    TranslationState.objects.all().delete()
    with pytest.raises(CommandError, match="4 pages of which it is not noted what they say or were made from"):
        repair(check=True)
    assert "noted: 4" in repair()
    assert origin_of(copy).made_from == text_of(page).fingerprint
    assert origin_of(copy).made_at
    assert "the text of every page is noted" in repair(check=True)
    assert "the text of every page is noted" in repair()


def test_repair_leaves_drafts_and_aliases_alone(page, home, urdu_home, urdu):
    fresh(page).create_alias(update_slug="alias", parent=home)
    home.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    translate(page=page, locale=urdu)
    repair()
    assert set(SourceState.objects.values_list("page", flat=True)) == {home.pk, page.pk}
    assert list(TranslationState.objects.exclude(made_at=None).values_list("page", flat=True)) == [urdu_home.pk]


def test_noting_many_sources_costs_as_many_queries_for_30_as_for_3(home):
    def add(first, last):
        with unreferenced():
            for number in range(first, last):
                home.add_child(instance=StandardPage(title=f"Page {number}", slug=f"page-{number}"))

    states.fill()
    add(0, 3)
    with CaptureQueriesContext(connection) as few:
        assert states.fill() == 3
    add(3, 33)
    with CaptureQueriesContext(connection) as many:
        assert states.fill() == 30
    assert len(many) == len(few)
