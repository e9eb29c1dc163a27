"""Translators work on their own language of their own academy, hand in, and touch nothing else; second readers publish."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowPage
from wagtail_localize.models import StringTranslation, Translation

from hub.academies.models import AcademyRole
from hub.models import AcademyPage, StandardPage
from hub.translation.memory import fill, missing
from hub.translation.review import AlreadyHandedIn, Locked, NobodyReviews, NotYours, hand_in
from hub.translation.rights import locales_for, startable
from hub.translation.submit import translate
from tests.hub.translation.conftest import fresh, in_urdu, no_problems

pytestmark = pytest.mark.django_db

PUT = {"data": "value=سلام", "content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def translator(nw, urdu, writer):
    return writer(nw, "translator", [urdu])


@pytest.fixture
def reader(nw, urdu, writer):
    return writer(nw, "second_reader", [urdu])


@pytest.fixture
def foreign(wales):
    """A live page of the other academy."""
    return AcademyPage.objects.get(slug="wales").add_child(instance=StandardPage(title="CANARYA group", slug="group"))


@pytest.fixture
def secret(nw_page):
    """A page of the own academy that nobody has published."""
    return nw_page.add_child(instance=StandardPage(title="Secret plan", slug="secret", live=False))


def start(client, page, *locales):
    url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(url, {"locales": [locale.pk for locale in locales]})


def made_in(page, locale):
    return Page.objects.filter(translation_key=page.translation_key, locale=locale).exists()


def addresses(page, locale):
    """What one can do to a translation: {name: (method, address, further arguments of the test client)}."""
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    segment = translation.source.stringsegment_set.first()
    made = fresh(page).get_translation(locale)
    theirs = {
        "string": ("put", "edit_string_translation", [translation.pk, segment.pk], PUT),
        "preview": ("get", "preview_translation", [translation.pk], {}),
        "download": ("get", "download_pofile", [translation.pk], {}),
        "sync": ("post", "update_translations", [translation.source.pk], {"data": {"publish_translations": "on"}}),
    }
    found = {name: (how, reverse(f"wagtail_localize:{view}", args=args), more) for name, (how, view, args, more) in theirs.items()}
    editor = reverse("wagtailadmin_pages:edit", args=[made.pk])
    return {
        **found,
        "open": ("get", editor, {}),
        "publish": ("post", editor, {"data": {"action": "publish"}}),
        "unpublish": ("post", reverse("wagtailadmin_pages:unpublish", args=[made.pk]), {}),
        "ask to hand in": ("get", reverse("hub_hand_in", args=[made.pk]), {}),
        "hand in": ("post", reverse("hub_hand_in", args=[made.pk]), {}),
        "open the source": ("get", reverse("wagtailadmin_pages:edit", args=[page.pk]), {}),
        "stop": ("post", reverse("wagtail_localize:stop_translation", args=[translation.pk]), {"data": {"next": editor}}),
    }


def statuses(client, page, locale):
    """The answer to each of these, one of them after the other; a redirect home is Wagtail's way of refusing."""
    refusals, found = {reverse("wagtailadmin_home")}, {}
    for name, (method, address, more) in addresses(page, locale).items():
        response = getattr(client, method)(address, **more)
        url = getattr(response, "url", "")
        is_refused = response.status_code in (403, 404) or url in refusals or "/login/" in url
        found[name] = "no" if is_refused else "yes"
    return found


WORKS = {"string": "yes", "preview": "yes", "download": "yes", "open": "yes", "ask to hand in": "yes", "hand in": "yes"}
DENIED = dict.fromkeys(("stop", "sync", "publish", "unpublish", "open the source"), "no")
MAY = {
    "translator": {**WORKS, **DENIED},
    "second_reader": {**WORKS, **DENIED, "publish": "yes", "unpublish": "yes", "stop": "yes"},
    "editor": {**WORKS, **DENIED, "sync": "yes", "open the source": "yes"},
    "order_handler": dict.fromkeys((*WORKS, *DENIED), "no"),
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_may_do_its_part_of_a_translation_and_no_more(role, client, nw, nw_page, urdu, writer):
    in_urdu(nw_page, urdu)
    client.force_login(writer(nw, role, [urdu] if role in ("translator", "second_reader") else []))

    assert statuses(client, nw_page, urdu) == MAY[role]

    assert fresh(nw_page).live
    assert not fresh(nw_page).get_translation(urdu).live


@pytest.mark.parametrize("whose", ["another academy", "another language", "not translated yet"])
def test_translator_touches_nothing_of_others(whose, client, nw_page, foreign, urdu, welsh, translator, home):
    page, language = (foreign, urdu) if whose == "another academy" else (nw_page, welsh)
    if whose == "not translated yet":
        client.force_login(translator)
        assert client.get(reverse("hub_hand_in", args=[nw_page.pk])).status_code == 404
        assert client.post(reverse("hub_hand_in", args=[nw_page.pk])).status_code == 404
        return
    in_urdu(page, language)
    before = StringTranslation.objects.count()
    client.force_login(translator)

    assert set(statuses(client, page, language).values()) == {"no"}

    assert StringTranslation.objects.count() == before
    assert not fresh(page).get_translation(language).live
    assert not TaskState.objects.exists()


def test_translator_starts_a_live_page_of_the_own_academy_in_the_own_language(client, nw, nw_page, urdu, welsh, translator):
    client.force_login(translator)
    url = reverse("wagtail_localize:submit_page_translation", args=[nw_page.pk])
    shown = client.get(url)
    assert shown.status_code == 200
    assert list(shown.context["form"].fields["locales"].queryset) == [urdu]

    assert start(client, nw_page, welsh).status_code == 200  # the form again: not one of the choices
    assert not made_in(nw_page, welsh)

    response = start(client, nw_page, urdu)
    made = fresh(nw_page).get_translation(urdu)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert client.get(response.url).status_code == 200
    assert "drafts too" in " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert not Page.objects.filter(locale=urdu, live=True).exists()
    assert not Page.objects.filter(locale=urdu).exclude(alias_of=None).exists()
    assert no_problems()


def test_translator_cannot_start_what_visitors_cannot_read_or_what_is_not_of_the_academy(
    client, nw, about, nw_page, secret, foreign, urdu, translator
):
    client.force_login(translator)
    private = nw_page.add_child(instance=StandardPage(title="For members", slug="members"))
    private.view_restrictions.create(restriction_type="login")
    below = secret.add_child(instance=StandardPage(title="Below", slug="below"))
    for page in (secret, below, private, foreign, about):
        assert start(client, page, urdu).status_code == 404, page
        assert client.get(reverse("wagtail_localize:submit_page_translation", args=[page.pk])).status_code == 404
        assert not made_in(page, urdu)


def test_language_the_academy_does_not_publish_in_is_not_started(nw, nw_page, urdu, welsh, locale, writer):
    user = writer(nw, "translator", [urdu, welsh])
    assert set(startable(user, nw_page)) == {urdu, welsh}
    nw.languages.set([locale, welsh])
    assert set(startable(user, fresh(nw_page))) == {welsh}


def test_translator_without_a_language_has_none_and_the_hub_s_own_has_every_academy_s(nw, national, nw_page, about, urdu, writer):
    nobody = writer(nw, "translator", [])
    assert not startable(nobody, nw_page).exists()
    assert not locales_for(nobody, academy=nw).exists()
    lead = writer(national, "translator", [urdu])
    assert list(startable(lead, nw_page)) == list(startable(lead, about)) == [urdu]
    assert list(locales_for(lead, academy=nw)) == [urdu]


def test_role_of_an_archived_academy_starts_nothing(nw, nw_page, urdu, translator):
    from django.utils import timezone

    nw.archived_at = timezone.now()
    nw.save()
    assert not startable(type(translator).objects.get(pk=translator.pk), fresh(nw_page)).exists()


# --- handing in ---


def test_what_is_handed_in_is_read_by_the_second_reader_who_puts_it_online(
    client, nw, nw_page, urdu_home, urdu, translator, reader
):
    client.force_login(translator)
    start(client, nw_page, urdu)
    made = fresh(nw_page).get_translation(urdu)
    fill(source=nw_page, locale=urdu, texts={text: f"اردو: {text}" for text in missing(source=nw_page, locale=urdu)})
    editor = reverse("wagtailadmin_pages:edit", args=[made.pk])
    ask = reverse("hub_hand_in", args=[made.pk])
    assert ask in client.get(editor).content.decode()
    assert "North West Academy approval" in client.get(ask).content.decode()

    assert client.post(ask).url == editor
    assert not fresh(made).live
    assert "handed in" in client.get(editor).content.decode()
    assert "اردو: Our group" in client.get(reverse("wagtailadmin_home")).content.decode()  # whoever handed it in finds it

    client.force_login(reader)
    state = TaskState.objects.get()
    assert "اردو: Our group" in client.get(reverse("wagtailadmin_home")).content.decode()
    preview = client.get(reverse("wagtailadmin_pages:workflow_preview", args=[made.pk, state.task_id]))
    assert preview.status_code == 200
    for above in Page.objects.get(pk=made.pk).get_ancestors().filter(live=False):
        above.specific.save_revision().publish()
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[made.pk, "approve", state.pk]))
    assert fresh(made).live
    assert fresh(made).title == "اردو: Our group"
    assert fresh(nw_page).title == "Our group"


@pytest.mark.parametrize("language", ["cy", "en"])
def test_second_reader_approves_in_no_other_language(language, client, nw, nw_page, welsh, urdu, reader, writer):
    page = translate(page=nw_page, locale=welsh) if language == "cy" else nw_page
    page.save_revision()
    state = fresh(page).get_workflow().start(fresh(page), writer(nw, "editor")).current_task_state
    client.force_login(reader)

    response = client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))

    assert response.status_code in (302, 403, 404)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_handing_in_twice_is_refused_in_words(client, nw, nw_page, urdu, translator):
    in_urdu(nw_page, urdu)
    made = fresh(nw_page).get_translation(urdu)
    hand_in(page=made, user=translator)
    with pytest.raises(AlreadyHandedIn):
        hand_in(page=made, user=translator)
    client.force_login(translator)
    response = client.post(reverse("hub_hand_in", args=[made.pk]))
    assert "handed in already" in " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert TaskState.objects.count() == 1


def test_handing_in_is_refused_by_name_where_it_cannot_be(nw, nw_page, urdu, translator, writer):
    in_urdu(nw_page, urdu)
    made = fresh(nw_page).get_translation(urdu)
    with pytest.raises(NotYours):
        hand_in(page=made, user=writer(nw, "order_handler"))
    Page.objects.filter(pk=made.pk).update(locked=True)
    with pytest.raises(Locked):
        hand_in(page=made, user=translator)
    Page.objects.filter(pk=made.pk).update(locked=False)
    WorkflowPage.objects.all().delete()  # Wagtail's first migration puts one on the root
    with pytest.raises(NobodyReviews):
        hand_in(page=fresh(made), user=translator)
    assert not TaskState.objects.exists()


def test_publisher_is_not_told_to_hand_in_and_texts_left_over_are_counted(client, nw, nw_page, urdu, writer, translator):
    made = translate(page=nw_page, locale=urdu)
    client.force_login(writer(nw, "publisher"))
    assert (
        reverse("hub_hand_in", args=[made.pk])
        not in client.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).content.decode()
    )
    client.force_login(translator)
    shown = client.get(reverse("hub_hand_in", args=[made.pk])).content.decode()
    left = len(missing(source=nw_page, locale=urdu))
    assert left > 1
    assert f"{left} texts are not translated" in shown


def test_role_taken_away_ends_it_at_once(client, nw, nw_page, urdu, translator):
    in_urdu(nw_page, urdu)
    AcademyRole.objects.get(user=translator).delete()
    client.force_login(translator)
    assert set(statuses(client, nw_page, urdu).values()) == {"no"}
