"""Fields of blocks that refuse what has no place in text or in an address. All other blocks are built from them.

They subclass Wagtail's own, so that translation finds them by their class.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

#: controls but tab and line ends, overrides of writing direction, halves of pairs, non-characters
HIDDEN_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
#: what browsers drop from an address before they read its scheme
IGNORED_IN_ADDRESS = re.compile(r"[\x00-\x20]")
SAFE_SCHEMES = ("", "http", "https", "mailto", "tel")
PROSE_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


def refuse_hidden_characters(value: str | RichText) -> None:
    """Refuse text with a character that nobody sees and that breaks exports, mails or the direction of writing.

    Raises:
        ValidationError: names the character.
    """
    found = HIDDEN_CHARACTER.search(str(value.source) if isinstance(value, RichText) else str(value))
    if found:
        message = _("This holds a hidden character (%(code)s) that cannot be kept. Delete the words around it and type them again.")
        raise ValidationError(message, code="hidden_character", params={"code": f"U+{ord(found.group()):04X}"})


def is_safe_address(address: str) -> bool:
    """Return whether a browser may be sent to an address: a web address, mail, telephone, or a path of this site."""
    try:
        return urlsplit(IGNORED_IN_ADDRESS.sub("", address)).scheme.lower() in SAFE_SCHEMES
    except ValueError:  # brackets that are no IPv6 address
        return False


def refuse_unsafe_address(value: str) -> None:
    """Refuse ``javascript:``, ``data:`` and every other scheme that is no web address.

    Raises:
        ValidationError: says what to write instead.
    """
    if not is_safe_address(value):
        raise ValidationError(_("This link is not safe. Start it with https://"), code="unsafe_address")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value for name, value in attrs if name in ("href", "src", "action", "formaction") and value]


def refuse_unsafe_links(value: str | RichText) -> None:
    """Refuse rich text that links to an unsafe address; Wagtail's editor drops such links, imports and code do not.

    Raises:
        ValidationError: as :func:`refuse_unsafe_address`.
    """
    parser = _Links()
    parser.feed(str(value.source) if isinstance(value, RichText) else str(value))
    for address in parser.addresses:
        refuse_unsafe_address(address)


def refuse_empty_prose(value: str | RichText) -> None:
    """Refuse rich text of empty paragraphs, which Wagtail's editor sends for an empty field.

    Raises:
        ValidationError: asks for words.
    """
    html = str(value.source) if isinstance(value, RichText) else str(value)
    if not strip_tags(html).replace("\xa0", " ").replace("&nbsp;", " ").strip():
        raise ValidationError(_("Write something here, or take this block away."), code="required")


class LineBlock(blocks.CharBlock):
    """One line of plain text."""

    def __init__(self, *args: Any, validators: tuple[Any, ...] = (), max_length: int = 255, **kwargs: Any) -> None:
        super().__init__(*args, validators=(*validators, refuse_hidden_characters), max_length=max_length, **kwargs)


class LinesBlock(blocks.TextBlock):
    """Some lines of plain text."""

    def __init__(self, *args: Any, validators: tuple[Any, ...] = (), max_length: int = 1000, **kwargs: Any) -> None:
        super().__init__(*args, validators=(*validators, refuse_hidden_characters), max_length=max_length, **kwargs)


class ProseBlock(blocks.RichTextBlock):
    """Rich text with bold, italic, links and lists: no headings, which are a block, and no pictures."""

    def __init__(self, validators: tuple[Any, ...] = (), features: list[str] | None = None, **kwargs: Any) -> None:
        checks = (*validators, refuse_hidden_characters, refuse_unsafe_links)
        super().__init__(validators=checks, features=features or PROSE_FEATURES, **kwargs)

    def clean(self, value: RichText) -> RichText:
        cleaned = super().clean(value)
        if self.required and not self.is_deferred_validation:
            refuse_empty_prose(cleaned)
        return cleaned


class AddressBlock(blocks.URLBlock):
    """A web address."""

    def __init__(self, *args: Any, validators: tuple[Any, ...] = (), max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(*args, validators=(*validators, refuse_unsafe_address), max_length=max_length, **kwargs)
