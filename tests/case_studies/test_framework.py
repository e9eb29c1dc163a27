"""The framework: what was published, and the command that loads it."""

from __future__ import annotations

import io
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from wagtail.models import Locale

from case_studies.enums import FrameworkLevel
from case_studies.exceptions import FrameworkError
from case_studies.framework.loading import load
from case_studies.framework.reading import HERE, read
from case_studies.models import Capability, Indicator, LinkIndicator, Principle, PrincipleLink, Topic

PAIRS = {
    (1, "motivating"), (2, "motivating"), (2, "lifelong-learning"), (2, "learning-culture"), (3, "planning"), (4, "motivating"),
    (4, "self-assessment"), (4, "access-to-learning"), (4, "access-to-feedback"), (5, "empathy"), (6, "empathy"),
    (7, "focus-on-people"), (7, "motivating"), (7, "learning-culture"), (7, "planning"),
}  # fmt: skip


def shown(number, capability):
    """Keys of the indicators of one link, in order."""
    link = PrincipleLink.objects.get(principle__number=number, capability__slug=capability)
    return [row.indicator.key for row in link.shown_indicators.select_related("indicator").order_by("sort_order")]


def levels(number, capability):
    keys = shown(number, capability)
    return {indicator.level for indicator in Indicator.objects.filter(key__in=keys)}


def everything():
    """All rows with all columns, to compare before and after."""
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Principle, Capability, Indicator, PrincipleLink, LinkIndicator)
    }


def test_framework_has_eight_principles_and_nine_capabilities(framework):
    assert list(Principle.objects.values_list("number", flat=True)) == list(range(1, 9))
    assert Capability.objects.filter(kind="personal").count() == 5
    assert Capability.objects.filter(kind="organisational").count() == 4


def test_framework_has_the_fifteen_links_of_the_source(framework):
    assert PrincipleLink.objects.count() == 15
    assert set(PrincipleLink.objects.values_list("principle__number", "capability__slug")) == PAIRS
    assert all(link.why for link in PrincipleLink.objects.all())


def test_principle_8_is_linked_to_no_capability(framework):
    assert not Principle.objects.get(number=8).links.exists()


def test_motivating_shows_all_four_levels_under_principle_1_and_the_same_under_4(framework):
    assert levels(1, "motivating") == set(FrameworkLevel.values)
    assert shown(4, "motivating") == shown(1, "motivating")
    assert "motivating-established-goals" not in shown(1, "motivating")


def test_motivating_leaves_out_engaged_under_principle_2(framework):
    assert levels(2, "motivating") == {"established", "accomplished", "exemplary"}


def test_motivating_adds_the_goal_setting_indicator_under_principle_7(framework):
    assert set(shown(7, "motivating")) - set(shown(1, "motivating")) == {"motivating-established-goals"}


def test_empathy_adds_challenging_discrimination_under_principle_6_only(framework):
    assert set(shown(6, "empathy")) - set(shown(5, "empathy")) == {"empathy-established-challenge", "empathy-accomplished-evidence"}


def test_every_link_shows_only_indicators_of_its_own_capability(framework):
    assert LinkIndicator.objects.exists()
    for row in LinkIndicator.objects.select_related("indicator", "link"):
        assert row.indicator.capability_id == row.link.capability_id


def test_only_organisational_capabilities_have_indicators_of_the_organisation(framework):
    halves = set(Indicator.objects.values_list("capability__kind", "half"))
    assert halves == {("personal", "worker"), ("organisational", "organisation"), ("organisational", "worker")}


def test_load_framework_names_no_topics_for_a_host(framework):
    assert not Topic.objects.exists()


def test_load_framework_changes_nothing_when_run_twice(framework):
    before = everything()
    out = io.StringIO()
    call_command("load_framework", stdout=out)
    assert everything() == before
    assert "0 rows created, 0 changed" in out.getvalue()


def test_load_framework_keeps_the_texts_a_host_edited(framework):
    Principle.objects.filter(number=7).update(short="Our own words")
    call_command("load_framework", stdout=io.StringIO())
    assert Principle.objects.get(number=7).short == "Our own words"


def test_load_framework_puts_texts_and_subsets_back_when_told_to_overwrite(framework):
    before = everything()
    Principle.objects.filter(number=7).update(short="Our own words")
    LinkIndicator.objects.filter(link__principle__number=7).first().delete()
    call_command("load_framework", "--overwrite", stdout=io.StringIO())
    assert Principle.objects.get(number=7).short == next(row["short"] for row in before[Principle] if row["number"] == 7)
    assert len(shown(7, "motivating")) == 5
    assert LinkIndicator.objects.count() == len(before[LinkIndicator])


def test_load_framework_says_what_is_missing_when_there_is_no_english(db):
    Locale.objects.all().update(language_code="cy")  # not deleted: Wagtail's own first pages stand in it
    with pytest.raises(CommandError, match="Add English"):
        call_command("load_framework")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("links.toml", '"motivating-engaged"', '"no-such-indicator"'),
        ("links.toml", 'capability = "planning"', 'capability = "nothing"'),
        ("capabilities.toml", 'level = "engaged"', 'level = "perfect"'),
        ("principles.toml", "[[principle]]", "[[principle"),
    ],
)
def test_framework_files_that_do_not_fit_are_refused_by_name(tmp_path, name, old, new):
    for path in HERE.glob("*.toml"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / name).read_text()
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new))
    with pytest.raises(FrameworkError):
        read(tmp_path)


def test_a_second_principle_of_one_number_is_refused_by_the_database(framework, locale):
    with pytest.raises(IntegrityError), transaction.atomic():
        Principle.objects.create(number=7, name="Another", slug="another", short="x", locale=locale)


def test_loading_leaves_other_languages_alone(framework):
    welsh = Locale.objects.create(language_code="cy")
    Principle.objects.get(number=1).copy_for_translation(welsh).save()
    assert not any(load(read(), locale=Locale.objects.get(language_code="en")).values())
    assert Principle.objects.filter(locale=welsh).count() == 1
