"""Signing in: a second step where the site asks for one, limits, and no way around."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.browser.running import Demo, free_port

PASSWORD = "citizen-leadership"
SIGN_IN = "/admin/sign-in/"


def code_for(secret: str, *, steps: int = 0) -> str:
    """The six figures an authenticator app shows now (RFC 6238), or some steps of 30 seconds away."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.get_by_label("Username or email").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.fixture(scope="module")
def strict(demo) -> Demo:
    """The same hub, by a second server that asks everybody for a second step."""
    port = free_port()
    server = replace(
        demo, url=f"http://127.0.0.1:{port}", port=port, env={**demo.env, "HUB_REQUIRE_MFA": "1"}, processes=[], mail_server=None
    )
    server.start(worker=False)
    yield server
    server.stop()


@pytest.fixture
def strict_page(strict, open_page, guard) -> Page:
    guard.url = strict.url
    return open_page()


@pytest.fixture
def person(demo, request):
    """An editor of an academy who nobody else signs in as."""
    name = f"newcomer{abs(hash(request.node.name)) % 10**6}"
    demo.query(
        "from django.contrib.auth import get_user_model as m; from hub.academies.models import Academy, AcademyRole;"
        f"u = m().objects.create_user('{name}', '{name}@hub.example', '{PASSWORD}');"
        "AcademyRole.objects.create(user=u, academy=Academy.objects.get(slug='north-west'), role='editor')"
    )
    return name


def test_second_step_is_set_up_asked_for_and_replaced_by_a_recovery_code(strict, strict_page, person):
    page = strict_page
    page.goto(f"{strict.url}/admin/pages/")
    sign_in(page, person)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second step")
    secret = page.locator("main code").inner_text()
    assert person not in page.locator("main img").get_attribute("src")

    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".w-field__errors")).to_contain_text("Incorrect code")
    page.get_by_label("Code").fill(code_for(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = page.locator("main code").all_inner_texts()
    assert len(set(recovery)) == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page).to_have_url(re.compile("/admin/$"))

    for answer in (code_for(secret, steps=1), recovery[0]):
        page.context.clear_cookies()
        page.goto(f"{strict.url}/admin/pages/")
        sign_in(page, f"{person}@hub.example")
        expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
        page.get_by_label("Code").fill(answer)
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile("/admin/pages/"))

    page.context.clear_cookies()
    page.goto(f"{strict.url}/admin/")
    sign_in(page, person)
    page.get_by_label("Code").fill(recovery[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".w-field__errors")).to_contain_text("Incorrect code")


def test_admin_stays_closed_until_the_second_step_is_set_up(strict, strict_page, person):
    page = strict_page
    page.goto(f"{strict.url}/admin/login/?next=/admin/pages/")
    sign_in(page, person)
    for address in ("/admin/", "/admin/pages/", "/admin/toolkit-requests/?export=csv", "/admin/account/", "/admin/api/main/pages/"):
        answer = page.request.get(f"{strict.url}{address}", max_redirects=0)
        assert (answer.status, SIGN_IN in answer.headers["location"]) == (302, True), address
    assert page.request.get(f"{strict.url}/").status == 200, "public pages are open to everybody"


def test_secrets_of_second_steps_are_not_readable_in_the_database(strict, strict_page, person, demo):
    page = strict_page
    page.goto(f"{strict.url}/admin/")
    sign_in(page, person)
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code").fill(code_for(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")

    rows = demo.sql("SELECT m.data FROM mfa_authenticator m JOIN auth_user u ON u.id = m.user_id WHERE u.username = ?", person)

    assert len(rows) == 2
    assert secret not in str(rows)
    logged = demo.sql("SELECT count(*) FROM wagtailcore_modellogentry WHERE action = 'hub_site.second_step_added'")
    assert logged[0][0] >= 2
    assert "Removed: 2" in demo.manage("forget_second_step", person)


def test_guessing_a_password_is_stopped_whether_the_account_exists_or_not(demo, open_page, person, guard):
    for username in (person, "nobody-of-that-name"):
        page = open_page()
        page.goto(SIGN_IN)
        seen = []
        for number in range(12):
            sign_in(page, username, f"guess {number}")
            seen.append(page.locator("main .messages, main .w-field__errors").all_inner_texts())
        assert "Too many" in str(seen[-1]), username
        sign_in(page, username)
        expect(page).to_have_url(re.compile(SIGN_IN))
    demo.sql("DELETE FROM hub_ratehit")


@pytest.mark.parametrize("wanted", ["//evil.example", "https:evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_but_here(wanted, demo, open_page):
    page = open_page()
    page.goto(f"/admin/login/?next={wanted}")
    sign_in(page, "tom")
    expect(page).to_have_url(re.compile(f"^{re.escape(demo.url)}/admin/$"))


def test_links_for_a_new_password_are_sent_a_few_times_only(demo, open_page, guard):
    page = open_page()
    guard.expected.add(429)
    for _number in range(4):
        page.goto("/admin/password_reset/")
        page.get_by_label("your email address").fill("tom@hub.example")
        page.get_by_role("button", name="Reset password").click()
    expect(page.locator("main")).to_contain_text("Too many tries")
    demo.sql("DELETE FROM hub_ratehit")


def test_nobody_makes_an_account_for_themself(open_page, guard):
    page = open_page()
    guard.expected.add(404)
    for address in ("/admin/sign-in/signup/", "/accounts/signup/", "/admin/sign-in/email/", "/accounts/"):
        page.goto(address)
        heading = page.get_by_role("heading", level=1).inner_text()
        assert heading in ("Sign in to Citizen Leadership Hub", "This page has moved, or was never here")
        assert page.locator("[name=password1], [name=email]").count() == 0
