"""Blocks of toolkit and pack pages: figures, stages, parts, steps, material."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    TextBlock,
)

from toolkit_orders.choosers import AssetChooserBlock


class FigureBlock(StructBlock):
    """A number that says how far a toolkit has come, and what it counts."""

    number = CharBlock(label=_("Figure"), max_length=12)
    text = CharBlock(label=_("What it counts"), max_length=80)

    class Meta:
        icon = "order"
        label = _("Figure")


class StageBlock(StructBlock):
    """One stage of a programme, such as before, during and after."""

    name = CharBlock(label=_("Stage"), max_length=40, help_text=_("Such as “Before”."))
    when = CharBlock(label=_("When"), max_length=60, required=False, help_text=_("Such as “8 to 12 weeks”."))

    class Meta:
        icon = "time"
        label = _("Stage")


class PartBlock(StructBlock):
    """One part of a toolkit: what it is, what it does at each stage, and its files."""

    title = CharBlock(label=_("Title"), max_length=80)
    summary = TextBlock(label=_("In one or two sentences"), max_length=300)
    points = ListBlock(CharBlock(max_length=160), label=_("What is in it"), required=False)
    facts = CharBlock(label=_("Facts"), max_length=120, required=False, help_text=_("Such as “84 pages, 9 checklists”."))
    uses = ListBlock(
        CharBlock(max_length=160, required=False),
        label=_("What it does at each stage"),
        required=False,
        help_text=_("One for each stage, in the same order. Leave one empty where there is nothing to do."),
    )
    files = ListBlock(AssetChooserBlock(), label=_("Files"), required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Part")


class FiguresBlock(StreamBlock):
    """Up to four figures."""

    figure = FigureBlock()

    class Meta:
        max_num = 4
        required = False


class StagesBlock(StreamBlock):
    """Up to five stages, in the order they come."""

    stage = StageBlock()

    class Meta:
        max_num = 5
        required = False


class PartsBlock(StreamBlock):
    """Up to six parts of a toolkit."""

    part = PartBlock()

    class Meta:
        max_num = 6
        required = False


class PackStepBlock(StructBlock):
    """One step of promoting a programme, with the one thing that helps to do it."""

    when = CharBlock(label=_("When"), max_length=40, help_text=_("Such as “Week 8”."))
    title = CharBlock(label=_("Title"), max_length=100)
    text = TextBlock(label=_("What to do"), max_length=400)
    files = ListBlock(AssetChooserBlock(), label=_("Files"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Step")


class PackStepsBlock(StreamBlock):
    """Up to twelve steps, in the order they are done."""

    step = PackStepBlock()

    class Meta:
        max_num = 12
        required = False


class MaterialValue(StructValue):
    """What a template asks of a piece of material."""

    @property
    def only_file(self) -> Any:
        """Its file, where it has just one; ``None`` where it has none or several."""
        files = [asset for asset in self.get("files") or [] if asset is not None]
        return files[0] if len(files) == 1 else None


class MaterialBlock(StructBlock):
    """A piece of ready-made material, shown as an object."""

    DRAWINGS = [
        ("poster_people", _("Poster with people")),
        ("poster_pattern", _("Poster with a pattern")),
        ("poster_plain", _("Plain poster")),
        ("social", _("Picture for social media")),
        ("card", _("Card")),
        ("words", _("Page of words")),
    ]
    title = CharBlock(label=_("Title"), max_length=80)
    facts = CharBlock(label=_("Facts"), max_length=140, required=False, help_text=_("Such as “A4 and A3, in ten languages”."))
    headline = CharBlock(label=_("Words on it"), max_length=80, required=False)
    drawing = ChoiceBlock(label=_("Shown as"), choices=DRAWINGS, default="poster_people")
    files = ListBlock(AssetChooserBlock(), label=_("Files"), required=False)

    class Meta:
        icon = "image"
        label = _("Material")
        value_class = MaterialValue


class MaterialsBlock(StreamBlock):
    """Up to 24 pieces of material."""

    material = MaterialBlock()

    class Meta:
        max_num = 24
        required = False


class AimsBlock(StreamBlock):
    """What a toolkit is for; the word that matters may be bold."""

    tip = RichTextBlock(label=_("Aim"), features=["bold"], max_length=160)

    class Meta:
        max_num = 8
        required = False


class UseBlock(StructBlock):
    """A story of people who used the toolkit, and why it is shown."""

    page = PageChooserBlock(label=_("Story"))
    reason = CharBlock(
        label=_("Why it is shown"), max_length=80, required=False, help_text=_("Such as “Used the virtual toolkit”.")
    )

    class Meta:
        icon = "openquote"
        label = _("Story")


class UsesBlock(StreamBlock):
    """Up to three stories."""

    use = UseBlock()

    class Meta:
        max_num = 3
        required = False


class TipsBlock(StreamBlock):
    """Up to eight tips of one line each."""

    tip = CharBlock(label=_("Tip"), max_length=160)

    class Meta:
        max_num = 8
        required = False


def assets_in(streams: Iterable[Any]) -> list[Any]:
    """Return the files chosen anywhere in these stream values, in order, each once; deleted ones are left out."""
    found: dict[int, Any] = {}
    for stream in streams:
        for child in stream:
            for asset in child.value.get("files", []) if hasattr(child.value, "get") else []:
                if asset is not None:
                    found.setdefault(asset.pk, asset)
    return list(found.values())
