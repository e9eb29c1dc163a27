"""The chosen filters as a sentence: "14 stories are [Organisational ×] and show [Control through partnership ×]".

Each clause is one translatable phrase with a gap for what was chosen, so that a language may put its verb before or after
the gap. Some languages also turn the sentence round when nothing was found ("there is no story that …"); those phrases
are apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from case_studies.enums import Facet
from case_studies.facets.choices import Choices

GAP = "%(choices)s"


@dataclass(frozen=True)
class Chip:
    """One choice and the address without it. ``joiner`` stands before it: "or", or ""."""

    label: str
    remove_url: str
    joiner: str = ""


@dataclass(frozen=True)
class Clause:
    """What is said of the stories: words before the chips, and in some languages words after them.

    ``joiner`` stands before it all: "and", or "".
    """

    lead: str
    chips: tuple[Chip, ...]
    joiner: str = ""
    tail: str = ""


@dataclass(frozen=True)
class Sentence:
    """``subject`` is said strongly: "14 stories". Without clauses it stands alone."""

    subject: str
    clauses: tuple[Clause, ...] = ()
    clear_url: str = ""


def subject(number: int) -> str:
    """Return "14 stories", "1 story" or "No stories"."""
    return ngettext("%(number)d story", "%(number)d stories", number) % {"number": number} if number else _("No stories")


def sentence(choices: Choices, number: int, base: str) -> Sentence:
    """Return the sentence for ``number`` stories found; ``base`` is the address of the gallery."""
    clauses: list[Clause] = []
    for facet, terms in choices.terms.items():
        chips = _chips((term.name, base + choices.query(without=term)) for term in terms)
        # "… and show Information from South Coast": the academy brings its own joining word where a language needs one.
        joined = facet != Facet.ACADEMY and bool(clauses)
        clauses.append(_clause(_phrase(facet, number, first=not clauses), chips, joined=joined))
    if choices.words:
        chips = _chips([(_("“%(words)s”") % {"words": choices.words.text}, base + choices.query(words=False))])
        clauses.append(_clause(_phrase(None, number, first=not clauses), chips, joined=bool(clauses)))
    who = subject(number) if number or not clauses else pgettext("no story was found that …", "No stories")
    return Sentence(who, tuple(clauses), base if clauses else "")


def _clause(phrase: str, chips: tuple[Chip, ...], *, joined: bool) -> Clause:
    lead, _gap, tail = phrase.partition(GAP)
    return Clause(lead.strip(), chips, pgettext("between two clauses", "and") if joined else "", tail.strip())


def _chips(pairs: Iterable[tuple[str, str]]) -> tuple[Chip, ...]:
    return tuple(Chip(label, url, pgettext("between two choices", "or") if at else "") for at, (label, url) in enumerate(pairs))


def _phrase(facet: Facet | None, number: int, *, first: bool) -> str:
    """What is said of the stories about one filter; ``None`` stands for the words that were searched."""
    if facet == Facet.ACADEMY:
        return _from_an_academy(number, first=first)
    if not number:
        return _of_no_story(facet)
    return {
        Facet.LEVEL: ngettext("is %(choices)s", "are %(choices)s", number),
        Facet.PRINCIPLE: ngettext("shows %(choices)s", "show %(choices)s", number),
        Facet.CAPABILITY: ngettext("helps staff %(choices)s", "help staff %(choices)s", number),
        Facet.SECTOR: ngettext("comes from the %(choices)s", "come from the %(choices)s", number),
        Facet.TOPIC: ngettext("is about %(choices)s", "are about %(choices)s", number),
        None: ngettext("mentions %(choices)s", "mention %(choices)s", number),
    }[facet]


def _of_no_story(facet: Facet | None) -> str:
    return {
        Facet.LEVEL: pgettext("no story was found that …", "are %(choices)s"),
        Facet.PRINCIPLE: pgettext("no story was found that …", "show %(choices)s"),
        Facet.CAPABILITY: pgettext("no story was found that …", "help staff %(choices)s"),
        Facet.SECTOR: pgettext("no story was found that …", "come from the %(choices)s"),
        Facet.TOPIC: pgettext("no story was found that …", "are about %(choices)s"),
        None: pgettext("no story was found that …", "mention %(choices)s"),
    }[facet]


def _from_an_academy(number: int, *, first: bool) -> str:
    if number:
        alone = pgettext("stories from an academy", "from %(choices)s")
        return alone if first else pgettext("stories from an academy, after another clause", "from %(choices)s")
    alone = pgettext("no story was found from an academy", "from %(choices)s")
    return alone if first else pgettext("no story was found from an academy, after another clause", "from %(choices)s")
