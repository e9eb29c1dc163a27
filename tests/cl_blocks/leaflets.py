"""A model with a body that only exists in these tests, as a migration's state and as a table."""

from __future__ import annotations

from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from cl_blocks.fields import BodyField


def state_with(field: BodyField) -> ProjectState:
    state = ProjectState()
    state.add_model(ModelState("hostapp", "Leaflet", [("id", models.BigAutoField(primary_key=True)), ("body", field)]))
    return state


def store(raw: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO hostapp_leaflet (body) VALUES (%s)", [raw])


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM hostapp_leaflet")
        return cursor.fetchone()[0]
