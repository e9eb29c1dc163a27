"""Asking for a toolkit: form, check, send, confirmation."""

from __future__ import annotations

import pytest
import time_machine
from django.core import signing
from django.db import OperationalError
from django.test import Client

from hub.academies.models import Area
from hub.outbox.models import OutboxMessage
from tests.toolkit_orders.conftest import HOW, HOW_OPTIONS, make_request_page
from tests.toolkit_orders.ordering import ADA, check, hidden, open_form, order_pack, send
from toolkit_orders.flow import steps
from toolkit_orders.flow.seals import MAX_SEALED, new_ticket, seal
from toolkit_orders.models import Order

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def test_form_shows_its_questions_and_sets_only_the_csrf_cookie(client, asking_page):
    response = client.get(asking_page.url)
    page = text_of(response)
    assert "Where shall we send it?" in page
    assert "How do you plan to use it?" in page
    assert 'autocomplete="email"' in page and 'autocomplete="name"' in page and 'autocomplete="organization"' in page
    assert "placeholder" not in page
    assert list(response.cookies) == ["csrftoken"]
    assert "Error:" not in page.split("</title>")[0]


def test_form_hides_the_toolkit_when_there_is_only_one(client, request_page):
    assert "Which toolkit would you like?" not in text_of(client.get(request_page.url))


def test_areas_of_the_academy_come_first_and_a_link_can_choose_one(client, request_page, areas):
    page = text_of(client.get(request_page.url, {"area": "cumbria"}))
    assert page.index("Manchester") < page.index("Swansea")
    assert '<option value="cumbria" selected>' in page
    assert client.get(request_page.url, {"area": "atlantis", "toolkit": "99999999999999999999"}).status_code == 200


def test_mistakes_are_named_in_the_summary_and_at_the_field_and_nothing_is_lost(client, asking_page):
    response = check(client, asking_page, email="ada@", organisation="Harbour")
    page = text_of(response)
    assert response.status_code == 200
    assert "<title>Error: Request a toolkit" in page
    assert page.count("Add the part after the @, like name@example.org") == 2
    assert page.count("Choose one of the answers") == 2
    assert 'href="#id_email"' in page and f'href="#id_q-{HOW}_0"' in page
    assert 'value="Harbour"' in page and 'value="ada@"' in page
    assert not Order.objects.exists()


def test_check_page_repeats_the_answers_and_sends_nothing(client, asking_page):
    response = check(client, asking_page, **{f"q-{HOW}": HOW_OPTIONS[0][0]})
    page = text_of(response)
    assert "Check your answers" in page and "Ada Okafor" in page and "Run the whole programme" in page
    assert "no-store" in response["Cache-Control"]
    assert not Order.objects.exists()


def test_change_brings_the_form_back_filled_in_without_errors(client, asking_page):
    checked = check(client, asking_page, **{f"q-{HOW}": HOW_OPTIONS[1][0]})
    page = text_of(client.post(asking_page.url, {"step": "change", "sealed": hidden(checked, "sealed")}))
    assert 'value="Ada Okafor"' in page and f'value="{HOW_OPTIONS[1][0]}" checked' in page
    assert "<title>Request a toolkit" in page
    assert "nhsuk-error-summary" not in page


def test_sending_places_an_order_with_a_snapshot_and_one_promise(client, asking_page, nw, toolkit):
    assert send(client, asking_page, check(client, asking_page, **{f"q-{HOW}": HOW_OPTIONS[0][0]})).status_code == 302
    order = Order.objects.get()
    assert (order.academy, order.status, order.email, order.toolkit) == (nw, "received", ADA["email"], toolkit)
    assert (order.area_slug, order.area_name, order.locale) == ("manchester", "Manchester", "en")
    assert order.answers == [
        {"key": HOW, "label": "How do you plan to use it?", "value": "Run the whole programme", "value_key": [HOW_OPTIONS[0][0]]}
    ]
    assert list(OutboxMessage.objects.values_list("kind", "key")) == [("order-fulfil", order.reference)]
    assert str(order) == order.shown_reference and len(order.reference) == 10


def test_confirmation_shows_reference_address_and_what_is_in_the_pack(client, request_page):
    response = send(client, request_page, check(client, request_page))
    done = client.get(response.url)
    page = text_of(done)
    order = Order.objects.get()
    assert order.shown_reference in page and order.email in page and "Playbook" in page and "3 pages" in page
    assert "no-store" in done["Cache-Control"] and done["X-Robots-Tag"] == "noindex"
    assert "ada" not in response.url


def test_confirmation_closes_after_two_hours_and_refuses_made_up_addresses(client, request_page):
    response = send(client, request_page, check(client, request_page))
    with time_machine.travel("2099-01-01"):
        assert client.get(response.url).status_code == 410
    assert client.get(f"{response.url[:-2]}x/").status_code == 404
    forged = signing.dumps(["BCDFGHJKMP", True, False], salt="toolkit_orders.request.0.done").replace(":", "/")
    assert client.get(f"{request_page.url}done/{forged}/").status_code == 404
    assert client.get(f"{request_page.url}done/%00/").status_code == 404
    assert client.get(f"{request_page.url}done/{'a' * 10_000}/").status_code == 404


def test_back_and_send_again_is_one_order_and_leads_to_the_same_confirmation(client, request_page):
    checked = check(client, request_page)
    first, second = send(client, request_page, checked), send(client, request_page, checked)
    assert first.status_code == second.status_code == 302
    assert Order.objects.count() == OutboxMessage.objects.count() == 1
    assert Order.objects.get().shown_reference in text_of(client.get(second.url))


def test_used_form_with_another_address_shows_the_first_order_without_its_details(client, request_page):
    ticket = open_form(client, request_page)
    send(client, request_page, check(client, request_page, ticket))
    other = send(client, request_page, check(client, request_page, ticket, email="bo@elsewhere.example"))
    page = text_of(client.get(other.url))
    assert Order.objects.count() == OutboxMessage.objects.count() == 1
    assert Order.objects.get().shown_reference in page
    assert ADA["email"] not in page and "This form was sent before" in page
    assert client.post(other.url).status_code == 200  # somebody else may not have the mail sent again
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("ticket", ["", "x", "a" * 2000, "\x00", "b" * (MAX_SEALED + 1)])
def test_form_without_a_sound_ticket_comes_back_filled_in_and_can_be_sent(client, request_page, ticket):
    response = check(client, request_page, ticket)
    assert 'value="Ada Okafor"' in text_of(response)
    assert "Error:" in text_of(response)
    again = check(client, request_page, hidden(response, "ticket"))
    assert "Check your answers" in text_of(again)


def test_form_opened_yesterday_comes_back_filled_in_with_a_new_ticket(client, request_page):
    with time_machine.travel("2026-03-01 09:00", tick=False):
        ticket = open_form(client, request_page)
    with time_machine.travel("2026-03-02 09:01", tick=False):
        response = check(client, request_page, ticket)
        assert "open for a long time" in text_of(response) and 'value="Ada Okafor"' in text_of(response)
        assert hidden(response, "ticket") != ticket


def test_answers_checked_yesterday_come_back_to_be_looked_over(client, request_page):
    with time_machine.travel("2026-03-01 09:00", tick=False):
        checked = check(client, request_page)
    with time_machine.travel("2026-03-02 09:01", tick=False):
        response = send(client, request_page, checked)
        assert 'value="Ada Okafor"' in text_of(response) and "a long time ago" in text_of(response)
    assert not Order.objects.exists()


@pytest.mark.parametrize("sealed", ["", "x", "\x00", "a" * 10_000])
def test_answers_that_were_tampered_with_place_no_order(client, request_page, sealed):
    response = client.post(request_page.url, {"step": "send", "sealed": sealed})
    assert response.status_code == 200 and "nothing was asked for" in text_of(response)
    assert not Order.objects.exists()


def test_answers_sealed_on_another_page_place_no_order_here(client, request_page, national_page):
    checked = check(client, national_page)
    response = client.post(request_page.url, {"step": "send", "sealed": hidden(checked, "sealed")})
    assert "nothing was asked for" in text_of(response)
    assert not Order.objects.exists()


def test_answers_that_no_longer_fit_the_form_are_asked_again(client, asking_page):
    checked = check(client, asking_page, **{f"q-{HOW}": HOW_OPTIONS[0][0]})
    asking_page.questions = asking_page.questions.stream_block.to_python(
        [{"type": "short_text", "id": "new", "value": {"label": "And now?", "needed": True, "help_text": "", "reminder": ""}}]
    )
    asking_page.save()
    page = text_of(send(client, asking_page, checked))
    assert "And now?" in page and "Write an answer, in a few words" in page and 'value="Ada Okafor"' in page
    assert not Order.objects.exists()


def test_robot_is_too_quick_a_person_presses_again(client, request_page, settings):
    settings.CL_HUB = {**settings.CL_HUB, "FORM_MIN_SECONDS": 3}
    with time_machine.travel("2026-03-01 09:00:00", tick=False):
        ticket = open_form(client, request_page)
        response = check(client, request_page, ticket)
        assert "That was very quick" in text_of(response) and 'value="Ada Okafor"' in text_of(response)
    with time_machine.travel("2026-03-01 09:00:04", tick=False):
        assert "Check your answers" in text_of(check(client, request_page, hidden(response, "ticket")))


def test_filled_in_trap_is_emptied_and_the_answers_kept(client, request_page):
    response = check(client, request_page, leave_empty="http://spam.example")
    page = text_of(response)
    assert "people cannot see" in page and 'value="Ada Okafor"' in page and "spam.example" not in page
    assert "Check your answers" in text_of(check(client, request_page, hidden(response, "ticket")))


def test_extra_and_doubled_fields_change_nothing(client, request_page, wales):
    checked = check(
        client,
        request_page,
        state="sent",
        status="fulfilled",
        academy=wales.pk,
        is_superuser="on",
        __proto__="x",
        name=["Eve", "Ada Okafor"],
    )
    assert send(client, request_page, checked).status_code == 302
    order = Order.objects.get()
    assert (order.status, order.name, order.academy.slug) == ("received", "Ada Okafor", "north-west")


def test_form_post_without_csrf_token_is_refused(request_page):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(request_page.url, ADA).status_code == 403


def test_json_body_and_unknown_step_show_the_form(client, request_page):
    assert client.post(request_page.url, b'{"name": "Ada"}', content_type="application/json").status_code == 200
    assert "Check your answers" not in text_of(client.post(request_page.url, {"step": "destroy"}))


def test_too_many_requests_keep_the_answers_for_later(client, request_page, settings):
    settings.CL_HUB = {
        **settings.CL_HUB,
        "RATE_LIMITS": {**{"order-ip": (120, 3600)}, "order-email": (2, 3600), "token-ip": (9, 9)},
    }
    checked = [check(client, request_page) for _n in range(3)]
    statuses = [send(client, request_page, page).status_code for page in checked]
    assert statuses == [302, 302, 429]
    late = send(client, request_page, checked[2])
    assert late["Retry-After"] == "3600" and "has not been sent yet" in text_of(late)
    assert "Ada Okafor" in text_of(late) and hidden(late, "sealed")


def test_busy_database_answers_503_and_keeps_the_answers(client, request_page, monkeypatch):
    def busy(**kwargs):
        raise OperationalError("database is locked")

    checked = check(client, request_page)
    monkeypatch.setattr(steps, "place", busy)
    response = send(client, request_page, checked)
    assert response.status_code == 503 and "We are very busy" in text_of(response)
    monkeypatch.undo()
    assert send(client, request_page, response).status_code == 302
    assert Order.objects.count() == 1


def test_national_page_gives_an_area_to_its_academy_and_keeps_the_rest(national_page, wales):
    assert order_pack(national_page, area="swansea").academy == wales
    assert order_pack(national_page, area="fife").academy == national_page.academy


def test_page_without_live_toolkits_says_so_and_takes_nothing(client, request_page, toolkit):
    sealed = seal(new_ticket(), request_page.pk, {name: [value] for name, value in ADA.items()})
    toolkit.unpublish()
    assert "No toolkit can be asked for" in text_of(client.get(request_page.url))
    assert client.post(request_page.url, {"step": "send", "sealed": sealed}).status_code == 200
    assert not Order.objects.exists()


def test_two_toolkits_are_offered_as_a_choice(client, request_page, toolkits, toolkit):
    from toolkit_orders.models import RequestOffer, ToolkitPage

    other = toolkits.add_child(instance=ToolkitPage(title="Virtual toolkit", slug="virtual", summary="Online."))
    RequestOffer.objects.create(page=request_page, toolkit=other, locale=request_page.locale, sort_order=1)
    assert "Choose a toolkit" in text_of(check(client, request_page))
    order = order_pack(request_page, toolkit=str(other.translation_key))
    assert order.toolkit == other
    assert "Choose one of these toolkits" in text_of(check(client, request_page, toolkit="0"))


def test_site_without_areas_still_takes_requests(client, toolkits, toolkit, any_pace):
    Area.objects.all().delete()
    page = make_request_page(toolkits, toolkit, slug="request")
    send(client, page, check(client, page, area=None))
    assert Order.objects.get().area_slug == ""


def test_request_page_refuses_to_go_live_without_a_toolkit(home, toolkits):
    from hub.exceptions import PublishRefused
    from toolkit_orders.models import RequestPage

    page = toolkits.add_child(instance=RequestPage(title="Ask", slug="ask", live=False))
    with pytest.raises(PublishRefused, match="at least one toolkit"):
        page.save_revision().publish()
