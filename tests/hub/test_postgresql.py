"""What only PostgreSQL can get wrong: plans, lengths, signs it refuses."""

from __future__ import annotations

import pytest
from django.db import connection
from wagtail.models import Page

from hub.models import StandardPage
from hub.navigation import labelled
from hub.search import find

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
PAGES = 5_000


def ask(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def plan(queryset):
    statement, values = queryset.query.sql_with_params()
    return "\n".join(ask(f"EXPLAIN {statement}", values))


@pytest.fixture
def many_pages(home):
    """Five thousand pages beside one that is the only one with a rare word; the planner has seen them."""
    page = home.add_child(instance=StandardPage(title="Xylophones", slug="one", summary="A rare word"))
    number = f"generate_series(1, {PAGES}) AS n"
    ask(
        """INSERT INTO wagtailcore_page SELECT (jsonb_populate_record(one, jsonb_build_object(
            'id', 1000000 + n, 'path', path || lpad(n::text, 4, '0'), 'depth', depth + 1, 'translation_key', gen_random_uuid(),
            'slug', 'page-' || n, 'url_path', url_path || n || '/'
        ))).* FROM wagtailcore_page AS one, """ + number + " WHERE one.id = %s",
        [page.pk],
    )  # fmt: skip
    ask(
        """INSERT INTO wagtailsearch_indexentry SELECT (jsonb_populate_record(one, jsonb_build_object(
            'id', 1000000 + n, 'object_id', (1000000 + n)::text, 'title', to_tsvector('page ' || n),
            'body', to_tsvector('words of all pages')
        ))).* FROM wagtailsearch_indexentry AS one, """ + number + " WHERE one.object_id = %s",
        [str(page.pk)],
    )  # fmt: skip
    ask("ANALYZE")
    return page


def test_search_uses_the_index_on_title_and_body(many_pages):
    found = find("xylophone", Page.objects.live())

    assert "hub_search_title_and_body" in plan(found)
    assert list(found.values_list("pk", flat=True)) == [many_pages.pk]
    assert find("words of pages", Page.objects.live()).count() == PAGES


def test_search_finds_other_forms_of_a_word_and_minds_no_small_words(home):
    home.add_child(instance=StandardPage(title="Leading the meetings", slug="one"))
    assert find("leads a meeting", StandardPage.objects.all()).count() == 1


def test_labels_of_a_menu_are_not_worth_compiling(home):
    """PostgreSQL compiles what it expects to be dear, and takes a second for it: with joins it expected 10^18 units."""
    (limit,) = ask("SHOW jit_above_cost")
    first = plan(labelled(Page.objects.live())).splitlines()[0]
    assert float(first.partition("..")[2].split()[0]) < float(limit)
