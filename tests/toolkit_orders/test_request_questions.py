"""An editor's own questions: every kind is asked, answered, checked and kept by key."""

from __future__ import annotations

import pytest

from cl_blocks.questions import QuestionsBlock
from tests.toolkit_orders.ordering import check, open_form, order_pack
from toolkit_orders.models import RequestPage
from toolkit_orders.questions import answers_to, question_fields

pytestmark = pytest.mark.django_db

OPTIONS = [{"type": "item", "id": f"option-{name}", "value": name.title()} for name in ("red", "green", "blue")]


def question(kind: str, **fields):
    value = {"label": f"About {kind}?", "help_text": "A hint.", "needed": True, "reminder": "", **fields}
    if kind in ("radios", "checkboxes", "select"):
        value.setdefault("options", OPTIONS)
    return {"type": kind, "id": f"id-{kind}", "value": value}


def with_questions(page: RequestPage, *questions) -> RequestPage:
    page.questions = page.questions.stream_block.to_python(list(questions))
    page.save()
    return RequestPage.objects.get(pk=page.pk)


@pytest.fixture
def page(request_page):
    return with_questions(request_page, *(question(kind) for kind in ("short_text", "long_text", "radios", "checkboxes", "select")))


ANSWERS = {
    "q-id-short_text": "Nurse",
    "q-id-long_text": "One.\r\nTwo.",
    "q-id-radios": "option-red",
    "q-id-checkboxes": ["option-blue", "option-red"],
    "q-id-select": "option-green",
}


def test_every_kind_is_kept_with_words_and_keys(page):
    order = order_pack(page, **ANSWERS)
    assert [(row["key"], row["value"], row["value_key"]) for row in order.answers] == [
        ("id-short_text", "Nurse", []),
        ("id-long_text", "One.\nTwo.", []),
        ("id-radios", "Red", ["option-red"]),
        ("id-checkboxes", "Red, Blue", ["option-red", "option-blue"]),
        ("id-select", "Green", ["option-green"]),
    ]
    assert order.answers_text.startswith("About short_text? Nurse; ")


def test_every_kind_says_what_is_missing_or_wrong(client, page):
    text = check(client, page).content.decode()
    for message in (
        "Write an answer, in a few words",
        "Write an answer",
        "Choose one of the answers",
        "Choose one or more of the answers",
    ):
        assert message in text
    for name in ("id-radios_0", "id-checkboxes_0", "id-select", "id-short_text"):
        assert f'href="#id_q-{name}"' in text
    for field in ANSWERS:
        for bad in ("a\x00b", "x" * 100_000, "option-nobody"):
            response = check(client, page, open_form(client, page), **{**ANSWERS, field: bad})
            assert response.status_code == 200, (field, bad[:9])


def test_answers_stay_what_they_were_when_the_question_changes(page):
    order = order_pack(page, **ANSWERS)
    with_questions(page, question("radios", label="Quite another?"))
    order.refresh_from_db()
    assert order.answers[2]["label"] == "About radios?"


def test_options_keep_their_keys_when_their_words_and_order_change(page):
    turned = [{**option, "value": f"{option['value']}!"} for option in reversed(OPTIONS)]
    page = with_questions(page, question("radios", options=turned))
    order = order_pack(page, **{"q-id-radios": "option-red"})
    assert (order.answers[0]["value"], order.answers[0]["value_key"]) == ("Red!", ["option-red"])


def test_reminder_in_the_editors_words_is_what_the_error_says(client, request_page):
    page = with_questions(request_page, question("radios", reminder="Choose how you plan to use the pack"))
    assert check(client, page).content.decode().count("Choose how you plan to use the pack") == 2


def test_question_that_needs_no_answer_is_kept_empty(request_page):
    page = with_questions(request_page, *(question(kind, needed=False) for kind in ("short_text", "checkboxes", "select")))
    assert [row["value"] for row in order_pack(page).answers] == ["", "", ""]


def test_options_without_ids_and_damaged_questions_break_nothing(client, request_page):
    page = with_questions(request_page, question("radios", options=["Old", "Format"]))
    assert client.get(page.url).status_code == 200
    block = QuestionsBlock()
    for broken in (None, [], [{"type": "unknown", "value": 1, "id": "x"}]):
        stream = block.to_python(broken or [])
        assert question_fields(stream) == {} and answers_to(stream, {}) == []


def test_order_with_damaged_answers_still_shows(page, superuser):
    order = order_pack(page, **ANSWERS)
    for broken in (None, "text", {"a": 1}, [1, None, {}], [{"label": "x"}]):
        order.answers = broken
        assert order.answer_rows == [] and order.answers_text == ""


def test_each_block_of_questions_has_a_description_and_a_preview():
    for name, block in QuestionsBlock().child_blocks.items():
        assert block.meta.description and block.is_previewable, name
        html = block.render(block.get_preview_value())
        assert str(block.get_preview_value()["label"]) in html


def test_request_page_can_be_previewed(page):
    response = page.make_preview_request()
    assert response.status_code == 200 and "About radios?" in response.content.decode()
