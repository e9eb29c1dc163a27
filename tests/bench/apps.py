"""The app of the floor: installed in the bench's own settings only."""

from __future__ import annotations

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """The bare page, in the reference site's process."""

    name = "tests.bench"
    label = "bench"
    default_auto_field = "django.db.models.BigAutoField"
