"""Ways out of the text: a file to download, and a link to act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from cl_blocks.family import LINKS, FamilyBlock
from cl_blocks.inputs import AddressBlock, LineBlock, LinesBlock, is_safe_address


class DownloadValue(blocks.StructValue):
    """What the template shows of a download; asks the database nothing."""

    @property
    def name(self) -> str:
        """Return the title to show: the block's own, else the document's."""
        document = self.get("document")
        return self.get("title") or (document.title if document else "")

    @property
    def kind(self) -> str:
        """Return the type in capitals, like ``PDF``; empty if the file has no ending."""
        document = self.get("document")
        return document.file_extension.upper()[:8] if document else ""

    @property
    def facts(self) -> list[str]:
        """Return type and size in words, those that are known."""
        document = self.get("document")
        if not document:
            return []
        return [fact for fact in (self.kind, filesizeformat(document.file_size) if document.file_size else "") if fact]


@dataclass(frozen=True)
class SampleDocument:
    """Stands in for a document where a preview needs one; a preview shows nobody's files."""

    title: str = "Meeting checklist"
    url: str = "#"
    file_extension: str = "pdf"
    file_size: int = 1_468_006


class DownloadBlock(FamilyBlock):
    """One document with its type and size."""

    document = DocumentChooserBlock(label=_("File"))
    title = LineBlock(required=False, label=_("Title"), help_text=_("Leave empty to use the title of the file."))
    description = LinesBlock(
        required=False, max_length=300, label=_("Description"), help_text=_("What is in it and who it is for.")
    )

    def get_preview_value(self) -> DownloadValue:
        words = {"title": _("Checklist for a meeting"), "description": _("One page to go through a week before.")}
        return self.normalize({"document": SampleDocument(), **words})

    class Meta:
        icon = "download"
        label = _("Download")
        group = LINKS
        template = "cl_blocks/blocks/download.html"
        value_class = DownloadValue
        description = _("A file for people to take away. Its type and size are shown for you.")
        label_format = "{title}"


class ActionValue(blocks.StructValue):
    """A link without its cases: templates ask for ``address`` and ``label``, not for page or url."""

    def address(self, request: HttpRequest | None = None) -> str:
        """Return where the link goes, or an empty string if it goes nowhere (page gone or not published, unsafe url).

        A page is given in the reader's language where that translation is published.
        """
        page = self.get("page")
        if page:
            localized = page.localized
            return (localized.get_url(request) or "") if localized.live else ""
        url = self.get("url") or ""
        return url if is_safe_address(url) else ""


class ActionBlock(FamilyBlock):
    """One link that stands by itself, to a page or to an address."""

    label = LineBlock(max_length=80, label=_("Words on the link"), help_text=_("Start with a verb, like: Ask for a toolkit"))
    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = AddressBlock(required=False, label=_("or web address"), help_text=_("Starts with https://"))

    def get_context(self, value: ActionValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["address"] = value.address((parent_context or {}).get("request"))
        return context

    def clean(self, value: ActionValue) -> ActionValue:
        """Check that the link goes to one place; all that is wrong is said at once.

        Raises:
            StructBlockValidationError: errors by field.
        """
        errors: dict[str, ValidationError] = {}
        cleaned = value
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as error:
            errors.update(error.block_errors)
        if value.get("page") and value.get("url"):
            errors.setdefault("url", ValidationError(_("Choose a page or write an address, not both."), code="both"))
        elif not value.get("page") and not value.get("url") and not self.is_deferred_validation:
            errors.setdefault("page", ValidationError(_("Choose a page or write an address."), code="neither"))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    class Meta:
        icon = "link"
        label = _("Action link")
        group = LINKS
        template = "cl_blocks/blocks/action.html"
        value_class = ActionValue
        description = _("The next thing to do, as a link that stands out. One on a page is best.")
        preview_value = {"label": _("Ask for a toolkit"), "page": None, "url": "https://hub.example/toolkits/"}
        label_format = "{label}"
