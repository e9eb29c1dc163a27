"""An editor's own questions on a request page: their fields, and the snapshot of their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict

from django import forms

from cl_blocks.questions import QuestionBlock
from hub.typed import LineField, TextField


class AnswerRow(TypedDict):
    """One answer as an order keeps it; ``value_key`` lists the keys of the options chosen."""

    key: str
    label: str
    value: str
    value_key: list[str]


def field_name(key: str) -> str:
    """Return the name of a question's form field."""
    return f"q-{key}"


def _asked(questions: Iterable[Any]) -> list[tuple[str, QuestionBlock, Any]]:
    """Return (key, block, value) of each question; one that was never saved has no id yet: its place stands in."""
    found = [(child.id or f"question-{place}", child.block, child.value) for place, child in enumerate(questions, 1)]
    return [row for row in found if isinstance(row[1], QuestionBlock)]


def question_fields(questions: Iterable[Any]) -> dict[str, forms.Field]:
    """Return the form fields of a page's questions, by name, in their order."""
    return {field_name(key): block.build_field(value, line=LineField, text=TextField) for key, block, value in _asked(questions)}


def answers_to(questions: Iterable[Any], cleaned: Mapping[str, Any]) -> list[AnswerRow]:
    """Return the snapshot an order keeps; a question left empty is kept too, with an empty value."""
    rows: list[AnswerRow] = []
    for key, block, value in _asked(questions):
        answer = block.read(value, cleaned.get(field_name(key)))
        rows.append({"key": key, "label": str(value["label"]), "value": answer.text, "value_key": answer.keys})
    return rows
