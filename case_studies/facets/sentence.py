"""The chosen filters as a sentence: "14 stories are [Organisational ×] and show [Control through partnership ×]".

Each clause is one translatable piece, so that a language may put its verb where it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from case_studies.enums import Facet
from case_studies.facets.choices import Choices


@dataclass(frozen=True)
class Chip:
    """One choice and the address without it. ``joiner`` stands before it: "or", or ""."""

    label: str
    remove_url: str
    joiner: str = ""


@dataclass(frozen=True)
class Clause:
    """What is said of the stories, and the chips it is said with. ``joiner`` stands before it: "and", or ""."""

    lead: str
    chips: tuple[Chip, ...]
    joiner: str = ""


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
    leads = _leads(number)
    clauses: list[Clause] = []
    for facet, terms in choices.terms.items():
        chips = _chips((term.name, base + choices.query(without=term)) for term in terms)
        # "… and show Information from South Coast": the academy needs no "and".
        joiner = pgettext("between two clauses", "and") if clauses and facet != Facet.ACADEMY else ""
        clauses.append(Clause(leads[facet], chips, joiner))
    if choices.words:
        chips = _chips([(_("“%(words)s”") % {"words": choices.words.text}, base + choices.query(words=False))])
        clauses.append(
            Clause(ngettext("mentions", "mention", number), chips, pgettext("between two clauses", "and") if clauses else "")
        )
    return Sentence(subject(number), tuple(clauses), base if clauses else "")


def _chips(pairs: Iterable[tuple[str, str]]) -> tuple[Chip, ...]:
    return tuple(Chip(label, url, pgettext("between two choices", "or") if at else "") for at, (label, url) in enumerate(pairs))


def _leads(number: int) -> dict[Facet, str]:
    return {
        Facet.LEVEL: ngettext("is", "are", number),
        Facet.PRINCIPLE: ngettext("shows", "show", number),
        Facet.CAPABILITY: ngettext("helps staff", "help staff", number),
        Facet.SECTOR: ngettext("comes from the", "come from the", number),
        Facet.ACADEMY: pgettext("stories from an academy", "from"),
        Facet.TOPIC: ngettext("is about", "are about", number),
    }
