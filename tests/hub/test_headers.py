"""What every response tells the browser it may do."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path, reverse

from hub.middleware import SecurityHeaders, content_policy

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


def get(path, response=None, **headers):
    made = response or HttpResponse("ok")
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return SecurityHeaders(lambda request: made)(RequestFactory().get(path))


@pytest.mark.parametrize("path", ["/", "/good-practice/?q=x", "/administration/", "/documents/1/x.pdf"])
def test_public_pages_run_no_script_and_no_style_of_strangers(path):
    response = get(path)
    assert response["Content-Security-Policy"] == STRICT
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/1/edit/", "/admin"])
def test_admin_may_run_its_own_inline_scripts_and_nothing_else(path):
    policy = get(path)["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline';" in policy
    assert "object-src 'none'" in policy
    assert "unsafe-eval" not in policy


class OtherAdmin:
    urlpatterns = [path("cms/desk/", HttpResponse, name="wagtailadmin_home")]


class NoAdmin:
    urlpatterns = []


def test_admin_is_found_where_the_project_put_it(settings):
    settings.ROOT_URLCONF = OtherAdmin
    assert reverse("wagtailadmin_home") == "/cms/desk/"
    assert "'unsafe-inline'" in get("/cms/desk/pages/")["Content-Security-Policy"]
    assert get("/admin/")["Content-Security-Policy"] == STRICT


def test_project_without_an_admin_is_strict_everywhere(settings):
    settings.ROOT_URLCONF = NoAdmin
    assert get("/admin/")["Content-Security-Policy"] == STRICT


def test_view_knows_better():
    response = get("/", Content_Security_Policy="default-src 'none'", Referrer_Policy="no-referrer")
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert response["Referrer-Policy"] == "no-referrer"


def test_files_from_elsewhere_are_allowed_where_the_project_keeps_them(settings):
    settings.STATIC_URL, settings.MEDIA_URL = "https://static.example/s/", "//media.example/m/"
    policy = content_policy(admin=False)
    assert "script-src 'self' https://static.example;" in policy
    assert "img-src 'self' data: blob: https://static.example https://media.example;" in policy
    assert "default-src 'self';" in policy


def test_project_adds_sources_by_setting(settings):
    settings.CL_HUB = {
        **settings.CL_HUB,
        "CSP_ADDED": {"frame-src": ["https://video.example"], "object-src": ["https://o.example"]},
    }
    policy = content_policy(admin=False)
    assert "frame-src 'self' https://video.example" in policy
    assert "object-src https://o.example" in policy
    settings.CL_HUB = {**settings.CL_HUB, "CSP_ADDED": {}}
    assert content_policy(admin=False) == STRICT


def test_served_answer_carries_the_headers(client):
    assert client.get("/health/live")["Content-Security-Policy"] == STRICT


@pytest.mark.django_db
def test_missing_page_carries_the_headers_too(client):
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert response["Content-Security-Policy"] == STRICT
