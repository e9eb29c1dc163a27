"""The facet table learns when its stories were first published, and is sorted by that."""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    facets = apps.get_model("case_studies", "StoryFacet").objects.using(schema_editor.connection.alias)
    pages = apps.get_model("wagtailcore", "Page").objects.filter(pk=OuterRef("story_id"))
    facets.update(published=Coalesce(Subquery(pages.values("first_published_at")[:1]), F("published")))


class Migration(migrations.Migration):

    dependencies = [
        ("case_studies", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="storyfacet",
            name="published",
            field=models.DateTimeField(default=datetime(1970, 1, 1, tzinfo=UTC), verbose_name="first published"),
            preserve_default=False,
        ),
        migrations.RemoveIndex(model_name="storyfacet", name="case_studies_facet_find"),
        migrations.AddIndex(
            model_name="storyfacet",
            index=models.Index(fields=["locale", "facet", "term", "-published", "-story"], name="case_studies_facet_term"),
        ),
        migrations.AddIndex(
            model_name="storyfacet",
            index=models.Index(fields=["locale", "facet", "-published", "-story"], name="case_studies_facet_newest"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
