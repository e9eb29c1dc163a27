"""The pages of one academy: live, draft, scheduled, private, waiting for approval, locked, commented, translated, alias."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, CommentReply, Locale, Page, PageViewRestriction
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation, TranslationSource

from case_studies.models import StoryCapability, StoryIndexPage, StoryPage, StoryPrinciple, StoryTopic
from hub.models import StandardPage
from hub.translation.submit import translate
from tests.case_studies.conftest import words as parts
from tests.crawl.canaries import DRAFT, OPEN
from tests.crawl.side import Side
from toolkit_orders.models import PromotionPackPage, RequestOffer, RequestPage


def add_pages(side: Side, shared: Any) -> None:
    """Make the pages, the one in moderation first: it has most hanging on it."""
    home = Page.objects.get(translation_key=side.academy.home_key).specific
    index = _add(side, home, StoryIndexPage(), OPEN)
    live = _add(side, index, _story(side, shared, OPEN), OPEN)
    pages = [
        _in_moderation(side, _add(side, index, _story(side, shared, DRAFT), DRAFT, live=False)),
        _changed(side, home),
        _changed(side, live),
        _commented(side, _add(side, index, _story(side, shared, DRAFT), DRAFT, live=False)),
        _scheduled(side, _add(side, index, _story(side, shared, DRAFT), DRAFT, live=False)),
        _private(side, _add(side, home, StandardPage(body=_body(side, DRAFT)), DRAFT)),
        _locked(side, _add(side, home, StandardPage(body=_body(side, DRAFT)), DRAFT, live=False)),
        _add(side, home, _request(side), OPEN),
        _add(side, home, _pack(side), OPEN),
        _translated(side, live),
        live.create_alias(parent=index, update_slug=f"{live.slug}-alias"),
    ]
    pages[7].offers.add(RequestOffer(toolkit=shared.toolkit, locale=pages[7].locale))
    pages[7].save()
    side.keep(*pages)
    side.subjects = [_subject(side, page) for page in pages]
    redirect = Redirect.add_redirect(f"/{side.words.slug(DRAFT)}", f"/{side.words.slug(DRAFT)}/")
    side.keep(redirect)


def _add(side: Side, parent: Page, page: Page, kind: str, **fields: Any) -> Any:
    page.slug = side.words.slug(kind)
    page.owner = side.people["editor"]
    for name, value in fields.items():
        setattr(page, name, value)
    side.words.told(page, kind)
    page = Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(user=side.people["editor"], log_action=True)
    return type(page).objects.get(pk=page.pk)


def _story(side: Side, shared: Any, kind: str) -> StoryPage:
    story = StoryPage(parts=parts(text=f"<p>{side.words(kind)}</p>"), level="national", sector="public", year=2024)
    story.cover = side.named["image"]
    story.story_principles = [StoryPrinciple(principle=shared.terms.principle)]
    story.story_capabilities = [StoryCapability(capability=shared.terms.capability)]
    story.story_topics = [StoryTopic(topic=shared.terms.topic)]
    story.tags.add(side.words(DRAFT))
    return story


def _body(side: Side, kind: str) -> list[dict[str, Any]]:
    return [{"type": "text", "value": f"<p>{side.words(kind)}</p>"}]


def _request(side: Side) -> RequestPage:
    value = {"label": side.words(OPEN), "help_text": side.words(OPEN), "needed": False, "reminder": "", "options": []}
    return RequestPage(
        questions=RequestPage._meta.get_field("questions").stream_block.to_python([{"type": "line", "value": value}])
    )


def _pack(side: Side) -> PromotionPackPage:
    step = {"when": "Week 1", "title": side.words(OPEN), "text": side.words(OPEN), "files": [side.named["public_asset"]]}
    return PromotionPackPage(steps=[("step", step)])


def _changed(side: Side, page: Page) -> Page:
    page.title = side.words(DRAFT)
    page.save_revision(user=side.people["editor"], changed=True, log_action=True)
    return type(page).objects.get(pk=page.pk)


def _in_moderation(side: Side, page: Page) -> Page:
    side.named["workflow"] = page.get_workflow()
    side.named["workflow_state"] = side.named["workflow"].start(page, side.people["editor"])
    return type(page).objects.get(pk=page.pk)


def _commented(side: Side, page: Page) -> Page:
    editor = side.people["editor"]
    comment = Comment.objects.create(page_id=page.pk, user=editor, text=side.words(DRAFT), contentpath="title")
    side.keep(comment, CommentReply.objects.create(comment=comment, user=editor, text=side.words(DRAFT)))
    return page


def _scheduled(side: Side, page: Page) -> Page:
    page.go_live_at = timezone.now() + timedelta(days=3)
    revision = page.save_revision(user=side.people["editor"], approved_go_live_at=page.go_live_at)
    revision.publish()
    return type(page).objects.get(pk=page.pk)


def _private(side: Side, page: Page) -> Page:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password=side.words(DRAFT))
    side.named["page_view_restriction_id"] = side.keep(restriction).pk
    return page


def _locked(side: Side, page: Page) -> Page:
    page.locked, page.locked_by, page.locked_at = True, side.people["manager"], timezone.now()
    page.save()
    return page


def _translated(side: Side, page: Page) -> Page:
    """A draft in Urdu, with one string translated; the keys that wagtail-localize's addresses ask for are noted."""
    urdu = Locale.objects.get(language_code="ur")
    made = translate(page=page, locale=urdu, user=side.people["editor"])
    source = TranslationSource.objects.get(object=page.translation_key)
    segment = StringSegment.objects.filter(source=source).first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=urdu,
        context=segment.context,
        data=side.words(DRAFT),
        last_translated_by=side.people["translator"],
    )
    side.named |= {
        "translation_id": Translation.objects.get(source=source, target_locale=urdu).pk,
        "translation_source_id": source.pk,
        "string_segment_id": segment.pk,
        "overridable_segment_id": OverridableSegment.objects.filter(source=source).values_list("pk", flat=True).first(),
    }
    side.keep(source)
    return made


def _subject(side: Side, page: Page) -> dict[str, Any]:
    """A page with what addresses name beside it; only the page in moderation has tasks of its own."""
    state = side.named["workflow_state"]
    revision = page.latest_revision or page.alias_of.latest_revision
    return {
        "page": page.pk,
        "revision": revision.pk,
        "task_state_id": state.current_task_state.pk,
        "task_id": state.current_task_state.task_id,
        "workflow_state_id": state.pk,
    }
