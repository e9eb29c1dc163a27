"""What is set up wrongly is said in words, with what to do."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.db import connections
from django.template import engines

from hub import checks
from hub.outbox.server import configured_timeout


def found(check):
    messages = check()
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


@pytest.mark.django_db
def test_project_of_these_tests_is_set_up_well():
    every = run_checks(include_deployment_checks=False)
    assert [message.id for message in every if message.id.startswith("hub.")] == []


def test_templates_that_cannot_be_found_are_an_error(settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    try:
        assert found(checks.check_templates) == ["hub.E001"]
        assert "/templates" in checks.check_templates()[0].hint
    finally:
        engines.__dict__.pop("templates", None)


@pytest.mark.parametrize(("name", "number"), [("SecurityHeaders", "hub.W002"), ("AdminGuard", "hub.W003")])
def test_missing_middleware_is_a_warning(settings, name, number):
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if not path.endswith(name)]
    assert found(checks.check_middleware) == [number]


def test_middleware_derived_from_ours_will_do(settings, monkeypatch):
    derived = type("Derived", (checks.import_string("hub.middleware.SecurityHeaders"),), {})
    monkeypatch.setattr(checks, "Derived", derived, raising=False)
    settings.MIDDLEWARE = ["hub.checks.Derived", "hub.middleware.AdminGuard", "no.such.Middleware"]
    assert found(checks.check_middleware) == []


@pytest.mark.parametrize(("lease", "timeout", "ids"), [(60, 20, []), (60, 21, ["hub.E004"]), (60, None, []), ("60", 21, [])])
def test_lease_must_outlast_the_mail_server(settings, lease, timeout, ids):
    settings.CL_HUB = {**settings.CL_HUB, "OUTBOX_LEASE_SECONDS": lease}
    settings.EMAIL_TIMEOUT = timeout
    assert found(checks.check_mail) == ids


def test_time_out_is_read_from_mailers_too(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {"host": "x", "timeout": 25}}
    }
    assert configured_timeout() == 25
    assert found(checks.check_mail) == ["hub.E004"]


def test_private_files_under_media_are_an_error(settings):
    settings.MEDIA_ROOT = settings.SCRATCH
    assert found(checks.check_private_storage) == ["hub.E005"]


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("WAGTAIL_ENABLE_UPDATE_CHECK", True, "hub.W006"),
        ("WAGTAIL_ENABLE_UPDATE_CHECK", "lts", "hub.W006"),
        ("WAGTAIL_GRAVATAR_PROVIDER_URL", "//www.gravatar.com/avatar", "hub.W007"),
        ("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True, "hub.W009"),
    ],
)
def test_setting_of_wagtail_that_harms_is_a_warning(settings, name, value, number):
    setattr(settings, name, value)
    assert found(checks.check_wagtail) == [number]
    delattr(settings, name)
    assert found(checks.check_wagtail) == [number]  # Wagtail's own default harms too


def test_base_page_model_of_the_project_is_named(monkeypatch):
    monkeypatch.setattr(checks.swapper, "is_swapped", lambda *names: "stranger.BasePage")
    assert found(checks.check_wagtail) == ["hub.W008"]


class Empty:
    urlpatterns = []


def test_addresses_that_are_not_included_are_a_warning(settings):
    settings.ROOT_URLCONF = Empty
    assert found(checks.check_addresses) == ["hub.W011"]


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        ({}, True),
        ({"transaction_mode": "IMMEDIATE"}, True),
        ({"init_command": "PRAGMA journal_mode=WAL;"}, True),
        ({"transaction_mode": "DEFERRED", "init_command": "PRAGMA journal_mode=WAL;"}, True),
        ({"transaction_mode": "immediate", "init_command": "pragma journal_mode = wal"}, False),
    ],
)
def test_sqlite_as_it_comes_is_a_warning_and_an_error_before_deployment(monkeypatch, options, wrong):
    monkeypatch.setattr(connections["default"], "vendor", "sqlite")
    monkeypatch.setitem(connections["default"].settings_dict, "OPTIONS", options)
    assert found(checks.check_sqlite) == (["hub.W010"] if wrong else [])
    assert found(checks.check_sqlite_before_deployment) == (["hub.E010"] if wrong else [])


def test_error_is_raised_before_deployment_only():
    assert checks.check_sqlite_before_deployment in registry.get_checks(include_deployment_checks=True)
    assert checks.check_sqlite_before_deployment not in registry.get_checks()
