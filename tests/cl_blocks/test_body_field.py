"""BodyField: no block list in migrations and nothing lost in migrations."""

from __future__ import annotations

import json

import pytest
from django.db import connection, models
from django.db.migrations import RunPython
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.serializer import serializer_factory
from django.db.migrations.state import ModelState, ProjectState
from wagtail.blocks import CharBlock, StreamBlock, StreamValue
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import RenameStreamChildrenOperation

from cl_blocks.fields import BodyField
from cl_blocks.kept import KeptValue
from tests.cl_blocks.leaflets import state_with, store, stored


class ShortBlock(StreamBlock):
    """A block list of one."""

    line = CharBlock()


def short_block():
    return ShortBlock()


def run_in_migration(state: ProjectState, code) -> None:
    """Run a data migration's function with the models Django would give it."""
    editor = connection.SchemaEditorClass(connection)
    RunPython(code).database_forwards("hostapp", editor, state, state.clone())


# (a) what stands in a migration


def test_field_deconstructs_without_blocks():
    field = BodyField(ShortBlock, blank=True, max_num=3, block_counts={"line": {"max_num": 1}})
    assert field.deconstruct()[1:] == ("cl_blocks.fields.BodyField", [], {"blank": True})


def test_field_is_written_to_a_migration_in_one_line():
    code, imports = serializer_factory(BodyField(blank=True)).serialize()
    assert code == "cl_blocks.fields.BodyField(blank=True)"
    assert imports == {"import cl_blocks.fields"}


def test_autodetector_sees_no_change_when_the_block_list_changes(settings):
    before = state_with(BodyField(blank=True))
    settings.CL_HUB = {"BODY_BLOCKS_REMOVED": ["quote"], "BODY_BLOCKS_ADDED": [("hours", "tests.hostapp.blocks.OpeningTimesBlock")]}
    for after in (BodyField(blank=True), BodyField(ShortBlock, blank=True), BodyField([("a", CharBlock())], blank=True, min_num=1)):
        assert MigrationAutodetector(before, state_with(after))._detect_changes() == {}


def test_autodetector_sees_a_change_of_the_column():
    changes = MigrationAutodetector(state_with(BodyField()), state_with(BodyField(null=True)))._detect_changes()
    assert changes["hostapp"]


@pytest.mark.parametrize(
    "source", [ShortBlock, ShortBlock(), f"{__name__}.ShortBlock", f"{__name__}.short_block", short_block, [("line", CharBlock())]]
)
def test_field_takes_its_blocks_from_any_source(source):
    assert list(BodyField(source, max_num=2).stream_block.child_blocks) == ["line"]
    assert BodyField(source, max_num=2).stream_block.meta.max_num == 2


def test_clone_keeps_blocks_and_counts():
    copy = BodyField(ShortBlock, max_num=2).clone()
    assert list(copy.stream_block.child_blocks) == ["line"]
    assert copy.stream_block.meta.max_num == 2


# (b) the guard: a historical model gives back what it read

BODIES = [
    '[{"type": "heading", "value": {"text": "Hello", "size": "large"}, "id": "a"}]',
    '[{"type": "gone_long_ago", "value": {"deep": [1, 2, {"x": null}]}, "id": "b"}, {"type": "text", "value": "<p>\\u00e9</p>"}]',
    '[{"value": 1}, 7, "word", null, {"type": 3}, {"type": "text"}]',
    '"{broken"',
    '"[1, 2]"',
    "null",
    "[1, 2]",
    '{"a": 1}',
    "[]",
]


@pytest.mark.parametrize("raw", BODIES)
def test_saving_a_historical_model_keeps_the_body_byte_for_byte(leaflets, raw):
    store(raw)
    before = stored()  # PostgreSQL puts keys in an order of its own

    def touch_every_row(apps, schema_editor):
        for leaflet in apps.get_model("hostapp", "Leaflet").objects.all():
            list(leaflet.body)
            leaflet.save()

    run_in_migration(leaflets, touch_every_row)
    assert stored() == before


def test_saving_a_historical_model_keeps_a_body_without_the_guard_it_would_not(leaflets, monkeypatch):
    store(BODIES[1])
    monkeypatch.setattr("cl_blocks.fields.HISTORICAL_MODULE", "nothing")
    blind = state_with(BodyField(ShortBlock, blank=True))
    run_in_migration(blind, lambda apps, _editor: apps.get_model("hostapp", "Leaflet").objects.get().save())
    assert stored() == "[]"


def test_data_migration_reads_and_changes_raw_blocks(leaflets):
    store(BODIES[1])

    def shout(apps, schema_editor):
        leaflet = apps.get_model("hostapp", "Leaflet").objects.get()
        assert isinstance(leaflet.body, KeptValue)
        assert [child.block_type for child in leaflet.body] == ["gone_long_ago", "text"]
        leaflet.body[1].value = "<p>NEW</p>"
        leaflet.save()

    run_in_migration(leaflets, shout)
    first, second = json.loads(stored())
    assert first == {"type": "gone_long_ago", "value": {"deep": [1, 2, {"x": None}]}, "id": "b"}
    assert (second["type"], second["value"]) == ("text", "<p>NEW</p>")


def test_data_migration_changes_raw_data_in_place(leaflets):
    store(BODIES[0])

    def rename(apps, schema_editor):
        leaflet = apps.get_model("hostapp", "Leaflet").objects.get()
        leaflet.body.raw_data[0]["value"]["text"] = "Bye"
        leaflet.save()

    run_in_migration(leaflets, rename)
    assert json.loads(stored())[0]["value"] == {"text": "Bye", "size": "large"}


@pytest.mark.parametrize("given", [[{"type": "other", "value": 1, "id": "x"}], '[{"type": "other", "value": 1, "id": "x"}]'])
def test_data_migration_assigns_a_new_body(leaflets, given):
    store(BODIES[0])

    def assign(apps, schema_editor):
        leaflet = apps.get_model("hostapp", "Leaflet").objects.get()
        leaflet.body = given
        leaflet.save()

    run_in_migration(leaflets, assign)
    assert json.loads(stored()) == [{"type": "other", "value": 1, "id": "x"}]


def test_wagtails_own_stream_migration_works(leaflets):
    store('[{"type": "title", "value": {"text": "Hello"}, "id": "a"}, {"type": "text", "value": "<p>x</p>", "id": "b"}]')
    leaflets.add_model(ModelState("wagtailcore", "Revision", [("id", models.BigAutoField(primary_key=True))]))
    operation = MigrateStreamData("hostapp", "Leaflet", "body", [(RenameStreamChildrenOperation("title", "heading"), "")])
    operation.database_forwards("hostapp", connection.SchemaEditorClass(connection), leaflets, leaflets.clone())
    assert [item["type"] for item in json.loads(stored())] == ["heading", "text"]


# what a StreamField does


def test_field_still_does_what_a_streamfield_does(leaflets, live_model, document):
    leaflet = live_model(
        body=[
            ("heading", {"text": "Pay people", "size": "large"}),
            ("download", {"document": document, "title": "", "description": ""}),
        ]
    )
    leaflet.save()
    leaflet = live_model.objects.get()
    field = live_model._meta.get_field("body")
    assert isinstance(leaflet.body, StreamValue)
    assert "Pay people" in field.get_searchable_content(leaflet.body)
    assert [(model, key) for model, key, _path, _content in field.extract_references(leaflet.body)] == [
        (type(document), str(document.pk))
    ]
    assert json.loads(field.value_to_string(leaflet))[0]["type"] == "heading"


def test_wrong_pairs_from_code_still_raise(live_model):
    with pytest.raises((TypeError, ValueError)):
        live_model(body=[("heading",)])
