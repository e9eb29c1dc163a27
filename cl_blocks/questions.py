"""Questions that an editor adds to a form. A question knows how it is asked and how its answer reads.

Answers are stored by key, so that they add up across languages: a question's key is the id of its block, an option's
key the id of its list item. Translations keep both; editors never see either.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cl_blocks.family import FamilyBlock
from cl_blocks.lists import listed


@dataclass(frozen=True)
class Answer:
    """One answer as it is kept.

    Attributes:
        text: in words, as the person would read it back; "" for none.
        keys: the keys of the options chosen, in the order they were offered; empty for free text.
    """

    text: str = ""
    keys: list[str] = field(default_factory=list)


class QuestionBlock(FamilyBlock):
    """What all questions have. Asked on one line, unless a kind says otherwise.

    A host's own kind overrides ``build_field`` and, where the answer is not its own words, ``read``.
    """

    label = blocks.CharBlock(label=_("Question"), max_length=200)
    help_text = blocks.CharBlock(
        label=_("Hint"), max_length=300, required=False, help_text=_("Shown between the question and the answer.")
    )
    needed = blocks.BooleanBlock(label=_("An answer is needed"), required=False)
    reminder = blocks.CharBlock(
        label=_("Words when it is left empty"),
        max_length=120,
        required=False,
        help_text=_("Such as “Choose how you plan to use the pack”."),
    )

    def build_field(self, value: Any, *, line: type[forms.CharField], text: type[forms.CharField]) -> forms.Field:
        """Return the form field that asks this question.

        Args:
            value: the block's value.
            line: class for an answer on one line; a form that is strict about what it accepts passes its own.
            text: class for an answer of several lines; the same.

        Returns:
            An unbound field with the question's words, hint and error messages.
        """
        return line(max_length=300, **self._options(value, _("Write an answer, in a few words")))

    def read(self, value: Any, cleaned: Any) -> Answer:
        """Return the answer in a cleaned form.

        Args:
            value: the block's value.
            cleaned: what the field has made of what was sent; empty for no answer.
        """
        return Answer(str(cleaned or ""))

    def _options(self, value: Any, missing: Any) -> dict[str, Any]:
        return {
            "label": value["label"],
            "help_text": value["help_text"],
            "required": bool(value["needed"]),
            "error_messages": {
                "required": value.get("reminder") or missing,
                "invalid_choice": _("Choose one of the answers offered"),
            },
        }

    class Meta:
        template = "cl_blocks/blocks/question.html"


class ShortTextQuestionBlock(QuestionBlock):
    """Free text on one line, at most 300 characters."""

    class Meta:
        icon = "title"
        label = _("Short answer")
        description = _("An answer in a few words, on one line.")
        preview_value = {"label": _("What is your role?"), "help_text": _("Such as nurse, volunteer or manager."), "needed": False}


class LongTextQuestionBlock(QuestionBlock):
    """Free text of several lines, at most 4,000 characters."""

    def build_field(self, value: Any, *, line: type[forms.CharField], text: type[forms.CharField]) -> forms.Field:
        """Return a field of class ``text``, drawn as a box of five lines."""
        options = self._options(value, _("Write an answer"))
        return text(max_length=4000, widget=forms.Textarea(attrs={"rows": 5}), **options)

    class Meta:
        icon = "pilcrow"
        label = _("Long answer")
        description = _("An answer of several sentences.")
        preview_value = {"label": _("What do you hope will change?"), "help_text": "", "needed": False}


class ChoiceQuestionBlock(QuestionBlock):
    """A question with options, one of which can be chosen, unless a kind says otherwise."""

    options = blocks.ListBlock(blocks.CharBlock(max_length=120), label=_("Answers offered"), min_num=2, max_num=30)

    def choices(self, value: Any) -> list[tuple[str, str]]:
        """Return (key, words) of each option. An option that was never saved has no id yet: its place stands in."""
        return [(item.id or f"option-{place}", item.value) for place, item in enumerate(value["options"].bound_blocks, 1)]

    def build_field(self, value: Any, *, line: type[forms.CharField], text: type[forms.CharField]) -> forms.Field:
        """Return a field of radio buttons; its value is the key of an option, or "" for none."""
        return forms.ChoiceField(
            choices=self.choices(value), widget=forms.RadioSelect, **self._options(value, _("Choose one of the answers"))
        )

    def read(self, value: Any, cleaned: Any) -> Answer:
        """Return the answer with the keys chosen, one or a list of them; keys that were not offered are left out."""
        chosen = set(cleaned if isinstance(cleaned, list) else [cleaned])
        found = [(key, words) for key, words in self.choices(value) if key in chosen]
        return Answer(listed(words for _key, words in found), [key for key, _words in found])

    class Meta:
        preview_value = {
            "label": _("How do you plan to use the pack?"),
            "help_text": _("You can change your mind."),
            "needed": True,
            "options": [_("Run the whole programme"), _("Use some of the activities"), _("I am finding out more")],
        }


class RadiosQuestionBlock(ChoiceQuestionBlock):
    """One of a few options, all in sight."""

    class Meta:
        icon = "radio-full"
        label = _("Choose one")
        description = _("A list of answers; one can be chosen. Best for up to eight.")


class CheckboxesQuestionBlock(ChoiceQuestionBlock):
    """Any number of options."""

    def build_field(self, value: Any, *, line: type[forms.CharField], text: type[forms.CharField]) -> forms.Field:
        """Return a field of boxes to tick; its value is a list of keys, empty for none."""
        options = self._options(value, _("Choose one or more of the answers"))
        return forms.MultipleChoiceField(choices=self.choices(value), widget=forms.CheckboxSelectMultiple, **options)

    class Meta:
        icon = "tick-inverse"
        label = _("Choose any")
        description = _("A list of answers; any number can be chosen.")


class SelectQuestionBlock(ChoiceQuestionBlock):
    """One of many options, in a list that opens."""

    def build_field(self, value: Any, *, line: type[forms.CharField], text: type[forms.CharField]) -> forms.Field:
        """Return a field with a list that starts at "Choose one", which is no answer."""
        offered = [("", _("Choose one")), *self.choices(value)]
        return forms.ChoiceField(choices=offered, **self._options(value, _("Choose one of the answers")))

    class Meta:
        icon = "list-ul"
        label = _("Choose one from a long list")
        description = _("A list that opens; one can be chosen. For more than eight answers.")


class QuestionsBlock(blocks.StreamBlock):
    """An editor's own questions, in the order they are asked."""

    short_text = ShortTextQuestionBlock()
    long_text = LongTextQuestionBlock()
    radios = RadiosQuestionBlock()
    checkboxes = CheckboxesQuestionBlock()
    select = SelectQuestionBlock()

    class Meta:
        required = False
        max_num = 12
