"""What a visitor chose, read from an address and written back into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from case_studies.enums import FILTERS, Facet
from case_studies.facets.vocabulary import Term, Vocabulary
from case_studies.facets.words import Words

A_TO_Z = "a-z"
NEWEST = "newest"
MOST_DIGITS = 6


@dataclass(frozen=True)
class Choices:
    """Terms by facet, words, order and page number. Inside a facet any term will do; every facet has to be met.

    Attributes:
        terms: only facets with a choice, in the order of the filters; only terms that exist.
        unknown: values of the address that are no term, as typed, for a note.
        page: 1 and up, or 0 where the address has something else.
    """

    terms: Mapping[Facet, tuple[Term, ...]] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    sort: str = NEWEST
    page: int = 1
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: QueryDict, known: Vocabulary) -> Choices:
        """Read the query of an address; whatever it says, this does not fail.

        Args:
            query: of the request, as typed or linked.
            known: the terms there are, by facet and key.
        """
        terms: dict[Facet, tuple[Term, ...]] = {}
        unknown: dict[str, None] = {}
        for facet in FILTERS:
            asked = dict.fromkeys(value for value in query.getlist(facet.value) if value)
            chosen = tuple(term for key, term in known[facet].items() if key in asked)
            unknown.update((value, None) for value in asked if value not in known[facet])
            if chosen:
                terms[facet] = chosen
        sort = A_TO_Z if query.get("sort") == A_TO_Z else NEWEST
        return cls(terms, Words.typed(query.get("q", "")), sort, page_number(query.get("page", "1")), tuple(unknown))

    @property
    def any_chosen(self) -> bool:
        """Whether anything narrows the list; order and page number do not."""
        return bool(self.terms or self.words)

    @property
    def how_many(self) -> int:
        """How many things were chosen, for the phone's “Filter stories (2 chosen)”."""
        return sum(len(terms) for terms in self.terms.values()) + bool(self.words)

    def has(self, term: Term) -> bool:
        """Return whether a term was chosen."""
        return term in self.terms.get(term.facet, ())

    def query(self, *, without: Term | None = None, words: bool = True, sort: str | None = None, page: int = 1) -> str:
        """Return the query of the address that stands for these choices, with or without one of them.

        Args:
            without: a term to leave out. words: whether the text search stays. sort: another order. page: its number.

        Returns:
            "?level=national&q=tea", or "" for no choice at all.
        """
        pairs = [(facet.value, term.key) for facet, terms in self.terms.items() for term in terms if term != without]
        if words and self.words:
            pairs.append(("q", self.words.text))
        if (sort or self.sort) == A_TO_Z:
            pairs.append(("sort", A_TO_Z))
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}" if pairs else ""


def page_number(raw: str) -> int:
    """Return the number of a page as typed in an address, or 0 where it is none."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= MOST_DIGITS else 0
