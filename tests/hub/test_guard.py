"""What Wagtail's own admin would show of other academies is closed."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, get_resolver, reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from hub.academies import guard
from hub.exceptions import Incomplete
from hub.models import AcademyPage, StandardPage

pytestmark = pytest.mark.django_db

CANARY = "CANARYA"
ARGUMENTS = [[], [1], ["wagtailcore", "page"], ["hub", "area", "1"]]


def names(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def address(name):
    for arguments in ARGUMENTS:
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no address for {name}")


@pytest.fixture
def foreign(wales):
    """A draft in the other academy's section, whose title nobody else may read."""
    page = AcademyPage.objects.get(slug="wales").add_child(instance=StandardPage(title=f"{CANARY} draft", slug="draft", live=False))
    live = AcademyPage.objects.get(slug="wales").add_child(instance=StandardPage(title=f"{CANARY} live", slug="live"))
    return page, live


@pytest.fixture
def section(nw):
    return AcademyPage.objects.get(slug="north-west")


@pytest.fixture
def editor(client, nw, user_with_role):
    user = user_with_role(nw, "editor")
    client.force_login(user)
    return user


def test_every_name_the_guard_knows_still_resolves():
    known = set(names(get_resolver()))
    keys = {*guard.PAGE_KEYS, *guard.REVIEW_KEYS, *guard.CHOOSER_KEYS, *guard.PARENT_FIELDS}
    assert guard.DENIED | keys | guard.CHOOSER_LISTS | guard.TAG_LISTS | {guard.BULK} <= known


def test_closed_views_are_404_for_an_editor_and_open_for_a_superuser(client, editor, superuser):
    for name in sorted(guard.DENIED):
        assert client.get(address(name)).status_code == 404, name
    client.force_login(superuser)
    for name in ("wagtailadmin_reports:site_history", "wagtailusers_users:index", "wagtailadmin_api:images:listing"):
        assert client.get(address(name)).status_code == 200, name


def test_closed_views_still_send_an_anonymous_visitor_to_sign_in(client, home):
    response = client.get(reverse("wagtailadmin_reports:site_history"))
    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize(
    "query", ["", "?page_type=wagtailcore.page", "search/?q=CANARYA", "{parent}/", "chosen-multiple/?id={foreign}"]
)
def test_page_chooser_never_names_a_page_of_another_academy(query, client, editor, foreign, wales):
    parent = AcademyPage.objects.get(slug="wales").pk
    response = client.get(reverse("wagtailadmin_choose_page") + query.format(parent=parent, foreign=foreign[0].pk))

    assert response.status_code in (200, 404)
    assert CANARY not in response.content.decode()
    assert response.status_code == 404 or "{" not in query


def test_page_chooser_shows_own_and_shared_pages(client, editor, section, home):
    home.add_child(instance=StandardPage(title="Shared page", slug="shared"))
    for parent, title in ((home.pk, "Shared page"), (section.get_parent().pk, "North West Academy")):
        assert title in client.get(reverse("wagtailadmin_choose_page_child", args=[parent])).content.decode()


@pytest.mark.parametrize(("own_first", "name"), [(True, "move"), (False, "move"), (False, "cancel")])
def test_confirmation_pages_do_not_name_foreign_pages(own_first, name, client, editor, section, foreign):
    keys = [section.pk, foreign[0].pk] if own_first else [foreign[0].pk, section.pk]
    view, arguments = {
        "move": ("wagtailadmin_pages:move_confirm", keys),
        "cancel": ("wagtailadmin_pages:confirm_workflow_cancellation", keys[:1]),
    }[name]
    assert client.get(reverse(view, args=arguments)).status_code == 404


def test_explorer_of_a_foreign_page_is_404_and_of_ones_own_is_not(client, editor, section, foreign):
    assert client.get(reverse("wagtailadmin_explore", args=[foreign[0].pk])).status_code == 404
    assert client.get(reverse("wagtailadmin_explore_results", args=[foreign[1].pk])).status_code == 404
    assert client.get(reverse("wagtailadmin_explore", args=[section.pk])).status_code == 200


def test_error_of_a_form_does_not_name_the_foreign_page_that_was_posted(client, editor, section, foreign):
    url = reverse("wagtailadmin_pages:choose_parent", args=["hub", "standardpage"])
    assert client.post(url, {"parent_page": foreign[0].pk}).status_code == 404
    assert client.post(url, {"parent_page": section.pk}).status_code == 302


@pytest.mark.parametrize("arguments", [[], ["taggit", "tag"]])
def test_suggested_tags_are_those_of_ones_own_files(arguments, client, editor, superuser, nw, wales):
    model = get_document_model()
    for academy, tag in ((nw, "canary-own"), (wales, "canary-theirs")):
        row = model.objects.create(title="A file", file=ContentFile(b"x", "x.txt"), collection=academy.collection)
        row.tags.add(tag)
    url = reverse("wagtailadmin_tag_model_autocomplete" if arguments else "wagtailadmin_tag_autocomplete", args=arguments)

    assert client.get(url, {"term": "canary"}).json() == ["canary-own"]
    assert client.get(reverse("wagtailadmin_tag_model_autocomplete", args=["hub", "area"])).status_code == 404
    client.force_login(superuser)
    assert client.get(url, {"term": "canary"}).json() == ["canary-own", "canary-theirs"]


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_bulk_actions_on_foreign_pages_are_404(action, client, editor, section, foreign):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for keys in ([foreign[0].pk], [section.pk, foreign[1].pk], ["abc"], ["9223372036854775808"], [0]):
        assert client.get(url, {"id": keys}).status_code == 404
        assert client.post(f"{url}?" + "&".join(f"id={key}" for key in keys)).status_code == 404
    assert client.get(url, {"id": [section.pk]}).status_code == 200
    assert Page.objects.filter(pk__in=[page.pk for page in foreign]).count() == 2


def test_bulk_actions_on_foreign_files_people_and_nonsense_are_404(client, editor, nw, wales):
    model = get_document_model()
    mine, theirs = (
        model.objects.create(title=CANARY, file=ContentFile(b"x", "x.txt"), collection=academy.collection)
        for academy in (nw, wales)
    )
    url = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "delete"])

    assert client.get(url, {"id": [mine.pk, theirs.pk]}).status_code == 404
    assert client.get(url, {"id": [mine.pk]}).status_code == 200
    for model_name in (["auth", "user"], ["auth", "group"], ["no", "such"]):
        assert client.get(reverse("wagtail_bulk_action", args=[*model_name, "delete"]), {"id": [1]}).status_code == 404


def test_pages_outside_the_admin_are_none_of_the_guards_business(client, editor, home):
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("referer", ["/admin/pages/", "https://evil.example/", "//evil.example", ""])
def test_publishing_in_bulk_what_is_not_fit_becomes_a_message(referer, client, superuser, section, monkeypatch):
    section.unpublish()
    section.save_revision()
    monkeypatch.setattr(AcademyPage, "refusals_to_publish", lambda page: [Incomplete("The consent is missing.")])
    client.force_login(superuser)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={section.pk}"

    response = client.post(url, {"include_descendants": ""}, HTTP_REFERER=referer)

    assert response.status_code == 302
    assert response.url == (referer if referer == "/admin/pages/" else reverse("wagtailadmin_home"))
    assert "The consent is missing." in client.get(reverse("wagtailadmin_home")).content.decode()
    section.refresh_from_db()
    assert not section.live
