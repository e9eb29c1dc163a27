"""Where to go when nothing was found: a choice or two by themselves, and everything; each with its number."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.models import Locale

from case_studies.enums import Facet
from case_studies.facets.choices import Choices
from case_studies.facets.counts import alone, in_language

# People look for a principle or a topic first, and care least who published it.
ORDER: tuple[Facet | str, ...] = (Facet.PRINCIPLE, Facet.TOPIC, "words", Facet.CAPABILITY, Facet.LEVEL, Facet.SECTOR, Facet.ACADEMY)
MOST = 2


@dataclass(frozen=True)
class WayOut:
    """A link and the words after it: "Show 16 stories that show Information" + ", from every academy"."""

    url: str
    link: str
    rest: str = ""


def ways_out(choices: Choices, locale: Locale, base: str) -> list[WayOut]:
    """Return up to two single choices that find something, then clearing all filters. Two queries."""
    numbers = alone(choices, locale)
    ways: list[WayOut] = []
    # When one thing was chosen, choosing it alone again leads nowhere new.
    for part in ORDER if choices.how_many > 1 else ():
        number = numbers.get(part if isinstance(part, Facet) else choices.words, 0)
        if len(ways) < MOST and number:
            ways.append(_way(choices, part, number, base))
    everything = in_language(locale)
    if everything and choices.any_chosen:
        rest = ngettext("and see %(number)d story", "and see %(number)d stories", everything) % {"number": everything}
        ways.append(WayOut(base, _("Clear all filters"), f" {rest}"))
    return ways


def _way(choices: Choices, part: Facet | str, number: int, base: str) -> WayOut:
    if isinstance(part, Facet):
        only = Choices(terms={part: choices.terms[part]})
        name = f" {pgettext('between two choices', 'or')} ".join(term.name for term in choices.terms[part])
        name = name.lower() if part in (Facet.LEVEL, Facet.SECTOR) else name
    else:
        only = Choices(words=choices.words)
        name = choices.words.text
    link = _phrase(part, number) % {"number": number, "name": name}
    elsewhere = Facet.ACADEMY in choices.terms and part != Facet.ACADEMY
    return WayOut(base + only.query(), link, _(", from every academy") if elsewhere else "")


def _phrase(part: Facet | str, number: int) -> str:
    n = number
    phrases = {
        Facet.PRINCIPLE: ngettext("Show %(number)d story that shows %(name)s", "Show %(number)d stories that show %(name)s", n),
        Facet.TOPIC: ngettext("Show %(number)d story about %(name)s", "Show %(number)d stories about %(name)s", n),
        "words": ngettext("Show %(number)d story that mentions “%(name)s”", "Show %(number)d stories that mention “%(name)s”", n),
        Facet.CAPABILITY: ngettext("Show %(number)d story: %(name)s", "Show %(number)d stories: %(name)s", n),
        Facet.LEVEL: ngettext("Show %(number)d %(name)s story", "Show %(number)d %(name)s stories", n),
        Facet.SECTOR: ngettext("Show %(number)d story from the %(name)s", "Show %(number)d stories from the %(name)s", n),
        Facet.ACADEMY: ngettext("Show %(number)d story from %(name)s", "Show %(number)d stories from %(name)s", n),
    }
    return phrases[part]
