"""A file of A's that B's editor names in a page, by every way a page is made: refused when saved, and not sent."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from hub.exceptions import PublishRefused
from toolkit_orders.exceptions import NothingToSend
from toolkit_orders.models import Order, PromotionPackPage, ToolkitPage
from toolkit_orders.services.send import _files_of

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.xdist_group("crawl-escalations")]


@pytest.fixture
def pack(world, db):
    """B's pack, read anew: the world is made once, and what a test does to its objects is not rolled back."""
    return PromotionPackPage.objects.get(pk=world.b.rows[PromotionPackPage][0].pk)


@pytest.fixture
def private(world):
    return world.a.named["asset"]


def signed_in(world, role):
    client = Client()
    client.force_login(world.b.people[role])
    return client


def with_file(pack, asset):
    """What the editor's form sends for a pack with one step that holds this file."""
    step = {
        "steps-count": "1", "steps-0-deleted": "", "steps-0-order": "0", "steps-0-type": "step", "steps-0-id": "",
        "steps-0-value-when": "Week 1", "steps-0-value-title": "Step", "steps-0-value-text": "Do this.",
        "steps-0-value-files-count": "1", "steps-0-value-files-0-deleted": "", "steps-0-value-files-0-order": "0",
        "steps-0-value-files-0-type": "item", "steps-0-value-files-0-id": "", "steps-0-value-files-0-value": str(asset.pk),
    }  # fmt: skip
    empty = {f"{name}-count": "0" for name in ("materials", "tips")}
    comments = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return {"title": pack.title, "slug": pack.slug, **step, **empty, **comments}


@pytest.mark.parametrize("role", ["editor", "manager"])
def test_form_with_a_private_file_of_another_academy_is_refused(world, pack, private, role):
    before = pack.latest_revision_id
    response = signed_in(world, role).post(reverse("wagtailadmin_pages:edit", args=[pack.pk]), with_file(pack, private))

    assert response.status_code == 200
    assert "Choose files of your own academy" in response.content.decode()
    assert PromotionPackPage.objects.get(pk=pack.pk).latest_revision_id == before


def test_form_with_a_file_of_ones_own_is_saved(world, pack):
    own = world.b.named["public_asset"]
    response = signed_in(world, "editor").post(reverse("wagtailadmin_pages:edit", args=[pack.pk]), with_file(pack, own))

    assert response.status_code == 302
    assert PromotionPackPage.objects.get(pk=pack.pk).latest_revision_id != pack.latest_revision_id


def test_block_stored_by_hand_does_not_go_live(pack, private):
    pack.steps = [("step", {"when": "Week 1", "title": "Step", "text": "Do.", "files": [private]})]
    with pytest.raises(PublishRefused, match="another academy"):
        pack.save_revision().publish()


def test_page_of_another_academy_cannot_be_copied_into_ones_own(world):
    theirs = world.a.rows[PromotionPackPage][0]
    home = Page.objects.get(translation_key=world.b.academy.home_key, locale=world.shared.locale)
    data = {"new_title": "Mine", "new_slug": "mine", "new_parent_page": home.pk}
    response = signed_in(world, "manager").post(reverse("wagtailadmin_pages:copy", args=[theirs.pk]), data)

    assert response.status_code in (302, 403, 404)
    assert not home.get_children().filter(slug="mine").exists()


def test_foreign_files_are_not_sent(world, private):
    toolkit = ToolkitPage.objects.get(pk=world.shared.toolkit.pk)
    part = {"title": "All", "summary": "All.", "points": [], "facts": "", "uses": [], "files": [private]}
    toolkit.parts = [("part", part)]
    toolkit.save()
    ToolkitPage.objects.filter(pk=toolkit.pk).update(academy=world.b.academy)
    order = Order.objects.filter(academy=world.b.academy).first()

    with pytest.raises(NothingToSend):
        _files_of(order)
