"""The label of a page of any type, read together with the page."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Func
from wagtail.models import Page

from hub.mixins import HubPageMixin


class MenuLabel(Func):
    """What a menu calls the page of this row: the ``menu_label`` of its own type, or its title.

    ``menu_label`` is a column of every page type's own table. They are looked up row by row, by primary key. Joined instead,
    they cost PostgreSQL a second: it takes tables with a handful of pages, which it never counts, for large ones, expects
    10^20 rows, and compiles the statement to be quick about it. As SQL and not as a Subquery for each type, because Django
    takes 7 ms for building those.
    """

    output_field = CharField()

    def __init__(self) -> None:
        super().__init__("pk", "title")

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        key, title = (compiler.compile(expression)[0] for expression in self.source_expressions)
        quoted = connection.ops.quote_name
        labels = []
        for relation in Page._meta.related_objects:
            if relation.parent_link and issubclass(relation.related_model, HubPageMixin):
                meta = relation.related_model._meta
                column, table, own = (quoted(name) for name in (meta.get_field("menu_label").column, meta.db_table, meta.pk.column))
                labels.append(f"NULLIF((SELECT {column} FROM {table} WHERE {own} = {key}), '')")  # noqa: S608  names of models only
        return f"COALESCE({', '.join([*labels, title])})", ()
