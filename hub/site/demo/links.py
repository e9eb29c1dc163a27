"""Links between the demo's pages; a link that an editor has set is left alone."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from case_studies.models import StoryPage
from hub.models import AcademyPage, HomePage, SourceState
from hub.site.demo.words import words
from toolkit_orders.models import RequestPage

# the story shown large on each academy's page
LEADS = {"north-west": "the-women-who-stayed-after-the-course"}


def publish_with(page: Page, **fields: Any) -> None:
    """Set those of the fields that are empty, and publish; do nothing where none is."""
    wanted = {name: value for name, value in fields.items() if value}
    empty = {name: wanted[name] for name in wanted if not getattr(page, f"{name}_id", None) and not getattr(page, name, None)}
    if not empty:
        return
    dates = (page.first_published_at, page.last_published_at)
    for name, value in empty.items():
        setattr(page, name, value)
    page.save_revision().publish()
    type(page).objects.filter(pk=page.pk).update(first_published_at=dates[0], last_published_at=dates[1])
    if dates[1]:
        SourceState.objects.filter(page=page.pk).update(changed_at=dates[1])


def link_home(home: HomePage, pages: dict[str, Page], toolkit: Page) -> None:
    """Fill the buttons, the story of the week and the toolkit's band of the home page."""
    text = words("pages")["home"]
    publish_with(
        home,
        action_label=text["hero_button"],
        action_page=pages["good-practice"],
        second_label=text["hero_link"],
        second_page=toolkit,
        lead_story=StoryPage.objects.filter(slug=text["story_of_the_week"], locale=home.locale).first(),
        toolkit_title=text["promise_title"],
        toolkit_text=text["promise_intro"],
        toolkit_points="\n".join(text["promise_points"]),
        toolkit_label=text["promise_button"],
        toolkit_page=toolkit,
        toolkit_note=text["promise_note"],
    )


def link_gallery(gallery: Page, pages: dict[str, Page], toolkit: Page) -> None:
    """Fill the next step below every story, and the page where people offer one."""
    publish_with(
        gallery,
        tell_page=pages["tell-your-story"],
        next_step_title="Could this work where you are?",
        next_step_text="The toolkit has the session plans, the checklists and the posters, ready to use.",
        next_step_page=toolkit,
        next_step_link="See the toolkit",
    )


def link_academies(homes: dict[str, AcademyPage]) -> None:
    """Lead from each academy's page to its request page and its stories."""
    for slug, home in homes.items():
        lead = StoryPage.objects.filter(slug=LEADS.get(slug, ""), locale=home.locale).first()
        publish_with(
            home,
            action_label="Request the toolkit",
            action_page=RequestPage.objects.child_of(home).first(),
            second_label="Read our stories",
            second_page=home.get_children().filter(slug="stories").first(),
            lead_story=lead,
            lead_kicker=f"From {lead.place}" if lead else "",
        )


def link_toolkit(toolkit: Page, national: Page) -> None:
    """Say which request page serves areas without an academy."""
    reasons = words("pages")["toolkit"]["used"]["stories"]
    found = {
        story.slug: story.pk for story in StoryPage.objects.filter(locale=toolkit.locale, slug__in=[row["slug"] for row in reasons])
    }
    uses = [{"type": "use", "value": {"page": found[row["slug"]], "reason": row["reason"]}} for row in reasons]
    publish_with(toolkit, national_request=national, uses=uses)
