"""The list of blocks, and what a host may do to it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.blocks import StructBlock

from cl_blocks import checks
from cl_blocks.stream import BodyBlock

NAMES = ["heading", "text", "quote", "steps", "image", "changes", "callout", "notice", "download", "action"]
HOURS = ("hours", "tests.hostapp.blocks.OpeningTimesBlock")


def test_body_offers_ten_blocks_in_four_groups(body_block):
    assert list(body_block.child_blocks) == NAMES
    assert [len(members) for _name, members in body_block.grouped_child_blocks()] == [4, 2, 2, 2]


def test_host_removes_a_block_by_setting(settings):
    settings.CL_HUB = {"BODY_BLOCKS_REMOVED": ["quote", "no_such_block"]}
    assert list(BodyBlock().child_blocks) == [name for name in NAMES if name != "quote"]


def test_host_adds_a_block_by_setting(settings):
    settings.CL_HUB = {"BODY_BLOCKS_ADDED": [HOURS]}
    block = BodyBlock()
    assert [*NAMES, "hours"] == list(block.child_blocks)
    value = block.to_python([{"type": "hours", "value": {"place": "<Library>", "hours": "9 to 5"}}])
    assert '<p class="host-opening-times">&lt;Library&gt;: 9 to 5</p>' in str(value)


def test_host_block_takes_the_place_of_ours(settings):
    settings.CL_HUB = {"BODY_BLOCKS_ADDED": [("quote", HOURS[1])]}
    block = BodyBlock()
    assert list(block.child_blocks) == NAMES
    assert "place" in block.child_blocks["quote"].child_blocks


def test_removed_block_leaves_the_rest_of_a_page(settings):
    settings.CL_HUB = {"BODY_BLOCKS_REMOVED": ["quote"]}
    value = BodyBlock().to_python(
        [{"type": "quote", "value": {"text": "Gone"}}, {"type": "heading", "value": {"text": "Stays", "size": "large"}}]
    )
    assert "Stays" in str(value)
    assert "Gone" not in str(value)


@pytest.mark.parametrize(
    "entry", ["word", ("a",), ("a", "no.such.Block"), ("a", "nodots"), ("a", None), ("a", "json.dumps"), (1, HOURS[1])]
)
def test_wrong_entry_is_reported_in_words_and_breaks_nothing(settings, entry):
    settings.CL_HUB = {"BODY_BLOCKS_ADDED": [entry]}
    assert list(BodyBlock().child_blocks) == NAMES
    assert [message.id for message in checks.check_settings()] == ["cl_blocks.E002"]


def test_right_settings_pass_the_checks(settings):
    settings.CL_HUB = {"BODY_BLOCKS_ADDED": [HOURS], "BODY_BLOCKS_REMOVED": ["quote"], "PICTURE_WIDTHS": [320, 640]}
    assert checks.check_settings() == []


def test_misspelt_removed_block_is_a_warning(settings):
    settings.CL_HUB = {"BODY_BLOCKS_REMOVED": ["qoute"]}
    (message,) = checks.check_settings()
    assert (message.id, "quote" in message.hint) == ("cl_blocks.W002", True)


@pytest.mark.parametrize("widths", [[], [0], ["400"], 400, [400.5], [True], [20000]])
def test_wrong_picture_widths_are_an_error(settings, widths):
    settings.CL_HUB = {"PICTURE_WIDTHS": widths}
    assert [message.id for message in checks.check_settings()] == ["cl_blocks.E003"]


def test_cl_blocks_has_no_models_and_so_no_migrations(db, capsys):
    call_command("makemigrations", "cl_blocks", "--check", "--dry-run")
    assert "No changes detected" in capsys.readouterr().out


def test_every_field_of_text_is_found_by_translation(body_block):
    """wagtail-localize goes by class: text must be a CharBlock, TextBlock or RichTextBlock, and hold no own extractor."""
    from wagtail import blocks

    readable = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.ChooserBlock, blocks.URLBlock)
    silent = (blocks.ChoiceBlock, blocks.IntegerBlock, blocks.BooleanBlock)

    def leaves(block):
        if isinstance(block, StructBlock):
            for child in block.child_blocks.values():
                yield from leaves(child)
        elif isinstance(block, blocks.ListBlock):
            yield from leaves(block.child_block)
        else:
            yield block

    for block in body_block.child_blocks.values():
        for leaf in leaves(block):
            assert isinstance(leaf, readable + silent), leaf
