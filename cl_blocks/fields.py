"""``BodyField``: a StreamField whose block definitions stay out of migrations.

Why: a plugin's block list changes with every release and with every host's settings. If the list stood in migrations,
``makemigrations`` in a host project would write migrations into the plugin. The price is that a historical model does
not know which blocks there were; Wagtail would read such a body as empty and write it back empty. Hence the guard:
on a historical model the field keeps the stored JSON and writes back what it read.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from django.db import models
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField

from cl_blocks.guard import sound_items
from cl_blocks.kept import KeptValue

DEFAULT_BLOCK = "cl_blocks.stream.BodyBlock"
#: the module Django gives to the models of a migration's state
HISTORICAL_MODULE = "__fake__"

BlockSource: TypeAlias = str | type[StreamBlock] | StreamBlock | Callable[[], Any] | list[Any] | None


class BodyField(StreamField):
    """The body of a page: an ordered list of blocks.

    Args:
        block_types: what editors may use. ``None`` is :class:`cl_blocks.stream.BodyBlock`; otherwise a StreamBlock
            (class or instance), a dotted path to one, a callable that returns one, or Wagtail's list of pairs.
            It is looked up when the field is first used, and never written to a migration.
        kwargs: as for Wagtail's StreamField (``blank``, ``min_num``, ``max_num``, ``block_counts``…).

    In a data migration the value of the field is a :class:`cl_blocks.kept.KeptValue`: iterate it, change
    ``value.raw_data``, or assign a list of ``{"type", "value", "id"}``; untouched, it is saved as it was read.
    Wagtail's ``MigrateStreamData`` works; it sees today's block definitions.
    """

    def __init__(self, block_types: BlockSource = None, **kwargs: Any) -> None:
        self.block_source: BlockSource = block_types
        self.is_historical = False
        super().__init__(block_types, **kwargs)

    @cached_property
    def stream_block(self) -> StreamBlock:
        """Return the definition of the stream, made when the field is first used."""
        self.block_types_arg = self._resolved(self.block_source)
        return StreamField.stream_block.func(self)

    @staticmethod
    def _resolved(source: BlockSource) -> Any:
        found = import_string(source or DEFAULT_BLOCK) if isinstance(source, str | None) else source
        return found() if callable(found) and not isinstance(found, type) else found

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the column without its blocks: no list, no counts, nothing that a host could change by a setting."""
        name, path, _args, kwargs = models.Field.deconstruct(self)
        return name, path, [], kwargs

    def clone(self) -> BodyField:
        """Return a copy with its blocks, which ``deconstruct`` leaves out."""
        _name, _path, _args, kwargs = self.deconstruct()
        counts = {key: value for key, value in self.block_opts.items() if key != "required"}
        return self.__class__(self.block_source, **counts, **kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        self.is_historical = cls.__module__ == HISTORICAL_MODULE
        super().contribute_to_class(cls, name, **kwargs)

    def to_python(self, value: Any) -> StreamValue:
        """Return a stream of whatever is given; stored JSON that makes no sense gives fewer blocks, never an error."""
        if not isinstance(value, StreamValue):
            value = self._kept(value) if self.is_historical else self._sound(value)
        return super().to_python(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> StreamValue:
        if self.is_historical:
            decoded = self.json_field.from_db_value(value, expression, connection)
            return self.to_python(KeptValue(decoded))
        try:
            return super().from_db_value(value, expression, connection)
        except RecursionError:  # brackets nested a thousand deep
            return self.to_python(None)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, KeptValue):
            return value.get_prep_value()
        return super().get_prep_value(value)

    def _sound(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except RecursionError:
                return []
            except ValueError:
                return value  # Wagtail keeps it as raw_text
        if isinstance(value, list | tuple) and value and all(isinstance(item, tuple) for item in value):
            return value  # pairs of (name, value) come from code, and code may hear of its errors
        return sound_items(self.stream_block, value)

    def _kept(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                return KeptValue(value)
        if isinstance(value, list | tuple) and value and all(isinstance(item, tuple) for item in value):
            return value
        return KeptValue(value)
