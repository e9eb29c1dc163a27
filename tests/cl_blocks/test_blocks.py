"""Each block: what it shows, what it escapes, what it refuses, what its preview looks like."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.rich_text import RichText

from cl_blocks.inputs import PROSE_FEATURES, is_safe_address

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:1 }}"
ROW = {"label": EVIL, "before": EVIL, "now": EVIL, "before_share": 10, "now_share": 90}
EVIL_VALUES = {
    "heading": {"text": EVIL, "size": EVIL},
    "quote": {"text": EVIL, "name": EVIL, "role": EVIL, "organisation": EVIL},
    "steps": {"title": EVIL, "steps": [{"title": EVIL, "text": EVIL}]},
    "image": {"image": None, "caption": EVIL, "credit": EVIL},
    "changes": {"source": EVIL, "rows": [ROW]},
    "callout": {"title": EVIL, "text": "<p>plain</p>"},
    "notice": {"title": EVIL, "text": "<p>plain</p>", "support_line": EVIL},
    "download": {"document": None, "title": EVIL, "description": EVIL},
    "action": {"label": EVIL, "page": None, "url": 'https://x.example/"><script>'},
}


@pytest.mark.parametrize("name", EVIL_VALUES)
def test_hostile_text_is_escaped(db, render, name):
    html = render(name, EVIL_VALUES[name], is_preview=True)
    assert "<script" not in html
    assert "<img src=x" not in html
    assert "{{ 7|add:1 }}" in html or name == "action" or "{{ 7|add:1 }}" in html.replace("&#x27;", "'")
    assert "&lt;script&gt;" in html


def test_no_block_carries_style_or_script(body_block):
    for block in body_block.child_blocks.values():
        html = block.render(block.get_preview_value(), {"is_preview": True})
        assert not re.search(r"<(style|script)|\sstyle=|\son\w+=", html)


# headings


@pytest.mark.parametrize(
    ("base", "size", "tag"),
    [
        (None, "large", "h2"),
        (None, "small", "h3"),
        (3, "large", "h3"),
        (3, "small", "h4"),
        ("x", "large", "h2"),
        (99, "small", "h6"),
        (0, "large", "h2"),
        (True, "large", "h2"),
    ],
)
def test_heading_level_follows_the_page(render, base, size, tag):
    context = {} if base is None else {"heading_base": base}
    assert f"<{tag} " in render("heading", {"text": "Hello", "size": size}, **context)


def test_titles_of_other_blocks_follow_the_page_too(render):
    assert "<h3 " in render("callout", {"title": "Before you start", "text": "<p>x</p>"}, heading_base=3)
    assert "<h3 " in render("steps", {"title": "How", "steps": [{"title": "a", "text": ""}]}, heading_base=3)


# quote


@pytest.mark.parametrize("typed", ["Ask us first", "“Ask us first”", '"Ask us first"', " 'Ask us first' "])
def test_quote_gets_quotation_marks_once(render, typed):
    html = render("quote", {"text": typed, "name": "Imran", "role": "", "organisation": "Millbeck"})
    assert "<p>“Ask us first”</p>" in html
    assert ">Imran, Millbeck</figcaption>" in html


def test_quote_keeps_marks_inside(render):
    assert "“They said “no” to us”" in render("quote", {"text": "They said “no” to us", "name": "", "role": "", "organisation": ""})


def test_quote_without_name_has_no_caption(render):
    assert "figcaption" not in render("quote", {"text": "Ask us", "name": "", "role": "", "organisation": ""})


# notes


def test_notice_has_a_title_of_its_own_and_names_the_support_line(render):
    html = render("notice", {"title": "", "text": "<p>Restraint.</p>", "support_line": "Samaritans, 116 123"})
    assert "Before you read on" in html
    assert "<bdi>Samaritans, 116 123</bdi>" in html


# changes


def test_changes_draw_bars_without_style_attributes(render):
    row = {"label": "Time", "before": "2 days", "now": "10 days", "before_share": 20, "now_share": 100}
    html = render("changes", {"source": "records", "rows": [row]})
    assert re.findall(r'<svg[^>]* width="([\d.]+%)"', html) == ["12.4%", "62.0%"]
    assert "2 days" in html
    assert "10 days" in html
    assert "Source: records" in html
    assert html.index("Before") < html.index("Now")


@pytest.mark.parametrize(("share", "width"), [(-5, "0.0%"), (250, "62.0%"), (None, "0.0%"), (1e300, "62.0%")])
def test_bar_never_leaves_its_line(render, share, width):
    row = {"label": "Time", "before": "a", "now": "b", "before_share": share, "now_share": 0}
    assert f'width="{width}"' in render("changes", {"source": "", "rows": [row]})


# what the editor refuses

GOOD = {
    "heading": {"text": "Hello", "size": "large"},
    "text": "<p>Hello</p>",
    "quote": {"text": "Hello", "name": "", "role": "", "organisation": ""},
    "steps": {"title": "", "steps": [{"title": "Hello", "text": ""}]},
    "changes": {"source": "us", "rows": [{"label": "Hello", "before": "1", "now": "2", "before_share": 1, "now_share": 2}]},
    "callout": {"title": "", "text": "<p>Hello</p>"},
    "notice": {"title": "", "text": "<p>Hello</p>", "support_line": ""},
    "action": {"label": "Hello", "page": None, "url": "https://hub.example/"},
}


def with_text(value, text):
    """The same value with every ``Hello`` replaced."""
    if isinstance(value, dict):
        return {key: with_text(part, text) for key, part in value.items()}
    if isinstance(value, list):
        return [with_text(part, text) for part in value]
    return value.replace("Hello", text) if isinstance(value, str) else value


def clean(body_block, name, value):
    return body_block.child_blocks[name].clean(body_block.child_blocks[name].to_python(value))


@pytest.mark.parametrize("name", GOOD)
def test_good_value_is_accepted(db, body_block, name):
    clean(body_block, name, GOOD[name])


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x85", "\u202e", "\ufffe"])
@pytest.mark.parametrize("name", GOOD)
def test_hidden_character_is_refused_with_its_name(db, body_block, name, character):
    with pytest.raises(ValidationError) as refused:
        clean(body_block, name, with_text(GOOD[name], f"Hel{character}lo"))
    assert f"U+{ord(character):04X}" in str(messages(refused.value))


def messages(error: ValidationError) -> list[str]:
    """All messages of an error of nested blocks."""
    nested = getattr(error, "block_errors", None)
    if nested is None:
        return list(error.messages)
    parts = nested.values() if isinstance(nested, dict) else nested
    return [text for part in parts if part is not None for text in messages(part)]


def test_tabs_line_ends_and_marks_of_direction_are_kept(body_block):
    value = clean(
        body_block, "quote", {"text": "one\ntwo\tthree \u200f\u2067four\u2069", "name": "", "role": "", "organisation": ""}
    )
    assert value["text"] == "one\ntwo\tthree \u200f\u2067four\u2069"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:x",
        " data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "http://[::1",
    ],
)
def test_unsafe_address_is_refused_everywhere(db, body_block, href):
    assert not is_safe_address(href)
    with pytest.raises(ValidationError):
        clean(body_block, "text", f'<p><a href="{href}">x</a></p>')
    with pytest.raises(ValidationError):
        clean(body_block, "action", {"label": "Go", "page": None, "url": href})


@pytest.mark.parametrize("href", ["https://hub.example/a?b=c#d", "/toolkits/", "#part", "mailto:a@b.example", "tel:08081570142"])
def test_safe_address_is_accepted_in_text(body_block, href):
    assert href in clean(body_block, "text", f'<p><a href="{href}">x</a></p>').source


@pytest.mark.parametrize("empty", ["", "<p></p>", "<p> </p>", "<p>&nbsp;</p>"])
def test_empty_text_is_refused_but_may_stand_in_a_draft(body_block, empty):
    block = body_block.child_blocks["text"]
    with pytest.raises(ValidationError):
        block.clean(RichText(empty))
    assert block.clean_deferred(RichText(empty)).source == empty


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heading", {"text": "x" * 10_000, "size": "large"}),
        ("heading", {"text": "", "size": "large"}),
        ("heading", {"text": "x", "size": "huge"}),
        ("quote", {"text": "x" * 601, "name": "", "role": "", "organisation": ""}),
        ("steps", {"title": "", "steps": []}),
        ("changes", {"source": "us", "rows": GOOD["changes"]["rows"] * 4}),
        ("changes", {"source": "us", "rows": [{**GOOD["changes"]["rows"][0], "now_share": 101}]}),
        ("changes", {"source": "us", "rows": [{**GOOD["changes"]["rows"][0], "before_share": -1}]}),
    ],
)
def test_value_outside_its_bounds_is_refused(body_block, name, value):
    with pytest.raises(ValidationError):
        clean(body_block, name, value)


def test_text_offers_six_features(body_block):
    assert body_block.child_blocks["text"].features == PROSE_FEATURES == ["bold", "italic", "link", "document-link", "ol", "ul"]


# preview and chooser


def test_every_block_says_what_it_is_for(body_block):
    for name, block in body_block.child_blocks.items():
        assert block.is_previewable, name
        assert len(str(block.get_description())) > 30, name
        assert block.meta.group, name
        assert block.meta.icon != "placeholder", name


def test_every_block_has_a_preview_that_renders(client, superuser, body_block):
    client.force_login(superuser)
    for name, block in body_block.child_blocks.items():
        response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert response.status_code == 200, name
        assert 'class="hub-block' in response.content.decode(), name


def test_preview_shows_before_the_assets_are_built(settings, tmp_path):
    from cl_blocks.templatetags.cl_blocks import block_stylesheet

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    assert block_stylesheet() == ""


def test_editor_of_a_body_opens(db, body_block):
    """The definition of all blocks can be packed for the editor's JavaScript."""
    from wagtail.blocks.base import BlockWidget

    assert "opening" not in BlockWidget(body_block).block_json
