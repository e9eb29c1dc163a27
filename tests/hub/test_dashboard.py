"""The first page of the admin: who one is here, what one may do, and what waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hub.academies.models import AcademyRole
from hub.dashboard import sections
from hub.dashboard.sections import Action, Figure, Row, Section, Table, register_dashboard_section, sections_for
from hub.dashboard.trouble import troubles
from hub.dashboard.welcome import hub_section, sentences_for
from hub.jobs.models import Heartbeat
from hub.jobs.worker import NAME
from hub.outbox.models import OutboxMessage

Role = AcademyRole.Role
WAGTAIL_COUNTS = '">created in '


def asks(user):
    request = RequestFactory().get(reverse("wagtailadmin_home"))
    request.user = user
    return request


def dashboard(client, user):
    client.force_login(user)
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def only_hub(monkeypatch):
    """No app but the hub says anything."""
    monkeypatch.setattr(sections, "_registered", {hub_section: 200})


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.AUTHOR, "You look after North West Academy. You can write pages of your own; a publisher puts them online."),
        (Role.EDITOR, "You look after North West Academy. You can write its pages; a publisher puts them online."),
        (Role.PUBLISHER, "You look after North West Academy. You can write and publish its pages."),
        (Role.ORDER_HANDLER, "You look after North West Academy. You can answer toolkit requests."),
        (
            Role.MANAGER,
            "You look after North West Academy. You can write and publish its pages. You can answer toolkit requests. "
            "You can change its contact details and colours, and look after its people.",
        ),
    ],
)
def test_each_role_reads_what_it_may_do(client, nw, user_with_role, role, sentence):
    assert sentence in dashboard(client, user_with_role(nw, role))


def test_roles_in_two_academies_are_two_lines_and_buttons_name_the_academy(nw, wales, user_with_role):
    user = user_with_role(nw, Role.EDITOR)
    AcademyRole.objects.create(user=user, academy=nw, role=Role.ORDER_HANDLER)
    AcademyRole.objects.create(user=user, academy=wales, role=Role.PUBLISHER)
    request = asks(user)
    assert sentences_for(request) == [
        "You look after North West Academy. You can write its pages; a publisher puts them online. "
        "You can answer toolkit requests.",
        "You look after Wales Academy. You can write and publish its pages.",
    ]
    texts = [str(action.text) for action in hub_section(request).actions]
    assert texts == ["See pages of North West Academy", "See pages of Wales Academy"]


def test_buttons_lead_to_the_own_section_and_managers_to_their_details(client, nw, wales, user_with_role):
    user = user_with_role(nw, Role.MANAGER)
    client.force_login(user)
    actions = {str(action.text): action.url for action in hub_section(asks(user)).actions}
    assert list(actions) == ["See our pages", "Change our details"]
    assert all(client.get(url).status_code == 200 for url in actions.values())
    assert reverse("hub_academies:edit", args=[nw.pk]) in actions.values()
    assert "See our pages" not in dashboard(client, user_with_role(nw, Role.ORDER_HANDLER))


def test_somebody_without_a_role_gets_no_greeting(client, nw, user_with_role):
    request = asks(user_with_role(None, None))
    assert sentences_for(request) == []
    assert hub_section(request) is None


def test_apps_say_their_part_in_order_once_for_each_request_and_hostile_words_stay_words(client, nw, user_with_role, only_hub):
    asked = []

    def loans(request):
        asked.append(request)
        row = Row("L-1", "/loan/1/", ("<b>x</b>",), "Late", is_loud=True)
        table = Table("loans", "Loans", ("Number", "For", "State"), (row,), "No loans.", more=Action("See all 7", "/loans/"))
        figures = (Figure('<script>alert("1")</script> loans', "/loans/", "mail"),)
        return Section(actions=(Action("Lend", "/lend/", "plus", is_main=True),), figures=figures, tables=(table,))

    register_dashboard_section(loans, order=10)
    register_dashboard_section(loans, order=300)
    register_dashboard_section(lambda request: None)
    html = dashboard(client, user_with_role(nw, Role.EDITOR))
    assert len(asked) == 1
    assert "&lt;script&gt;" in html and "<script>alert" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert html.index("Lend") < html.index("See our pages")
    assert "See all 7" in html and "No loans." not in html


def test_a_table_without_rows_says_so(client, nw, user_with_role, only_hub):
    register_dashboard_section(lambda request: Section(tables=(Table("loans", "Loans", ("Number",), (), "No loans yet."),)))
    assert "No loans yet." in dashboard(client, user_with_role(nw, Role.EDITOR))


def test_wagtail_s_counts_of_the_whole_site_are_for_superusers(client, nw, user_with_role, superuser):
    assert WAGTAIL_COUNTS not in dashboard(client, user_with_role(nw, Role.MANAGER))
    assert WAGTAIL_COUNTS in dashboard(client, superuser)


def test_an_idle_worker_late_mail_and_lost_mail_are_said_in_words_to_superusers_only(client, nw, user_with_role, superuser):
    now = timezone.now()
    Heartbeat.objects.create(name=NAME, seen_at=now - timedelta(hours=2))
    for key in ("a", "b"):
        OutboxMessage.objects.create(kind="x", key=key, next_at=now - timedelta(hours=3), created_at=now - timedelta(hours=3))
    OutboxMessage.objects.create(kind="x", key="c", state=OutboxMessage.State.DEAD)
    html = dashboard(client, superuser)
    assert "The worker was last seen 2\xa0hours ago." in html
    assert "2 mails have not been sent. The oldest has waited for 3\xa0hours." in html
    assert "1 mail was given up in the last day." in html
    assert "The worker was last seen" not in dashboard(client, user_with_role(nw, Role.MANAGER))


def test_a_worker_that_never_ran_or_cannot_reach_the_mail_server_is_told_and_a_well_one_is_not(db):
    assert troubles()[0].startswith("The worker has never run.")
    Heartbeat.objects.beat(NAME, trouble="Connection refused")
    assert troubles() == ["The worker cannot send mail: Connection refused"]
    Heartbeat.objects.beat(NAME)
    assert troubles() == []


def test_the_hub_s_own_part_takes_six_queries_however_many_academies(nw, wales, user_with_role, django_assert_num_queries):
    user = user_with_role(nw, Role.MANAGER)
    AcademyRole.objects.create(user=user, academy=wales, role=Role.MANAGER)
    hub_section(asks(user))  # Wagtail's kinds of content are kept by the process
    with django_assert_num_queries(6):
        # roles with their academies; their languages; their home pages; what waits for approval; what is due; languages
        request = asks(user)
        sentences_for(request)
        hub_section(request)
    with django_assert_num_queries(3):  # the worker's sign of life; late mail; lost mail
        troubles()


def test_the_whole_page_stays_below_its_ceiling(client, nw, user_with_role, superuser):
    for user, ceiling in ((user_with_role(nw, Role.MANAGER), 60), (superuser, 50)):
        client.force_login(user)
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("wagtailadmin_home"))
        assert len(queries) <= ceiling, len(queries)


def test_sections_are_made_once_for_each_request(nw, user_with_role):
    request = asks(user_with_role(nw, Role.MANAGER))
    assert sections_for(request) is sections_for(request)
