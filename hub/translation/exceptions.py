"""What can keep something from being translated. Each refusal has a name and says, in words, what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hub.exceptions import Refused


class TranslationRefused(Refused):
    """Something cannot be translated, or a translation cannot go live."""

    message = _("This cannot be translated.")


class SameLanguage(TranslationRefused):
    """The target is the language the source is written in."""

    message = _("This is written in that language already.")


class NotTranslatable(TranslationRefused):
    """There is no source to translate, or its copy would not be valid."""


class NotBeingTranslated(TranslationRefused):
    """Nobody has started this translation, or somebody has stopped it."""

    message = _("This is not being translated into that language. Start the translation first.")


class UnfitText(TranslationRefused):
    """A text does not fit the place it is for: too long, or with markup that does not belong there.

    Args:
        text: the English text.
        reason: what is wrong, as a sentence.
    """

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = reason
        shown = text if len(text) <= 60 else f"{text[:59]}…"
        super().__init__(_("“%(text)s”: %(reason)s") % {"text": shown, "reason": reason})


class Invalid(TranslationRefused):
    """The translated page is not valid; the strings to put right are marked in the translation editor.

    Args:
        reasons: one sentence for each thing to put right.
    """

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))
