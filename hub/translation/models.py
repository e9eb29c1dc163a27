"""What is known about a page's text and its translations, and which restrictions on viewing were carried over."""

from __future__ import annotations

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

PAGE = swapper.get_model_name("wagtailcore", "Page")


class SourceState(models.Model):
    """The text of a published page in the default language, as a fingerprint; written when it is published."""

    page = models.OneToOneField(PAGE, verbose_name=_("page"), on_delete=models.CASCADE, related_name="hub_source_state")
    fingerprint = models.CharField(_("fingerprint of its text"), max_length=64)
    changed_at = models.DateTimeField(_("last published with another text"))

    class Meta:
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.fingerprint[:8]}"


class TranslationState(models.Model):
    """The text a translation was made from; written when the translation is published.

    ``brought_from`` runs ahead of ``made_from``: it belongs to the newest draft, which may wait for its second reader while
    the source goes on changing.
    """

    page = models.OneToOneField(PAGE, verbose_name=_("page"), on_delete=models.CASCADE, related_name="hub_translation_state")
    made_from = models.CharField(_("fingerprint of the text it was made from"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made on"), null=True, blank=True, help_text=_("Empty until it is published."))
    brought_from = models.CharField(_("fingerprint of the text its newest draft was made from"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.made_from[:8]}"


class CarriedRestriction(models.Model):
    """Says which restriction on viewing a translation is the copy of which restriction on its source.

    A page that loses its original by being deleted keeps the copy: what was private stays so.
    """

    original = models.ForeignKey(
        "wagtailcore.PageViewRestriction", verbose_name=_("original"), on_delete=models.CASCADE, related_name="hub_copies"
    )
    copy = models.OneToOneField(
        "wagtailcore.PageViewRestriction", verbose_name=_("copy"), on_delete=models.CASCADE, related_name="hub_copy_of"
    )

    class Meta:
        verbose_name = _("carried restriction")
        verbose_name_plural = _("carried restrictions")

    def __str__(self) -> str:
        return f"{self.original_id} → {self.copy_id}"
