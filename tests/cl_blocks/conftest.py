"""Pictures, documents and bodies for the tests of blocks."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection, models
from django.test.utils import isolate_apps
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from cl_blocks.fields import BodyField
from cl_blocks.stream import BodyBlock
from tests.cl_blocks.leaflets import state_with


@pytest.fixture(scope="session")
def body_block():
    """The default block list, made once: making it is slow and changes nothing."""
    return BodyBlock()


@pytest.fixture
def render(body_block):
    """Render one block from the JSON of its value, as a page would."""

    def render_one(name, value, **context):
        stream = body_block.to_python([{"type": name, "value": value, "id": "block-1"}])
        return stream.render_as_block(context)

    return render_one


@pytest.fixture
def media(db, settings, tmp_path):
    """A place for files, and the collection that Wagtail's migrations would have made."""
    settings.MEDIA_ROOT = tmp_path
    caches["default"].clear()  # Wagtail keeps renditions there, by the number of their image
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    return tmp_path


@pytest.fixture
def make_image(media):
    """A factory of saved images of a size, format and mode."""

    def make(width=1000, height=500, file_format="JPEG", mode="RGB", title="A meeting", **save):
        buffer = BytesIO()
        Pillow.linear_gradient("L").resize((width, height)).convert(mode).save(buffer, file_format, **save)
        name = f"meeting.{file_format.lower()}"
        return get_image_model().objects.create(title=title, file=ContentFile(buffer.getvalue(), name=name))

    return make


@pytest.fixture
def document(media):
    return get_document_model().objects.create(
        title="Agenda", file=ContentFile(b"%PDF-1.7" + b"x" * 2040, name="agenda.pdf"), file_size=2048
    )


@pytest.fixture
def leaflets(db):
    """A table made from a migration's state; gives the state."""
    state = state_with(BodyField(blank=True))
    editor = connection.SchemaEditorClass(connection, collect_sql=True)
    sql, _parameters = editor.table_sql(state.apps.get_model("hostapp", "Leaflet"))
    with connection.cursor() as cursor:
        cursor.execute(sql)
    return state


@pytest.fixture
def live_model():
    with isolate_apps("tests.hostapp"):

        class Leaflet(models.Model):
            body = BodyField(blank=True)

            class Meta:
                app_label = "hostapp"

            def __str__(self):
                return "a leaflet"

        yield Leaflet
