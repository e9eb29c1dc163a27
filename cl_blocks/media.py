"""Pictures in a body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from cl_blocks.family import PICTURES, FamilyBlock
from cl_blocks.inputs import LineBlock, refuse_hidden_characters
from cl_blocks.pictures import share_lookup, taken_from_hand


class ImageAtHandBlock(ImageChooserBlock):
    """Wagtail's chooser, which asks for its images only if the page has not loaded them already."""

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        keys = list(values)
        found = taken_from_hand(keys)
        return list(super().bulk_to_python(keys)) if found is None else found


class DescribedImageBlock(ImageBlock):
    """Wagtail's image with words for people who cannot see it, or the statement that it only decorates."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = ImageAtHandBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser  # Wagtail names its own in its __init__

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            refuse_hidden_characters(getattr(cleaned, "contextual_alt_text", None) or "")
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"alt_text": error}) from error
        return cleaned


class PictureBlock(FamilyBlock):
    """One picture with caption and credit, served in the sizes that the worker has made."""

    image = DescribedImageBlock(label=_("Picture"))
    caption = LineBlock(required=False, label=_("Caption"), help_text=_("Who is in it and what they do. Shown to everybody."))
    credit = LineBlock(required=False, max_length=120, label=_("Credit"), help_text=_("Who took or drew it."))

    def bulk_to_python(self, values: Iterable[dict[str, Any]]) -> list[blocks.StructValue]:
        """Make all pictures of a stream at once; their renditions will be found by one query."""
        made = super().bulk_to_python(values)
        share_lookup([value["image"] for value in made if value.get("image")])
        return made

    def get_preview_value(self) -> blocks.StructValue:
        words = {"caption": _("The group on the day the paper was signed."), "credit": _("Photo: Kath Moss")}
        return self.normalize({"image": None, **words})

    class Meta:
        icon = "image"
        label = _("Picture")
        group = PICTURES
        template = "cl_blocks/blocks/image.html"
        description = _(
            "A photograph or drawing with words for people who cannot see it. Only with the consent of everybody in it."
        )
        label_format = "{caption}"
