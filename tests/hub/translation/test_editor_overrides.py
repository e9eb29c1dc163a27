"""A translation may show a picture, a page or an address of its own; one that leads nowhere is refused with a message."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail_localize.models import SegmentOverride, Translation

from hub.models import AcademyPage, FooterLink, HomePage, StandardPage
from hub.translation.publishing import publish
from hub.translation.submit import translate
from tests.hub.translation.conftest import fresh, live_in

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def editor(client, superuser):
    client.force_login(superuser)
    return client


@pytest.fixture
def linking_home(home, about):
    home.action_label, home.action_page, home.help_phone = "About us", about, "08081 570142"
    home.save_revision().publish()
    FooterLink.objects.create(page=home, text="Charity", link_url="https://charity.example/en/", locale=home.locale)
    return HomePage.objects.get(pk=home.pk)


@pytest.fixture
def translation(linking_home, urdu):
    translate(page=linking_home, locale=urdu)
    return Translation.objects.get(source__object_id=linking_home.translation_key)


def address(translation, path):
    segment = translation.source.overridablesegment_set.get(context__path__contains=path)
    return reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])


def put(client, translation, path, value):
    return client.put(address(translation, path), urlencode({"value": value}), content_type=FORM)


@pytest.mark.parametrize("value", ["999", "abc", "", "-1", "0", "9" * 40, "1; DROP TABLE", "1\x00", "None", "1.5"])
def test_a_key_that_leads_nowhere_is_a_message_and_is_not_stored(editor, translation, linking_home, urdu, value):
    response = put(editor, translation, "action_page", value)
    assert response.status_code == 200
    assert response.json()["error"]
    assert not SegmentOverride.objects.exists()
    assert publish(source=linking_home, locale=urdu).live


def test_a_page_of_its_own_is_shown_and_taken_away_again(editor, translation, linking_home, gallery, urdu):
    response = put(editor, translation, "action_page", gallery.pk)
    assert (response.status_code, response.json()["error"]) == (201, None)
    assert publish(source=linking_home, locale=urdu).action_page_id == gallery.pk
    assert editor.delete(address(translation, "action_page")).status_code == 200
    assert publish(source=linking_home, locale=urdu).action_page_id == linking_home.action_page_id
    assert editor.delete(address(translation, "action_page")).status_code == 404


def test_phone_number_and_address_may_differ_but_must_be_sound(editor, translation, linking_home, urdu):
    assert put(editor, translation, "help_phone", "0161 496 0000").status_code == 201
    assert put(editor, translation, "link_url", "https://charity.example/ur/").status_code == 201
    for path, value in (("link_url", "javascript:alert(1)"), ("link_url", "x" * 501), ("help_phone", "1" * 31)):
        assert put(editor, translation, path, value).json()["error"], value
    made = publish(source=linking_home, locale=urdu)
    assert (made.help_phone, made.footer_links.get().link_url) == ("0161 496 0000", "https://charity.example/ur/")
    assert fresh(linking_home).help_phone == "08081 570142"


def test_the_address_of_a_link_in_text_is_checked(editor, about, urdu_home, urdu):
    about.body = [{"type": "text", "value": '<p>See <a href="https://one.example/">it</a>.</p>', "id": "c" * 8}]
    about.save_revision().publish()
    translate(page=about, locale=urdu)
    translation = Translation.objects.get(source__object_id=about.translation_key)
    assert put(editor, translation, "one.example", "javascript:alert(1)").json()["error"]
    assert put(editor, translation, "one.example", " ").json()["error"]
    assert put(editor, translation, "one.example", "https://one.example/ur/").status_code == 201
    made = live_in(about, urdu)
    assert 'href="https://one.example/ur/"' in str(made.body)


def test_nobody_may_show_what_they_may_not_choose(client, nw, wales, urdu, writer):
    """The chooser does not offer another academy's draft; nor may its key be sent."""
    section = AcademyPage.objects.get(slug="north-west")
    own = section.add_child(instance=StandardPage(title="Ours", slug="ours"))
    foreign = AcademyPage.objects.get(slug="wales").add_child(instance=StandardPage(title="Theirs", slug="theirs", live=False))
    section.action_label, section.action_page = "Go", own
    section.save_revision().publish()
    translate(page=section, locale=urdu)
    translation = Translation.objects.get(source__object_id=section.translation_key)
    client.force_login(writer(nw, "editor"))
    assert put(client, translation, "action_page", foreign.pk).json()["error"]
    assert put(client, translation, "action_page", own.pk).status_code == 201
    assert SegmentOverride.objects.count() == 1


def test_a_picture_is_one_this_person_may_choose(client, nw, wales, nw_stories, make_story, urdu, writer):
    def picture(academy):
        collection = Collection.objects.get(pk=academy.collection_id)
        return get_image_model().objects.create(title="Picture", file=get_test_image_file(), collection=collection)

    ours, theirs = picture(nw), picture(wales)
    story = make_story(nw_stories, cover=ours, cover_alt="People at a table")
    translate(page=story, locale=urdu)
    translation = Translation.objects.get(source__object_id=story.translation_key)
    client.force_login(writer(nw, "editor"))
    assert put(client, translation, "cover", theirs.pk).json()["error"]
    assert put(client, translation, "cover", ours.pk).status_code == 201


def test_requests_that_make_no_sense_are_refused(editor, translation):
    url = address(translation, "action_page")
    assert editor.put(url, b"{", content_type="application/json").status_code == 400
    assert editor.put(url, "nothing=1", content_type=FORM).json()["error"]
    assert editor.post(url, {"value": "1"}).status_code == 405
    assert not SegmentOverride.objects.exists()
