"""A story's page: what it shows, to whom, in which order."""

from __future__ import annotations

import re

import pytest
from django.utils.html import strip_tags

from case_studies.models import StoryPage
from case_studies.parts import PARTS
from tests.case_studies.conftest import words

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def text_of(html):
    return re.sub(r"\s+", " ", strip_tags(html))


def test_story_shows_its_parts_under_fixed_headings_in_order(client, story):
    html = client.get(story.url).content.decode()
    headings = re.findall(r'<h2 class="hub-h2" id="[a-z]+-heading">(.*?)</h2>', html)
    assert headings == [str(heading) for heading in PARTS["case-study"].values()]
    assert len(re.findall("<h1", html)) == 1


def test_story_shows_kicker_byline_facts_principles_and_what_it_helps_staff_do(client, story, gallery):
    html = client.get(story.url).content.decode()
    text = text_of(html)
    assert "North West Academy · Organisational · Public sector" in text
    assert "Told by Denise, Imran, Kath, Leroy and Sunita ·" in text
    assert "1 minute read" in text
    assert "Where Millbeck, North West" in text
    assert "Level and sector Organisational, public sector" in text
    assert "Cost £61,000 a year, pay and support included" in text
    assert f'href="{gallery.url}?principle=7"' in html
    assert f'href="{gallery.url}?capability=focus-on-people"' in html
    assert text.index("Control through partnership") < text.index("Information Principle 5")


def test_story_without_a_gallery_names_its_principles_without_links(client, story):
    html = client.get(story.url).content.decode()
    assert "?principle=7" not in html
    assert "Control through partnership" in html


def test_content_notice_comes_before_the_picture_and_leads_to_what_changed(client, story):
    story.content_notice, story.support_line = "This story speaks of a death.", "Samaritans, free on 116 123"
    story.save_revision().publish()
    html = client.get(story.url).content.decode()
    assert html.index("speaks of a death") < html.index("hub-story__cover")
    assert 'href="#changed"' in html
    assert 'id="changed"' in html
    assert "Samaritans" in html


def test_story_in_somebody_s_own_words_has_the_other_headings(client, nw_stories, make_story):
    story = make_story(nw_stories, parts=words("own-words"), content_notice="A loss.")
    html = client.get(story.url).content.decode()
    for heading in PARTS["own-words"].values():
        assert str(heading) in html
    assert 'href="#what_changed"' in html
    assert "What made it possible" not in html


def test_related_stories_give_their_reason_and_leave_out_the_story_itself(client, story, nw_stories, wales_stories, make_story):
    same_principle = make_story(wales_stories, title="Same principle", principles=(7,))
    same_topic = make_story(wales_stories, title="Same topic", principles=(1,), topics=("planning-services",))
    same_academy = make_story(nw_stories, title="Same academy", principles=(1,))
    make_story(wales_stories, title="Nothing shared", principles=(1,))
    cards = client.get(story.url).context["related"]
    assert [(card.title, card.reason) for card in cards] == [
        (same_principle.title, "Also shows control through partnership"),
        (same_topic.title, "Also about planning services"),
        (same_academy.title, "Also from North West"),
    ]


def test_a_story_alone_in_the_world_has_no_read_next(client, story):
    response = client.get(story.url)
    assert response.context["related"] == []
    assert "Read next" not in response.content.decode()


def test_next_step_is_the_list_s_own_or_else_the_gallery_s(client, story, nw_stories, gallery, home):
    gallery.next_step_title, gallery.next_step_page, gallery.next_step_link = "Could this work?", home, "See the toolkit"
    gallery.save()
    assert client.get(story.url).context["next_step"]["title"] == "Could this work?"
    nw_stories.next_step_title, nw_stories.next_step_page = "Ask us", gallery
    nw_stories.save()
    step = client.get(story.url).context["next_step"]
    assert (step["title"], step["url"], step["ask"]) == ("Ask us", gallery.url, "mailto:northwest@hub.example")
    gallery.unpublish()
    assert client.get(story.url).context["next_step"] is None


def test_hostile_text_in_every_field_is_shown_as_text(client, story, gallery, nw_stories, make_story):
    names = "title summary place region period took_part cost told_by content_notice support_line cover_alt"
    for name in names.split():
        setattr(story, name, HOSTILE)
    parts = words()
    parts[0]["value"].append({"type": "heading", "value": {"text": HOSTILE, "size": "small"}})
    story.parts = parts
    story.save_revision().publish()
    for address in (story.url, gallery.url, nw_stories.url):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_mail_link_carries_title_and_address_safely(client, story):
    story.title = "Tea & cake? 100% “yes”"
    story.save_revision().publish()
    url = client.get(story.url).context["mail_url"]
    assert url.startswith("mailto:?subject=Tea%20%26%20cake%3F%20100%25%20")
    assert "&body=" in url
    assert " " not in url


def test_story_page_has_no_inline_style_or_script(client, story):
    html = client.get(story.url).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert "<script>" not in html


def test_preview_shows_the_draft_and_not_what_is_published(rf, story, superuser):
    draft = StoryPage.objects.get(pk=story.pk)
    draft.title, draft.parts = "A new headline", words(text="<p>New words</p>")
    draft.story_principles = []
    draft.story_capabilities = []
    response = draft.make_preview_request(rf.get("/"), "")
    html = response.render().content.decode() if hasattr(response, "render") else response.content.decode()
    assert "A new headline" in html
    assert "New words" in html
    assert response.context_data["badges"] == []


@pytest.mark.parametrize("blank", ["", None])
def test_an_empty_draft_has_a_preview(rf, nw_stories, make_story, blank):
    draft = make_story(
        nw_stories, live=False, level="", sector="", summary="", principles=(), capabilities=(), parts=[], first_published_at=None
    )
    assert draft.make_preview_request(rf.get("/"), blank).status_code == 200


def test_an_unpublished_story_is_not_found(client, story):
    story.unpublish()
    assert client.get(story.url).status_code == 404
