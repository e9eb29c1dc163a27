"""Somebody's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cl_blocks.family import WORDS, FamilyBlock
from cl_blocks.inputs import LineBlock, LinesBlock

QUOTATION_MARKS = "\"'“”„‘’«»‹› "


class QuoteValue(blocks.StructValue):
    """What the template shows of a quote."""

    @property
    def words(self) -> str:
        """Return the text without the quotation marks an editor may have typed; the template adds the language's own."""
        text = (self.get("text") or "").strip()
        opens_and_ends = text[:1] in QUOTATION_MARKS and text[-1:] in QUOTATION_MARKS
        return text.strip(QUOTATION_MARKS) if text and opens_and_ends else text

    @property
    def who(self) -> list[str]:
        """Return name, role and organisation, those that are given."""
        return [part for part in (self.get("name"), self.get("role"), self.get("organisation")) if part]


class QuoteBlock(FamilyBlock):
    """A pull quote with the person who said it."""

    text = LinesBlock(label=_("Words"), max_length=600, help_text=_("As the person said it. Leave out the quotation marks."))
    name = LineBlock(
        required=False, max_length=120, label=_("Name"), help_text=_("As the person wants to be named. May be left empty.")
    )
    role = LineBlock(required=False, max_length=160, label=_("Role"), help_text=_("Like: representative on the housing group"))
    organisation = LineBlock(required=False, max_length=160, label=_("Organisation"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = WORDS
        template = "cl_blocks/blocks/quote.html"
        value_class = QuoteValue
        description = _("One sentence that stands out, in the person's own words. One in a story is enough.")
        preview_value = {
            "text": _("I don’t speak for everyone. I make sure everyone gets asked."),
            "name": _("Imran"),
            "role": _("representative on the housing group"),
            "organisation": "",
        }
        label_format = "{text}"
