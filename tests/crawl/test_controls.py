"""The crawl itself: it sees the canaries where they should be seen, and turns red when what protects them is switched off."""

from __future__ import annotations

import pytest

from hub.academies import views
from hub.academies.guard import AdminGuard
from hub.academies.models import Academy
from hub.academies.policy import TenantPolicy
from tests.crawl.addresses import addresses
from tests.crawl.crawler import Crawl

pytestmark = pytest.mark.xdist_group("crawl-controls")


def walk(world, role, *starts, only_reading=False):
    crawl = Crawl(world, role)
    for address in addresses():
        if address.name.startswith(starts):
            crawl.address(address, only_reading=only_reading)
    return crawl.found


@pytest.mark.parametrize(
    ("role", "starts", "number"),
    [
        ("superuser", ("toolkit_", "hub_academies", "hub_areas", "hub_roles", "stories", "wagtailusers_"), 45),
        ("superuser", ("wagtailadmin_reports", "wagtailadmin_api", "wagtailadmin_explore", "wagtailadmin_pages"), 40),
        ("superuser", ("wagtaildocs", "wagtailimages", "wagtailadmin_tag", "wagtailadmin_collections", "wagtail_localize"), 30),
        ("A's manager", ("toolkit_", "hub_academies", "stories", "wagtailadmin_explore", "wagtaildocs", "wagtailimages"), 35),
    ],
)
def test_whoever_may_see_the_canaries_does(world, db, role, starts, number):
    found = walk(world, role, *starts, only_reading=True)
    assert not found.broken
    assert len(found.shown) >= number, (len(found.shown), sorted(found.shown))


def test_every_kind_of_canary_is_seen(world, db):
    found = walk(world, "superuser", "toolkit_orders:", "wagtailadmin_explore", "wagtailusers_users:index", only_reading=True)
    assert set().union(*found.canaries.values()) == {"CANARYOPENA", "CANARYDRAFTA", "CANARYNAMEA", "CANARYOWNA"}


def test_crawl_sees_rows_without_the_scoping_of_views(world, db, monkeypatch):
    monkeypatch.setattr(views, "require_visible", lambda *args: None)
    monkeypatch.setattr(views, "visible", lambda model, user: model._default_manager.all())
    monkeypatch.setattr(views, "scope_form", lambda form, *args, **kwargs: form)
    found = walk(world, "manager", "toolkit_orders:index", "toolkit_assets:", only_reading=True)

    assert any("toolkit_orders:index" in row for row in found.seen)


def test_crawl_sees_changes_without_the_tenant_policy(world, db, monkeypatch):
    monkeypatch.setattr(TenantPolicy, "academies", lambda self, user, actions: Academy.objects.all())
    found = walk(world, "manager", "toolkit_assets:")

    assert any("Asset changed" in row or "Asset is gone" in row for row in found.changed), found.changed
    assert found.seen


def test_crawl_goes_red_without_the_guard(world, db, monkeypatch):
    monkeypatch.setattr(AdminGuard, "process_view", lambda *args, **kwargs: None)
    found = walk(
        world, "editor", "wagtailadmin_explore", "wagtailadmin_choose_page", "wagtailadmin_api", "wagtailadmin_tag", "wagtail_bulk"
    )
    names = {row.split("(")[1].split(",")[0] for row in found.seen}

    assert {
        "wagtailadmin_explore",
        "wagtailadmin_api:images:listing",
        "wagtailadmin_tag_autocomplete",
        "wagtail_bulk_action",
    } <= names
