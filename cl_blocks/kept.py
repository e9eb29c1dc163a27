"""What a BodyField holds on a historical model: the stored JSON, whole."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from wagtail.blocks import Block, StreamBlock, StreamValue


class RawBlock(Block):
    """A block that leaves its value as it is stored."""


class RawBlocks(dict[str, Block]):
    """Answers to every name: a migration cannot know which block types there were."""

    def __missing__(self, name: str) -> Block:
        block = RawBlock()
        block.set_name(name)
        self[name] = block
        return block

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)


class RawStreamBlock(StreamBlock):
    """A stream of blocks of any type."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks = RawBlocks()


@cache
def raw_stream_block() -> RawStreamBlock:
    """Return the one definition for all kept values: Wagtail registers each block it makes, for good."""
    return RawStreamBlock()


class KeptValue(StreamValue):
    """A stream that writes back exactly what it was made from, unless somebody changed it.

    Args:
        source: the decoded JSON of the column: anything.

    The items are raw: ``child.value`` is what is stored. Parts of ``source`` that are no blocks (numbers, items without
    a type) cannot be iterated; they are kept as long as nothing else is changed.
    """

    def __init__(self, source: Any) -> None:
        self.source = deepcopy(source)
        rows = [
            {**item, "value": item.get("value")}
            for item in (source if isinstance(source, list | tuple) else [])
            if isinstance(item, dict) and isinstance(item.get("type"), str)
        ]
        super().__init__(raw_stream_block(), rows, is_lazy=True, raw_text=source if isinstance(source, str) else None)
        self._as_read = deepcopy(self._current())

    def _current(self) -> list[tuple[Any, ...]]:
        pairs = zip(self._bound_blocks, self._raw_data, strict=True)
        return [(bound.block_type, bound.value) if bound else (raw["type"], raw["value"]) for bound, raw in pairs]

    def get_prep_value(self) -> Any:
        """Return the JSON to store: ``source`` itself if no block was added, removed, moved or changed."""
        if self._current() == self._as_read:
            return self.source
        return super().get_prep_value()
