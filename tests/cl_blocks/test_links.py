"""Download and action link."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Locale, Page, Site


@pytest.fixture
def front(db):
    """A live page of an English site."""
    locale = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    for child in root.get_children():
        child.delete()
    root.refresh_from_db()
    page = root.add_child(instance=Page(title="Front", slug="front", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


@pytest.fixture
def welsh(front, settings):
    """The live Welsh translation of the front page's child, and that child."""
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
    child = front.add_child(instance=Page(title="Toolkits", slug="toolkits", locale=front.locale))
    cymraeg = Locale.objects.create(language_code="cy")
    front_cy = front.copy_for_translation(cymraeg)
    front_cy.save_revision().publish()
    translated = child.copy_for_translation(cymraeg)
    return child, translated


def link(**values):
    return {"label": "Ask for a toolkit", "page": None, "url": "", **values}


def clean(body_block, value):
    block = body_block.child_blocks["action"]
    return block.clean(block.to_python(value))


def test_action_goes_to_an_address(db, render):
    assert '<a href="https://hub.example/">Ask for a toolkit</a>' in render("action", link(url="https://hub.example/"))


def test_action_goes_to_a_page(render, front):
    child = front.add_child(instance=Page(title="Toolkits", slug="toolkits"))
    assert 'href="/toolkits/"' in render("action", link(page=child.pk))


def test_action_goes_to_the_page_in_the_readers_language_once_it_is_live(render, welsh, rf):
    child, translated = welsh
    with translation.override("cy"):
        before = render("action", link(page=child.pk))
        translated.slug = "pecynnau"
        translated.save_revision().publish()
        after = render("action", link(page=child.pk))
    assert "pecynnau" not in before
    assert "pecynnau" in after


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JAVA\nSCRIPT:alert(1)", "data:text/html,x", "http://[::1"])
def test_unsafe_address_in_stored_json_shows_no_link(db, render, url):
    assert "href" not in render("action", link(url=url))


def test_action_to_a_draft_or_a_deleted_page_shows_no_link(render, front):
    draft = front.add_child(instance=Page(title="Draft", slug="draft", live=False))
    assert "href" not in render("action", link(page=draft.pk))
    assert "href" not in render("action", link(page=987_654))


def test_errors_of_an_action_are_collected(db, body_block):
    with pytest.raises(ValidationError) as refused:
        clean(body_block, link(label=""))
    assert set(refused.value.block_errors) == {"label", "page"}


def test_action_with_two_targets_is_refused(body_block, front):
    with pytest.raises(ValidationError) as refused:
        clean(body_block, link(page=front.pk, url="https://hub.example/"))
    assert set(refused.value.block_errors) == {"url"}


def test_unfinished_action_may_stand_in_a_draft(db, body_block):
    block = body_block.child_blocks["action"]
    assert block.clean_deferred(block.to_python(link(label="")))["label"] == ""


def test_actions_of_a_body_load_their_pages_with_one_query(body_block, front, django_assert_num_queries):
    items = [{"type": "action", "value": link(page=front.pk), "id": str(number)} for number in range(6)]
    Site.get_site_root_paths()
    with django_assert_num_queries(1):  # the pages, all at once; language and site are in Wagtail's caches
        list(body_block.to_python(items))


# downloads


def test_download_says_type_and_size(render, document):
    html = render("download", {"document": document.pk, "title": "", "description": "For the chair"})
    assert document.url in html
    assert ">Agenda</a>" in html
    assert "PDF, 2.0\xa0KB" in html
    assert "For the chair" in html


def test_download_shows_its_own_title_first(render, document):
    assert ">The agenda</a>" in render("download", {"document": document.pk, "title": "The agenda", "description": ""})


def test_download_of_a_document_without_file_or_size_still_shows(render, document):
    document.file.delete(save=False)
    type(document).objects.filter(pk=document.pk).update(file_size=None)
    html = render("download", {"document": document.pk, "title": "", "description": ""})
    assert '__facts">PDF</p>' in html


def test_download_of_a_deleted_document_says_so(db, render):
    html = render("download", {"document": 4711, "title": "Agenda", "description": ""})
    assert "not here any more" in html
    assert "href" not in html


def test_downloads_of_a_body_load_their_documents_with_one_query(body_block, document, django_assert_num_queries):
    items = [
        {"type": "download", "value": {"document": document.pk, "title": "", "description": ""}, "id": str(n)} for n in range(6)
    ]
    stream = body_block.to_python(items)
    with django_assert_num_queries(1):  # the documents, all at once
        assert str(stream).count('__facts">PDF') == 6
