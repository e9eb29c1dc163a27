"""A form in another language keeps the same keys: answers add up, and nothing that is no text is offered to translators."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import Translation

from hub.academies.models import Area
from hub.translation.publishing import publish
from hub.translation.relations import owners
from hub.translation.submit import sync, translate_snippet
from tests.hub.translation.conftest import live_in
from tests.toolkit_orders.conftest import HOW, HOW_OPTIONS, make_request_page
from tests.toolkit_orders.ordering import ADA, check, make_asset, send
from toolkit_orders.models import Order, RequestPage, ToolkitIndexPage, ToolkitPage

pytestmark = pytest.mark.django_db
URDU = {
    "How do you plan to use it?": "آپ اسے کیسے استعمال کریں گے؟",
    "Run the whole programme": "پورا پروگرام چلائیں گے",
    "Use some of the activities": "کچھ سرگرمیاں استعمال کریں گے",
}
DETAIL = "0f0c5a5e-5f5a-4f2b-9f57-2d5b3a1f3001"


@pytest.fixture
def toolkit(home):
    index = home.add_child(instance=ToolkitIndexPage(title="Toolkits", slug="toolkits"))
    parts = [
        (
            "part",
            {"title": "All", "summary": "Everything.", "points": [], "facts": "", "uses": [], "files": [make_asset("Playbook")]},
        )
    ]
    return index.add_child(instance=ToolkitPage(title="The toolkit", slug="the-toolkit", summary="Run it yourself.", parts=parts))


@pytest.fixture
def asking_page(nw, toolkit, locale, settings):
    settings.CL_HUB = {**settings.CL_HUB, "FORM_MIN_SECONDS": 0}
    Area.objects.create(name="Manchester", slug="manchester", academy=nw, locale=locale)
    page = make_request_page(Page.objects.get(translation_key=nw.home_key), toolkit)
    options = [{"type": "item", "id": key, "value": words} for key, words in HOW_OPTIONS]
    choice = {"label": "How do you plan to use it?", "help_text": "", "needed": True, "reminder": "", "options": options}
    free = {"label": "Anything else?", "help_text": "", "needed": False, "reminder": ""}
    page.questions = page.questions.stream_block.to_python(
        [{"type": "radios", "id": HOW, "value": choice}, {"type": "short_text", "id": DETAIL, "value": free}]
    )
    page.save_revision().publish()
    return RequestPage.objects.get(pk=page.pk)


@pytest.fixture
def urdu_page(asking_page, toolkit, urdu_home, urdu):
    translate_snippet(instance=Area.objects.get(), locale=urdu)
    for page in [*asking_page.get_ancestors().filter(depth__gt=2).specific(), toolkit.get_parent().specific, toolkit]:
        live_in(page, urdu)
    return live_in(asking_page, urdu, **URDU)


def ordered(client, page, email):
    """The order of somebody who fills in the form and sends it."""
    checked = check(client, page, **{f"q-{HOW}": HOW_OPTIONS[1][0], f"q-{DETAIL}": "No", "email": email})
    assert checked.status_code == 200
    assert send(client, page, checked).status_code == 302
    return Order.objects.get(email=email)


def test_answers_have_the_same_keys_in_every_language(client, asking_page, urdu_page):
    english, in_urdu = ordered(client, asking_page, "ada@harbour.example"), ordered(client, urdu_page, "bano@harbour.example")
    assert [(row["key"], row["value_key"]) for row in in_urdu.answers] == [(HOW, [HOW_OPTIONS[1][0]]), (DETAIL, [])]
    assert [(row["key"], row["value_key"]) for row in in_urdu.answers] == [
        (row["key"], row["value_key"]) for row in english.answers
    ]
    assert [row["value"] for row in in_urdu.answers][0] == URDU["Use some of the activities"]
    assert [row["value"] for row in english.answers][0] == "Use some of the activities"
    assert (in_urdu.area_slug, in_urdu.toolkit_key, in_urdu.request_page_key) == (
        english.area_slug, english.toolkit_key, english.request_page_key,
    )  # fmt: skip
    assert (in_urdu.locale, english.locale, in_urdu.academy) == ("ur", "en", english.academy)


def test_the_translated_form_asks_in_its_language_for_its_own_toolkit(client, urdu_page, urdu):
    shown = client.get(urdu_page.url).content.decode()
    assert all(text in shown for text in URDU.values())
    assert "Run the whole programme" not in shown
    assert [toolkit.locale for toolkit in urdu_page.toolkits] == [urdu]
    assert urdu_page.offers.get().toolkit.locale == urdu


def test_keys_stay_when_options_are_reordered_and_reworded_in_the_source(client, asking_page, urdu_page, urdu):
    raw = list(asking_page.questions.raw_data)
    raw[0]["value"]["options"] = [
        {"type": "item", "id": HOW_OPTIONS[1][0], "value": "Use some of the activities"},
        {"type": "item", "id": HOW_OPTIONS[0][0], "value": "Run all of it"},
    ]
    asking_page.questions = asking_page.questions.stream_block.to_python(raw)
    asking_page.save_revision().publish()
    sync(source=asking_page)
    publish(source=asking_page, locale=urdu)
    order = ordered(client, RequestPage.objects.get(pk=urdu_page.pk), "late@harbour.example")
    assert order.answers[0]["value_key"] == [HOW_OPTIONS[1][0]]
    assert order.answers[0]["value"] == URDU["Use some of the activities"]


def test_keys_of_a_form_are_not_offered_to_translators(client, superuser, asking_page, urdu_page):
    translation = Translation.objects.get(source__object_id=asking_page.translation_key)
    offered = set(translation.source.stringsegment_set.values_list("context__field_path", flat=True))
    assert offered == {
        "title", "questions.radios.label", "questions.radios.options.item", "questions.short_text.label",
    }  # fmt: skip
    texts = set(translation.source.stringsegment_set.values_list("string__data", flat=True))
    assert not texts & {HOW, DETAIL, *dict(HOW_OPTIONS), ADA["email"]}
    client.force_login(superuser)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[urdu_page.pk])).status_code == 200


#: By name or kind: what is the same in every language.
NO_TEXT = ("slug", "key", "email", "phone", "url", "number", "colour", "color", "deep", "bright", "code", "year", "address")


def translated_fields():
    models_of_ours = [model for model in apps.get_models() if model._meta.app_label in {"hub", "case_studies", "toolkit_orders"}]
    belonging = set(owners())
    for model in models_of_ours:
        if model in belonging or hasattr(model, "translation_key"):
            for field in get_translatable_fields(model):
                if field.is_translated(None):
                    yield model, field.get_field(model)


def test_nothing_but_text_is_offered_to_translators():
    found = list(translated_fields())
    assert len(found) > 60
    for model, field in found:
        name = f"{model._meta.label}.{field.name}"
        assert not isinstance(field, models.EmailField | models.URLField | models.SlugField), name
        assert not any(part in NO_TEXT for part in field.name.split("_")), name
        assert not getattr(field, "choices", None), name


def test_slugs_of_every_model_are_the_same_in_every_language():
    for model in owners():
        if model._meta.app_label in {"hub", "case_studies", "toolkit_orders"}:
            fields = {field.field_name: field for field in get_translatable_fields(model)}
            if "slug" in fields:
                assert not fields["slug"].is_translated(None), model
                assert not fields["slug"].overridable, model
