"""Hostile JSON in a body: the page renders, nothing raises, what is sound is shown."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils.translation import gettext_lazy

from tests.cl_blocks.leaflets import store

HOSTILE = [
    "null",
    '"{broken"',
    '"str"',
    "[1, 2]",
    "5",
    "true",
    '{"a": 1}',
    "[[]]",
    '[["heading", {}]]',
    "[null]",
    '"[1,2]"',
    '"null"',
    '"5"',
    '[{"type": "nobody", "value": 1}]',
    '[{"type": "heading"}]',
    '[{"value": {}}]',
    '[{"type": null, "value": 1}]',
    '[{"type": ["heading"], "value": 1}]',
    '[{"type": {"a": 1}, "value": 1}]',
    '[{"type": "heading", "value": "str"}]',
    '[{"type": "heading", "value": null}]',
    '[{"type": "heading", "value": {"text": ["x"]}}]',
    '[{"type": "heading", "value": {"text": {}}}]',
    '[{"type": "heading", "value": {"text": "x", "size": ["a"]}}]',
    pytest.param('[{"type": "heading", "value": {"text": "\\ud800"}}]', marks=pytest.mark.sqlite),  # PostgreSQL does not take it
    '[{"type": "text", "value": 5}]',
    '[{"type": "text", "value": {}}]',
    '[{"type": "text", "value": "<a linktype=\\"page\\" id=\\"abc\\">x</a>"}]',
    '[{"type": "text", "value": "<a linktype=\\"page\\">x</a>"}]',
    '[{"type": "text", "value": "<a id=\\"99999999999999999999\\" linktype=\\"document\\">x</a>"}]',
    '[{"type": "image", "value": 5}]',
    '[{"type": "image", "value": {"image": "abc"}}]',
    '[{"type": "image", "value": {"image": {"image": [1]}}}]',
    '[{"type": "image", "value": {"image": {"image": 999999}}}]',
    '[{"type": "image", "value": {}}]',
    '[{"type": "image", "value": {"image": {"image": 1e400, "alt_text": "x"}}}]',
    '[{"type": "steps", "value": {"steps": 5}}]',
    '[{"type": "steps", "value": {"steps": [1, null]}}]',
    '[{"type": "steps", "value": {"steps": [{"title": 1}]}}]',
    '[{"type": "steps", "value": {"steps": [{"type": "item", "value": 3, "id": "x"}]}}]',
    '[{"type": "download", "value": {"document": "abc"}}]',
    '[{"type": "download", "value": {"document": 99999999999999999999999}}]',
    '[{"type": "download", "value": {"document": 77, "title": "x"}}]',
    '[{"type": "download", "value": {"document": -1}}]',
    '[{"type": "action", "value": {"label": "x", "page": true}}]',
    '[{"type": "action", "value": {"label": "x", "url": "http://[::1"}}]',
    '[{"type": "changes", "value": {"rows": [{"label": "x", "now_share": "abc"}]}}]',
    '[{"type": "changes", "value": {"rows": {}}}]',
    '[{"type": "changes", "value": {"rows": [{"label": "x", "now_share": 1e300, "before_share": -5}]}}]',
    '[{"type": "quote", "value": {"text": null, "name": null}}]',
    '[{"type": "callout", "value": {"text": null}}]',
]


@pytest.mark.parametrize("raw", HOSTILE)
def test_hostile_json_renders_and_never_raises(leaflets, live_model, raw):
    store(raw)
    leaflet = live_model.objects.get()
    html = str(leaflet.body) + leaflet.body.render_as_block({"heading_base": 3})
    html.encode()
    field = live_model._meta.get_field("body")
    field.get_searchable_content(leaflet.body)
    list(field.extract_references(leaflet.body))
    field.stream_block.get_form_state(leaflet.body)
    leaflet.save()
    assert "None" not in html


def test_brackets_nested_too_deep_give_an_empty_body(live_model):
    deep = "[" * 100_000
    field = live_model._meta.get_field("body")
    assert len(field.to_python(deep)) == 0
    assert len(field.from_db_value(deep, None, connection)) == 0


def test_sound_blocks_survive_beside_a_broken_one(leaflets, live_model):
    store('[{"type": "heading"}, {"type": "heading", "value": {"text": "Still here", "size": "large"}, "id": ["no id"]}, 3]')
    body = live_model.objects.get().body
    assert [child.value["text"] for child in body] == ["Still here"]
    assert "Still here" in str(body)


def test_rich_text_links_to_pages_are_not_taken_for_broken_ones(live_model):
    raw = [
        {"type": "text", "value": '<p><a linktype="page" id="3">a</a> <a id="4" linktype="document">b</a> <a href="/x">c</a></p>'}
    ]
    assert len(live_model(body=raw).body) == 1


def test_words_that_are_still_to_be_translated_are_words(live_model):
    body = live_model(body=[{"type": "heading", "value": {"text": gettext_lazy("Hello"), "size": "large"}}]).body
    assert "Hello" in str(body)


@pytest.mark.parametrize("value", [{}, {"image": None}, {"image": 3}])
def test_image_without_its_parts_gets_the_form_that_translation_reads(live_model, value):
    (item,) = live_model(body=[{"type": "image", "value": value}]).body.raw_data
    assert item["value"]["image"] == {"image": value.get("image"), "alt_text": "", "decorative": False}


def test_text_that_is_null_is_empty_text_for_translation(live_model):
    steps = {"title": None, "steps": [{"type": "item", "value": {"title": None, "text": "x"}, "id": "i"}, {"title": None}]}
    (item,) = live_model(body=[{"type": "steps", "value": steps}]).body.raw_data
    assert item["value"] == {
        "title": "",
        "steps": [{"type": "item", "value": {"title": "", "text": "x"}, "id": "i"}, {"title": "", "text": ""}],
    }
