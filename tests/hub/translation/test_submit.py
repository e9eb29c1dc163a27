"""Starting a translation: parents first, as drafts, never as aliases, and the tree stays whole."""

from __future__ import annotations

import pytest
from django.db.models import Count
from wagtail.models import Page

from case_studies.models import Capability, Indicator, Principle, PrincipleLink, Topic
from hub.academies.models import Area
from hub.translation.exceptions import NotTranslatable, SameLanguage
from hub.translation.submit import missing_parents, sync, translate, translate_snippet
from tests.conftest import live_copy
from tests.hub.translation.conftest import fresh, no_problems

pytestmark = pytest.mark.django_db


def test_translation_is_a_draft_in_the_source_s_words(about, urdu):
    made = translate(page=about, locale=urdu)
    assert (made.title, made.slug, made.locale, made.translation_key) == ("About us", "about", urdu, about.translation_key)
    assert not made.live
    assert made.alias_of_id is None
    assert made.first_published_at is None


def test_parents_come_first_as_drafts_and_the_tree_stays_whole(nw_page, urdu):
    made = translate(page=nw_page, locale=urdu)
    above = made.get_ancestors().filter(depth__gt=1).specific()
    assert [(page.title, page.live, page.alias_of_id) for page in above] == [
        ("People who use services are changing them", False, None),
        ("Academies", False, None),
        ("North West Academy", False, None),
    ]
    assert [page.numchild for page in above] == [1, 1, 1]
    assert no_problems()
    assert fresh(nw_page).live


def test_missing_parents_are_told_from_the_top(nw_page, urdu_home, urdu):
    assert [page.slug for page in missing_parents(nw_page, urdu)] == ["academies", "north-west"]
    translate(page=nw_page, locale=urdu)
    assert missing_parents(nw_page, urdu) == []


def test_translating_twice_makes_nothing_new(nw_page, urdu):
    first = translate(page=nw_page, locale=urdu)
    number = Page.objects.count()
    again = translate(page=nw_page, locale=urdu)
    assert again.pk == first.pk
    assert Page.objects.count() == number
    assert again.latest_revision_id == fresh(first).latest_revision_id


def test_several_pages_one_after_the_other_leave_a_whole_tree(story, nw_page, gallery, urdu, welsh):
    for locale in (urdu, welsh):
        for page in (story, nw_page, gallery):
            translate(page=page, locale=locale)
    assert no_problems()
    assert Page.objects.filter(locale=urdu).count() == Page.objects.filter(locale=welsh).count() == 7


def test_a_translation_made_by_hand_is_left_as_it_is(about, urdu_home, urdu):
    by_hand = live_copy(about, urdu, title="ہمارے بارے میں")
    assert translate(page=about, locale=urdu).pk == by_hand.pk
    assert (fresh(by_hand).title, fresh(by_hand).live) == ("ہمارے بارے میں", True)


def test_a_live_alias_in_the_way_becomes_a_draft_of_its_own(client, about, urdu_home, urdu):
    alias = about.copy_for_translation(urdu, alias=True)
    assert alias.live
    made = translate(page=about, locale=urdu)
    assert made.pk == alias.pk
    assert (made.alias_of_id, made.live) == (None, False)
    assert client.get("/ur/about/").status_code == 404
    assert no_problems()


def test_aliases_above_become_drafts_too(nw_page, urdu):
    aliases = nw_page.copy_for_translation(urdu, copy_parents=True, alias=True).get_ancestors(inclusive=True).filter(depth__gt=1)
    translate(page=nw_page, locale=urdu)
    assert list(aliases.values_list("alias_of", "live")) == [(None, False)] * 4
    assert no_problems()


def test_a_page_is_translated_from_the_default_language_whatever_version_is_asked(about, urdu, welsh):
    in_urdu = translate(page=about, locale=urdu)
    in_urdu.title = "ہمارے بارے میں"
    in_urdu.save()
    assert translate(page=in_urdu, locale=welsh).title == "About us"


def test_a_later_language_starts_from_what_the_source_says_now(about, urdu, welsh):
    translate(page=about, locale=urdu)
    about.title = "Who we are"
    about.save_revision().publish()
    assert translate(page=about, locale=welsh).title == "Who we are"


@pytest.mark.parametrize("asked", ["same", "root", "gone"])
def test_what_cannot_be_translated_is_refused_by_name(about, root, urdu, locale, asked):
    wanted = {"same": about, "root": root, "gone": about}[asked]
    if asked == "gone":
        fresh(about).delete()
    with pytest.raises(SameLanguage if asked == "same" else NotTranslatable):
        translate(page=wanted, locale=locale if asked == "same" else urdu)


def test_a_refusal_leaves_nothing_behind(about, urdu_home, urdu):
    Page.objects.filter(pk=about.pk).update(title="")
    with pytest.raises(NotTranslatable):
        translate(page=about, locale=urdu)
    assert not Page.objects.filter(translation_key=about.translation_key, locale=urdu).exists()


def test_starting_a_translation_changes_no_vocabulary(story, urdu):
    translate(page=story, locale=urdu)
    assert not Principle.objects.filter(locale=urdu).exists()
    assert not Topic.objects.filter(locale=urdu).exists()


def test_a_term_keeps_its_number_and_slug_in_every_language(vocabulary, urdu):
    principle = Principle.objects.get(number=7)
    made = translate_snippet(instance=principle, locale=urdu)
    assert (made.number, made.slug, made.locale, made.translation_key) == (
        7, principle.slug, urdu, principle.translation_key,
    )  # fmt: skip
    assert translate_snippet(instance=principle, locale=urdu).pk == made.pk
    assert Principle.objects.filter(locale=urdu).count() == 1


def test_a_capability_brings_its_indicators_in_their_order(framework, urdu, locale):
    capability = Capability.objects.get(slug="focus-on-people", locale=locale)
    made = translate_snippet(instance=capability, locale=urdu)
    keys = list(capability.indicators.order_by("sort_order").values_list("key", flat=True))
    assert keys
    assert list(made.indicators.order_by("sort_order").values_list("key", flat=True)) == keys
    assert set(made.indicators.values_list("locale", flat=True)) == {urdu.pk}


def test_a_link_brings_its_ends_and_shows_indicators_of_its_own_language(framework, urdu, locale):
    link = PrincipleLink.objects.filter(locale=locale).first()
    made = translate_snippet(instance=link, locale=urdu)
    assert {made.principle.locale, made.capability.locale} == {urdu}
    assert made.principle.translation_key == link.principle.translation_key
    shown = [row.indicator for row in made.shown_indicators.order_by("sort_order")]
    assert [indicator.key for indicator in shown] == [row.indicator.key for row in link.shown_indicators.order_by("sort_order")]
    assert {(indicator.locale, indicator.capability_id) for indicator in shown} == {(urdu, made.capability_id)}
    assert Indicator.objects.filter(capability__locale=locale, locale=urdu).count() == 0
    assert translate_snippet(instance=link, locale=urdu).pk == made.pk


def test_links_that_share_an_end_can_be_translated_one_after_the_other(framework, urdu, locale):
    shared = Principle.objects.annotate(number_of=Count("links")).filter(number_of__gt=1).first()
    for link in shared.links.all():
        translate_snippet(instance=link, locale=urdu)
    assert PrincipleLink.objects.filter(locale=urdu).count() == shared.links.count() > 1
    assert Principle.objects.filter(locale=urdu).count() == 1


def test_an_area_keeps_slug_and_academy(nw, urdu, locale):
    area = Area.objects.create(name="Manchester", slug="manchester", academy=nw, locale=locale)
    made = translate_snippet(instance=area, locale=urdu)
    assert (made.slug, made.academy, made.locale) == ("manchester", nw, urdu)


def test_a_language_s_own_row_in_the_way_is_refused_in_words(vocabulary, urdu, locale):
    Topic.objects.create(name="رہائش", slug="housing", locale=urdu)
    with pytest.raises(NotTranslatable, match="Housing"):
        translate_snippet(instance=Topic.objects.get(slug="housing", locale=locale), locale=urdu)


def test_sync_takes_over_what_the_source_says_and_changes_no_page(about, urdu):
    made = translate(page=about, locale=urdu)
    about.title = "Who we are"
    about.save_revision().publish()
    sync(source=about)
    assert fresh(made).title == "About us"
