"""What a card shows. Templates take these values, never a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Badge:
    """A principle as shown to visitors: its patch, its name, and where it leads.

    Attributes:
        number: 1 to 8.
        svg: the patch in the academy's colours, decorative.
        url: gallery address filtered by it, or "".
    """

    number: int
    name: str
    svg: SafeString
    url: str = ""
    short: str = ""


NO_ART = SafeString("")


@dataclass(frozen=True)
class Card:
    """One linked thing in a list.

    Attributes:
        art: the drawing (inline SVG) or picture (``<picture>``) in 3:2, decorative; "" for none.
        kicker: small line above the headline, such as the academy's name; "" for none.
        meta: parts of the bottom line, joined by a middle dot.
        reason: why it is shown here ("Also shows …"); "" for none.
        lang: the language of title and text, where it is not the page's; "" where it is.
        hreflang: the language of the page it leads to, where it is not this page's.
    """

    url: str
    title: str
    text: str = ""
    art: SafeString = NO_ART
    kicker: str = ""
    badge: Badge | None = None
    meta: Sequence[str] = field(default_factory=tuple)
    reason: str = ""
    lang: str = ""
    hreflang: str = ""


@dataclass(frozen=True)
class Offer:
    """A toolkit that can be asked for.

    Attributes:
        url: the form, with the toolkit chosen. about_url: the page that says what is in it.
        lang: the language of title and text, where it is not the page's; "" where it is.
    """

    title: str
    url: str
    text: str = ""
    about_url: str = ""
    lang: str = ""
