"""How often something may be asked for, and by whom."""

from __future__ import annotations

import threading

import pytest
from django.db import connections
from django.test import RequestFactory

from hub import limits
from hub.limits import RateHit, allow, client_ip


@pytest.fixture
def limited(settings):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"order-ip": (3, 60), "order-email": (3, 60)}}


@pytest.mark.django_db
def test_request_over_the_limit_is_refused_and_the_next_window_starts_afresh(limited, monkeypatch):
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_000.0)
    assert [allow("order-ip", "192.0.2.1") for _number in range(5)] == [True, True, True, False, False]
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_060.0)
    assert allow("order-ip", "192.0.2.1")


@pytest.mark.django_db
def test_limits_are_apart_by_key_and_by_scope(limited):
    for _number in range(4):
        allow("order-ip", "192.0.2.1")
    assert allow("order-ip", "192.0.2.2")
    assert allow("order-email", "192.0.2.1")


@pytest.mark.django_db
def test_case_and_spaces_do_not_help(limited):
    assert [allow("order-email", key) for key in ("Jo@Example.org", "jo@example.org ", "JO@EXAMPLE.ORG", "jo@example.org")][
        -1
    ] is False


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "a\x00b", "\udcff", "x" * 100_000, "'; DROP TABLE hub_ratehit; --"])
def test_hostile_key_is_counted_like_any_other(limited, key):
    assert [allow("order-email", key) for _number in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_key_cannot_be_read_from_the_database(limited):
    allow("order-email", "jo@example.org")
    row = RateHit.objects.get()
    assert "jo" not in str(row)
    assert len(row.digest) == 64
    assert row.digest != limits._digest("order-ip", "jo@example.org")


def test_misspelt_limit_is_no_limit_at_all(limited):
    with pytest.raises(KeyError):
        allow("order-epi", "x")


@pytest.mark.django_db
def test_scope_that_a_host_leaves_out_keeps_its_own_limit_and_one_that_it_adds_counts(settings):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"order-ip": (1, 60), "loan-ip": (2, 60)}}
    assert [allow("order-ip", "192.0.2.1") for _number in range(2)] == [True, False]
    assert [allow("loan-ip", "192.0.2.1") for _number in range(3)] == [True, True, False]
    assert [allow("order-email", "jo@example.org") for _number in range(11)] == [True] * 10 + [False]


@pytest.mark.django_db
def test_counting_takes_one_query(limited, django_assert_num_queries):
    with django_assert_num_queries(1):  # the upsert
        allow("order-ip", "192.0.2.1")


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_time_are_all_counted(settings):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"order-ip": (10, 86400)}}
    answers = []

    def ask():
        try:
            answers.append(allow("order-ip", "192.0.2.1"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _number in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 15 + [True] * 10


@pytest.mark.parametrize(
    ("proxies", "forwarded", "direct", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, "", "::ffff:192.0.2.1", "192.0.2.1"),
        (0, "", "", "unknown"),
        (1, "203.0.113.9", "10.0.0.1", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "10.0.0.1", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.2", "10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "203.0.113.9:4711", "10.0.0.1", "203.0.113.9"),
        (1, "[2001:db8:1:2::7]:443", "10.0.0.1", "2001:db8:1:2::/64"),
        (1, "<script>", "10.0.0.1", "10.0.0.1"),
        (1, "fe80::1%eth0", "10.0.0.1", "fe80::/64"),
        (1, "," * 10_000, "10.0.0.1", "10.0.0.1"),
    ],
)
def test_address_is_believed_only_from_proxies_of_the_project(settings, proxies, forwarded, direct, expected):
    settings.CL_HUB = {**settings.CL_HUB, "TRUSTED_PROXIES": proxies}
    request = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_ip(request) == expected


def test_two_addresses_in_one_network_are_one_visitor(settings):
    first, second = (RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{end}") for end in (1, 2))
    assert client_ip(first) == client_ip(second)
