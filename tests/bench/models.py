"""The floor: as little as a Wagtail page can be."""

from __future__ import annotations

from django.db import models
from wagtail.models import Page


class BarePage(Page):  # noqa: DJ008  Page has it
    """One field, and a template of one line."""

    line = models.CharField(max_length=100)

    template = "bench/bare_page.html"
