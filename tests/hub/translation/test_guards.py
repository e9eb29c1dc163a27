"""Who may translate what into which language, what nobody may, and that English is never served under another address."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.core.checks import Warning
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import reports_menu
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from case_studies.models import Topic
from hub.models import AcademyPage, StandardPage
from hub.translation import checks
from hub.translation.rights import locales_for
from hub.translation.submit import translate, translate_snippet
from tests.hub.translation.conftest import fresh, in_urdu, live_in, no_problems

pytestmark = pytest.mark.django_db


def submit(client, page, *locales, **data):
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(url, {"locales": [locale.pk for locale in locales], **data})


def sync_url(page):
    return reverse("wagtail_localize:update_translations", args=[TranslationSource.objects.get_for_instance(page).pk])


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def foreign(wales):
    """A live page of the other academy."""
    return AcademyPage.objects.get(slug="wales").add_child(instance=StandardPage(title="CANARYA group", slug="group"))


# --- submit ---


@pytest.mark.parametrize(
    ("role", "languages", "asked", "status"),
    [
        ("editor", [], "ur", 302),
        ("editor", [], "cy", 302),
        ("publisher", ["en", "ur"], "ur", 302),
        ("publisher", ["en", "ur"], "cy", 200),  # the form again: not one of the choices
        ("manager", [], "ur", 302),
        ("editor", ["ur"], "ur", 403),  # sees the English page nowhere in the admin, so may not start from it
        ("order_handler", [], "ur", 403),
    ],
)
def test_each_role_may_start_a_translation_into_its_own_languages(
    client, nw, nw_page, urdu, welsh, locale, writer, role, languages, asked, status
):
    known = {"en": locale, "ur": urdu, "cy": welsh}
    client.force_login(writer(nw, role, [known[code] for code in languages]))
    response = submit(client, nw_page, known[asked])
    made = Page.objects.filter(translation_key=nw_page.translation_key, locale=known[asked])
    assert made.exists() == (status == 302)
    if status == 403:
        assert response.status_code in (302, 404)  # Wagtail sends people without permission home
        assert response.status_code == 404 or response.url == reverse("wagtailadmin_home")
    else:
        assert response.status_code == status


def test_another_academy_s_page_does_not_exist(client, nw, foreign, urdu, writer):
    client.force_login(writer(nw, "manager"))
    assert client.get(reverse("wagtail_localize:submit_page_translation", args=[foreign.pk])).status_code == 404
    assert submit(client, foreign, urdu).status_code == 404
    assert not Page.objects.filter(locale=urdu).exists()


def test_somebody_without_the_permission_may_not_submit(client, nw, nw_page, urdu, user_with_role):
    client.force_login(user_with_role(nw, "editor"))
    Permission.objects.filter(codename="submit_translation").delete()
    assert submit(client, nw_page, urdu).url == reverse("wagtailadmin_home")
    assert not Translation.objects.exists()


def test_parents_come_first_through_the_admin_too_and_the_person_is_told(client, superuser, nw_page, urdu):
    client.force_login(superuser)
    response = submit(client, nw_page, urdu)
    made = Page.objects.get(translation_key=nw_page.translation_key, locale=urdu)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    text = said(response)
    assert "drafts too" in text
    assert "Academies, North West Academy" in text
    assert not Page.objects.filter(locale=urdu, live=True).exists()
    assert no_problems()


def test_subtree_is_not_offered_and_ignored_when_sent(client, superuser, home, nw_page, urdu):
    client.force_login(superuser)
    url = reverse("wagtail_localize:submit_page_translation", args=[home.pk])
    assert "include_subtree" not in client.get(url).content.decode()
    submit(client, home, urdu, include_subtree="on")
    assert list(Page.objects.filter(locale=urdu).values_list("translation_key", flat=True)) == [home.translation_key]


def test_submitting_twice_is_an_error_of_the_form(client, superuser, about, urdu):
    client.force_login(superuser)
    submit(client, about, urdu)
    number = Page.objects.count()
    assert submit(client, about, urdu).status_code == 200
    assert Page.objects.count() == number


def test_several_languages_at_once(client, superuser, about, urdu, welsh):
    client.force_login(superuser)
    assert submit(client, about, urdu, welsh).url == reverse("wagtailadmin_explore", args=[about.get_parent().pk])
    assert Page.objects.filter(translation_key=about.translation_key).count() == 3


@pytest.mark.parametrize("locales", [[], ["abc"], [999], ["1' OR 1=1"]])
def test_languages_that_are_none_are_an_error_of_the_form(client, superuser, about, urdu, locales):
    client.force_login(superuser)
    url = reverse("wagtail_localize:submit_page_translation", args=[about.pk])
    assert client.post(url, {"locales": locales}).status_code == 200


def test_a_translation_asked_from_a_translation_starts_from_the_source(client, superuser, about, urdu, welsh):
    made = live_in(about, urdu)
    client.force_login(superuser)
    submit(client, made, welsh)
    assert Page.objects.get(translation_key=about.translation_key, locale=welsh).title == "About us"
    assert TranslationSource.objects.filter(object_id=about.translation_key).count() == 1


def test_a_page_that_is_not_valid_is_refused_in_words(client, superuser, about, urdu_home, urdu):
    Page.objects.filter(pk=about.pk).update(title="")
    client.force_login(superuser)
    response = submit(client, about, urdu)
    assert response.status_code == 302
    assert "cannot be translated as it stands" in said(response)


@pytest.mark.parametrize("person", ["superuser", "writer"])
def test_vocabulary_is_translated_by_who_may_change_it(client, nw, vocabulary, urdu, superuser, writer, person):
    client.force_login(superuser if person == "superuser" else writer(nw, "manager"))
    topic = Topic.objects.get(slug="housing")
    url = reverse("wagtail_localize:submit_snippet_translation", args=["case_studies", "topic", topic.pk])
    response = client.post(url, {"locales": [urdu.pk]})
    assert Topic.objects.filter(locale=urdu).exists() == (person == "superuser")
    assert response.status_code == 302
    assert (response.url == reverse("wagtailadmin_home")) == (person == "writer")


# --- sync ---


def test_sync_takes_the_source_over_and_publishes_only_if_asked(client, superuser, about, urdu_home, urdu):
    made = live_in(about, urdu)
    about.title = "Who we are"
    about.save_revision().publish()
    client.force_login(superuser)
    client.post(sync_url(about), {})
    assert fresh(made).title == "اردو: About us"
    client.post(sync_url(about), {"publish_translations": "on"})
    assert fresh(made).title == "Who we are"
    assert no_problems()


def test_sync_publishes_only_where_this_person_may_and_says_so(client, nw, nw_page, urdu, writer):
    made = translate(page=nw_page, locale=urdu)
    client.force_login(writer(nw, "editor"))
    response = client.post(sync_url(nw_page), {"publish_translations": "on"})
    assert not fresh(made).live
    assert "may not publish" in said(response)


def test_sync_does_not_cancel_a_review_that_is_under_way(client, superuser, nw, nw_page, urdu, writer):
    made = translate(page=nw_page, locale=urdu)
    made.get_workflow().start(made, writer(nw, "editor"))
    client.force_login(superuser)
    response = client.post(sync_url(nw_page), {"publish_translations": "on"})
    assert fresh(made).workflow_in_progress
    assert not fresh(made).live
    assert "approval" in said(response)


def test_sync_says_what_a_page_s_gate_refuses(client, superuser, story, urdu_home, urdu):
    made = translate(page=story, locale=urdu)
    type(story).objects.filter(pk=story.pk).update(level="")
    client.force_login(superuser)
    response = client.post(sync_url(story), {"publish_translations": "on"})
    assert response.status_code == 302
    assert "level" in said(response)
    assert not fresh(made).live


def test_another_academy_s_pages_cannot_be_synced(client, nw, foreign, urdu, writer):
    translate(page=foreign, locale=urdu)
    client.force_login(writer(nw, "manager"))
    assert client.get(sync_url(foreign)).status_code == 404
    assert client.post(sync_url(foreign), {"publish_translations": "on"}).status_code == 404


# --- what is offered, and what is not ---


def test_report_lists_only_what_a_person_may_explore(client, nw, nw_page, foreign, vocabulary, urdu, writer, superuser):
    for page in (nw_page, foreign):
        translate(page=page, locale=urdu)
    translate_snippet(instance=Topic.objects.get(slug="housing"), locale=urdu)
    url, results = reverse("wagtail_localize:translations_report"), reverse("wagtail_localize:translations_report_results")
    client.force_login(writer(nw, "editor"))
    for shown in (client.get(url).content.decode(), client.get(results).content.decode()):
        assert "Our group" in shown
        assert "CANARYA" not in shown
        assert "Housing" not in shown
    client.force_login(superuser)
    shown = client.get(url).content.decode()
    assert "CANARYA group" in shown
    assert "Housing" in shown


@pytest.mark.parametrize(("role", "is_offered"), [("editor", True), ("manager", True), ("order_handler", False)])
def test_report_is_offered_to_people_who_write_pages(nw, languages, writer, role, is_offered):
    request = RequestFactory().get("/")
    request.user = writer(nw, role)
    offered = [item.url for item in reports_menu.menu_items_for_request(request)]
    assert (reverse("wagtail_localize:translations_report") in offered) == is_offered


def test_a_translation_never_becomes_an_alias(client, superuser, about, urdu_home, urdu):
    made = live_in(about, urdu)
    client.force_login(superuser)
    url = reverse("wagtail_localize:convert_to_alias", args=[made.pk])
    for response in (client.get(url), client.post(url)):
        assert response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
        assert "cannot become an alias" in said(response)
    assert fresh(made).alias_of_id is None
    assert Translation.objects.filter(source__object_id=about.translation_key).exists()


def test_the_ordinary_editor_does_not_offer_an_alias_either(client, superuser, about, urdu_home, urdu):
    made = live_in(about, urdu)
    Translation.objects.update(enabled=False)
    client.force_login(superuser)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).content.decode()
    assert "localize-restart-translation" in shown
    assert "localize-convert-to-alias" not in shown


@pytest.mark.parametrize(("role", "stops"), [("editor", False), ("publisher", True)])
def test_stopping_a_translation_is_for_who_may_publish_it(client, nw, nw_page, urdu, writer, role, stops):
    translate(page=nw_page, locale=urdu)
    client.force_login(writer(nw, role))
    translation = Translation.objects.get(source__object_id=nw_page.translation_key)
    client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
    translation.refresh_from_db()
    assert translation.enabled == (not stops)


def test_another_academy_s_translation_cannot_be_touched(client, nw, foreign, urdu, writer):
    translate(page=foreign, locale=urdu)
    translation = Translation.objects.get(source__object_id=foreign.translation_key)
    client.force_login(writer(nw, "manager"))
    segment = translation.source.stringsegment_set.first()
    string = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    assert client.put(string, "value=x", content_type="application/x-www-form-urlencoded").status_code == 404
    for name in ("stop_translation", "upload_pofile"):
        assert client.post(reverse(f"wagtail_localize:{name}", args=[translation.pk])).status_code == 404
    made = fresh(foreign).get_translation(urdu)
    assert client.post(reverse("wagtail_localize:convert_to_alias", args=[made.pk])).status_code == 404


def test_a_vocabulary_translator_keeps_to_the_languages_of_the_roles(nw, urdu, welsh, writer):
    user = writer(nw, "editor", [urdu])
    assert set(locales_for(user)) == {urdu}
    assert set(locales_for(user, academy=nw)) == {urdu}


def test_a_host_s_own_editors_are_limited_by_their_permissions_only(urdu, welsh, superuser, user_with_role, nw):
    assert set(locales_for(superuser, academy=nw)) == set(Locale.objects.all())
    assert set(locales_for(user_with_role(None, None))) == set(Locale.objects.all())


def test_a_language_is_not_filled_with_aliases(client, superuser, about, languages, locale):
    client.force_login(superuser)
    shown = client.get("/admin/locales/new/").content.decode()
    assert "sync_from" not in shown
    prefix = "component-wagtail_localize_localesynchronization"
    client.post("/admin/locales/new/", {"language_code": "ur", f"{prefix}-enabled": "on", f"{prefix}-sync_from": locale.pk})
    assert Locale.objects.filter(language_code="ur").exists()
    assert not LocaleSynchronization.objects.exists()
    assert not Page.objects.filter(locale__language_code="ur").exists()


# --- checks ---


def test_a_language_filled_with_aliases_is_a_warning(home, urdu, locale):
    assert checks.check_tree_sync(databases=["default"]) == []
    LocaleSynchronization.objects.bulk_create([LocaleSynchronization(locale=urdu, sync_from=locale)])
    assert [message.id for message in checks.check_tree_sync(databases=["default"])] == ["hub.W021"]
    assert checks.check_tree_sync(databases=None) == []


@pytest.mark.parametrize(
    ("code", "ids"), [("ur", []), ("cy", []), ("en-gb", []), ("gu", ["hub.W012", "hub.W013"]), ("so", ["hub.W012", "hub.W013"])]
)
def test_a_language_django_does_not_know_is_a_warning(settings, code, ids):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), (code, "A language")]
    found = checks.check_content_languages()
    assert [message.id for message in found] == ids
    assert all(isinstance(message, Warning) and message.hint for message in found)


# --- English is never served under another language's address ---


@pytest.mark.parametrize("address", ["/ur/", "/ur/about/", "/cy/", "/cy/about/"])
def test_a_language_without_a_home_page_serves_nothing(client, about, urdu, welsh, address):
    assert client.get("/about/").status_code == 200
    response = client.get(address)
    assert response.status_code == 404
    assert "We meet on" not in response.content.decode()


@pytest.mark.parametrize("address", ["/ur/", "/ur/about/"])
def test_a_draft_home_page_serves_nothing(client, about, urdu, address):
    translate(page=about, locale=urdu)
    assert client.get(address).status_code == 404


def test_a_draft_page_below_a_live_home_page_is_not_served(client, about, urdu_home, urdu):
    translate(page=about, locale=urdu)
    assert client.get("/ur/").status_code == 200
    assert client.get("/ur/about/").status_code == 404


def test_a_deep_page_below_drafts_is_served_in_its_own_language_only(client, nw_page, urdu_home, urdu):
    """Wagtail looks at the page itself, not at those above it; none of them is English."""
    live_in(nw_page, urdu)
    assert client.get("/ur/academies/").status_code == 404
    response = client.get("/ur/academies/north-west/our-group/")
    assert response.status_code == 200
    assert ">We meet on Tuesdays" not in response.content.decode()


def test_aliases_are_never_served(client, nw_page, urdu_home, urdu):
    nw_page.copy_for_translation(urdu, copy_parents=True, alias=True)
    for path in ("academies", "academies/north-west", "academies/north-west/our-group"):
        assert client.get(f"/{path}/").status_code == 200
        assert client.get(f"/ur/{path}/").status_code == 404


def test_an_alias_of_the_home_page_is_not_served(client, home, urdu):
    home.copy_for_translation(urdu, alias=True)
    assert client.get("/ur/").status_code == 404


def test_an_english_page_below_the_urdu_home_is_not_served(client, urdu_home, locale):
    """Moved or imported there: its language is not the address's."""
    urdu_home.add_child(instance=StandardPage(title="Lost", slug="lost", locale=locale))
    assert client.get("/ur/lost/").status_code == 404


def test_an_urdu_page_is_not_served_at_the_english_address(client, home, urdu):
    home.add_child(instance=StandardPage(title="اردو", slug="urdu-page", locale=urdu))
    assert client.get("/urdu-page/").status_code == 404


def test_slug_is_never_offered_to_translators(story, about, gallery, urdu):
    for page in (story, about, gallery):
        in_urdu(page, urdu)
    segments = [
        *Translation.objects.values_list("source__stringsegment__context__path", flat=True),
        *Translation.objects.values_list("source__overridablesegment__context__path", flat=True),
    ]
    assert not [path for path in segments if path and "slug" in path]
    story.slug = "five-seats"
    story.save_revision().publish()
    assert live_in(story, urdu).slug == "five-seats"
