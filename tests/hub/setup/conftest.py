"""A hub in three languages that has no academy yet."""

from __future__ import annotations

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from hub.academies.setup.details import AcademyDetails
from tests.conftest import live_copy


def details(slug: str = "yorkshire", **fields: object) -> AcademyDetails:
    values = {"name": f"{slug.replace('-', ' ').title()} Academy", "deep": "#5a1f4b", "bright": "#f6b53c", **fields}
    return AcademyDetails(slug=slug, **values)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (800, 400), mode: str = "RGB", name: str = "logo.png", **options
) -> ContentFile:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, kind, **options)
    return ContentFile(out.getvalue(), name=name)


@pytest.fixture
def index(academies_index):
    """The page that lists academies, in English only."""
    return academies_index


@pytest.fixture
def three(index, urdu, welsh, home):
    """The hub's home and its academies page in English, Urdu and Welsh."""
    for locale, title in ((urdu, "اکیڈمیاں"), (welsh, "Academïau")):
        live_copy(home, locale)
        live_copy(index, locale, title=title)
    return index
