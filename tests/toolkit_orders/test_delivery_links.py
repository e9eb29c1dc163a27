"""The page behind a mailed link, and its downloads."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.toolkit_orders.ordering import ADA, Inbox, order_pack, work
from toolkit_orders.logs import TokenFilter
from toolkit_orders.models import Grant, GrantFile, Order
from toolkit_orders.models.grants import digest_of, new_token
from toolkit_orders.services.revoke import revoke

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(request_page):
    order_pack(request_page)
    work()
    return Inbox(ADA["email"]).tokens[0]


@pytest.fixture
def page(token):
    return f"/d/{token}/"


def counts() -> tuple[int, int]:
    return Grant.objects.get().downloads, sum(GrantFile.objects.values_list("downloads", flat=True))


def test_link_page_lists_files_with_their_facts_and_counts_nothing(page):
    visitor = Client()
    response = visitor.get(page)
    text = response.content.decode()
    assert response.status_code == 200
    assert "Playbook" in text and "PDF" in text and "3 pages" in text and "Your link works until" in text
    assert visitor.head(page).status_code == 200
    assert visitor.get(page, headers={"Purpose": "prefetch"}).status_code == 200
    assert counts() == (0, 0)
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-store" and response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_download_hands_out_the_private_file_and_counts_one(page, assets):
    response = Client(enforce_csrf_checks=True).post(f"{page}1/")
    body = b"".join(response.streaming_content)
    assert response.status_code == 200 and body.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert 'attachment; filename="Playbook.pdf"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store" and response["X-Content-Type-Options"] == "nosniff"
    assert counts() == (1, 1)
    order = Order.objects.get()
    assert order.first_download_at and Grant.objects.get().first_used_at


def test_repeats_within_ten_minutes_count_once_and_later_ones_again(client, page):
    for headers in ({}, {"Range": "bytes=0-"}, {"Range": "bytes=100-200"}):
        assert client.post(f"{page}1/", headers=headers).status_code == 200
    assert counts() == (1, 1)
    GrantFile.objects.update(last_counted_at=timezone.now() - timedelta(minutes=10, seconds=1))
    client.post(f"{page}1/")
    assert counts() == (2, 2)


def test_get_of_a_file_leads_back_to_the_page_and_counts_nothing(client, page):
    response = client.get(f"{page}1/")
    assert response.status_code == 302 and response.url == page
    assert client.head(f"{page}1/").status_code == 302
    assert client.delete(f"{page}1/").status_code == client.post(page).status_code == 405
    assert counts() == (0, 0)


@pytest.mark.parametrize("number", ["0", "3", "-1", "01", "1e0", "9223372036854775808", "abc", "%00", "..", "1." * 2000])
def test_file_that_is_not_in_the_link_is_not_found(client, page, number):
    assert client.post(f"{page}{number}/").status_code == 404
    assert counts() == (0, 0)


def test_made_up_cut_and_swollen_tokens_are_not_found(client, token):
    swapped = token.swapcase()
    wrong = [
        token[:-1],
        f"{token}A",
        swapped,
        new_token(),
        "a",
        "%00",
        f"{token}%00",
        "a" * 10_000,
        "%2e%2e%2f",
        "é" * 43,
        "%ed%a0%80",
    ]
    for text in wrong:
        assert client.get(f"/d/{text}/").status_code == 404, text
        assert client.post(f"/d/{text}/1/").status_code == 404, text
    assert counts() == (0, 0)


@pytest.mark.parametrize("tail", [".", ">", ")", ".>", ","])
def test_what_a_mail_program_glued_to_the_token_does_no_harm(client, token, tail):
    assert client.get(f"/d/{token}{tail}/").status_code == 200


def test_somebody_who_tries_tokens_out_is_stopped(client, db, settings, home):
    settings.CL_HUB = {**settings.CL_HUB, "RATE_LIMITS": {"token-ip": (5, 3600)}}
    statuses = [client.get(f"/d/{new_token()}/").status_code for _n in range(7)]
    assert statuses == [404] * 5 + [429] * 2


def test_expired_link_says_so_and_leads_to_the_form(client, page, request_page):
    Grant.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for response in (client.get(page), client.post(f"{page}1/")):
        text = response.content.decode()
        assert response.status_code == 410 and "This link no longer works" in text and request_page.url in text
    assert counts() == (0, 0)


def test_link_revoked_between_page_and_download_is_closed(client, page, superuser):
    assert client.get(page).status_code == 200
    revoke(order=Order.objects.get(), user=superuser)
    response = client.post(f"{page}1/")
    assert response.status_code == 410 and "We have closed it" in response.content.decode()
    assert client.get(page).status_code == 410
    assert counts() == (0, 0)


def test_link_that_is_used_up_closes_but_lets_a_broken_download_be_repeated(client, page, settings):
    Grant.objects.update(max_downloads=1)
    assert client.post(f"{page}1/").status_code == 200
    assert client.post(f"{page}2/").status_code == 410
    assert client.post(f"{page}1/").status_code == 200
    assert "as often as one link may be" in client.get(page).content.decode()
    assert counts() == (1, 1)


def test_missing_file_is_said_logged_and_not_counted(client, page, assets, caplog):
    assets[0].file.storage.delete(assets[0].file.name)
    text = client.get(page).content.decode()
    assert "cannot be found just now" in text and f"{page}2/" in text and f"{page}1/" not in text
    with caplog.at_level(logging.ERROR, logger="toolkit_orders"):
        response = client.post(f"{page}1/")
    assert response.status_code == 404 and "We cannot find “Playbook” just now" in response.content.decode()
    assert f"asset {assets[0].pk}" in caplog.text
    assert counts() == (0, 0)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 200),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://[broken"}, 403),
    ],
)
def test_download_from_another_site_is_refused(client, page, headers, status):
    assert client.post(f"{page}1/", headers=headers).status_code == status


def test_asset_in_a_sent_link_cannot_be_deleted(token, assets):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        assets[0].delete()


def test_links_survive_a_new_secret_key(client, page, settings):
    settings.SECRET_KEY = "another one"
    assert client.get(page).status_code == 200


def test_logs_hold_no_token(token):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s %d", ("Gone", f"/d/{token}/1/", 410), None)
    assert TokenFilter().filter(record)
    assert token not in record.getMessage() and "/d/(token)/1/ 410" in record.getMessage()
    server = logging.LogRecord("django.server", logging.INFO, "", 0, f'"GET /d/{token}/ HTTP/1.1" 200', (), None)
    TokenFilter().filter(server)
    assert token not in server.getMessage()
    done = logging.LogRecord(
        "django.server", logging.INFO, "", 0, '"GET /a/done/WyI3RDRRUk/1xUubi/SQBEr7LE/ HTTP/1.1" 200', (), None
    )
    TokenFilter().filter(done)
    assert "WyI3" not in done.getMessage() and "SQBE" not in done.getMessage()


def test_digest_of_what_cannot_be_a_token_is_empty():
    assert [digest_of(text) for text in ("", "a", "\x00" * 43, "\ud800" * 43, "a" * 44, "a" * 43 + "\n")] == [""] * 6
