"""One value for all the words of a page: it moves with them, and with nothing else."""

from __future__ import annotations

import pytest
from wagtail_localize.models import TranslationSource

from hub.models import FooterLink, StandardPage
from hub.translation.fingerprint import fingerprint, fingerprint_of_source
from tests.hub.translation.conftest import fresh

pytestmark = pytest.mark.django_db


def changed(page, **fields):
    """The fingerprint before and after a page is stored with other values."""
    before = fingerprint(page)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()
    return before, fingerprint(page)


def body(page, *texts):
    blocks = [{"type": "text", "value": text, "id": f"block-{number}"} for number, text in texts]
    return page.body.stream_block.to_python(blocks)


@pytest.mark.parametrize(
    "fields",
    [{"title": "About you"}, {"summary": "Who else runs it."}, {"seo_title": "About"}, {"menu_label": "Us"}],
    ids=lambda fields: next(iter(fields)),
)
def test_every_word_counts(page, fields):
    before, after = changed(page, **fields)
    assert before != after


def test_words_in_the_body_count_and_so_does_their_order(page):
    page.body = body(page, (1, "<p>One.</p>"), (2, "<p>Two.</p>"))
    page.save()
    _before, after = changed(page, body=body(page, (1, "<p>One.</p>"), (2, "<p>Two!</p>")))
    assert _before != after
    before, after = changed(page, body=body(page, (2, "<p>Two!</p>"), (1, "<p>One.</p>")))
    assert before != after


@pytest.mark.parametrize("fields", [{"slug": "elsewhere"}, {"show_in_menus": True}, {"has_unpublished_changes": True}])
def test_what_is_no_word_does_not_count(page, fields):
    before, after = changed(page, **fields)
    assert before == after


def test_words_of_inline_rows_count(home):
    row = FooterLink.objects.create(page=home, text="Privacy", link_url="/privacy/", locale=home.locale)
    before = fingerprint(home)
    FooterLink.objects.filter(pk=row.pk).update(text="Your privacy")
    assert fingerprint(home) != before


def test_empty_texts_and_no_text_are_the_same_and_a_page_of_nothing_has_a_fingerprint_too(home):
    page = home.add_child(instance=StandardPage(title="?", slug="nothing"))
    before, after = changed(page, summary="", search_description="")
    assert before == after
    assert len(after) == 64


def test_what_wagtail_localize_holds_has_the_same_fingerprint_as_the_page_it_holds(story, home, page):
    FooterLink.objects.create(page=home, text="Privacy", link_url="/privacy/", locale=home.locale)
    for held in (story, home, page):
        source, _created = TranslationSource.get_or_create_from_instance(fresh(held))
        assert fingerprint_of_source(source) == fingerprint(held), held.title


def test_what_wagtail_localize_holds_is_asked_for_in_one_query(story, django_assert_num_queries):
    source, _created = TranslationSource.get_or_create_from_instance(fresh(story))
    with django_assert_num_queries(1):  # all segments with path and text
        fingerprint_of_source(source)
