"""Two academies and the national team, in two languages; everything of A carries a canary."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, Site

from case_studies.models import Capability, Principle, PrincipleLink, Topic
from hub.academies.models import Academy
from hub.models import AcademiesIndexPage, HomePage, StandardPage
from tests.conftest import live_copy
from tests.crawl.canaries import Words
from tests.crawl.side import ROLES, Side, begin, person
from tests.crawl.side_pages import add_pages
from tests.crawl.side_rows import add_files, add_rows
from tests.crawl.snapshots import Keys, all_keys
from tests.toolkit_orders.ordering import make_asset
from toolkit_orders.models import ToolkitIndexPage, ToolkitPage

NATIONAL = ("national_editor", "national_comms")
#: Those of B are asked in every run, the others with HUB_CRAWL=all.
EVERY_RUN = ("editor", "manager")
#: The columns of the written matrix.
WRITTEN = ("anonymous", "no_admin", *ROLES, *NATIONAL, "superuser")


@dataclass
class World:
    """Everything the crawl needs; ``of_a`` are the keys of A's rows by model, whatever made them."""

    shared: SimpleNamespace
    a: Side
    b: Side
    people: dict[str, Any]
    of_a: Keys


def build_world() -> World:
    """B first and A last, so that A's rows are those that were not there before."""
    shared = _shared()
    b = begin("B", shared.index)
    _fill(b, shared)
    before = all_keys()
    a = begin("A", shared.index)
    _fill(a, shared)
    of_a = {model: keys - before[model] for model, keys in all_keys().items()}
    people = {f"{role}": b.people[role] for role in ROLES}
    people |= {role: person(Words("N"), role, shared.national, role) for role in NATIONAL}
    people |= {f"A's {role}": a.people[role] for role in ROLES}
    plain = get_user_model().objects.create_user(username="plain", email="plain@hub.example", password="secret")
    root = get_user_model().objects.create_superuser(username="root", email="root@hub.example", password="secret")
    people |= {"anonymous": None, "no_admin": plain, "superuser": root}
    return World(shared, a, b, people, of_a)


def _fill(side: Side, shared: Any) -> None:
    add_files(side)
    add_pages(side, shared)
    add_rows(side, shared)


def _shared() -> SimpleNamespace:
    """What the national team has: a home page in both languages, a toolkit, a page of text."""
    content_type = ContentType.objects.get(app_label="wagtail_localize", model="translation")
    Permission.objects.get_or_create(
        codename="submit_translation", content_type=content_type, defaults={"name": "Can submit translations"}
    )  # made by a migration, which tests without migrations lack
    locale, urdu = (Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "ur"))
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    for child in root.get_children():
        child.delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title="The hub", slug="home", menu_label="Home", locale=locale, summary="Read."))
    Site.objects.all().delete()
    site = Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Hub")
    national = Academy.objects.create(name="The hub", short_name="Hub", slug="hub", is_national=True, home_key=home.translation_key)
    index = home.add_child(instance=AcademiesIndexPage(title="Academies", slug="academies"))
    about = home.add_child(instance=StandardPage(title="About", slug="about", summary="Who runs it."))
    toolkits = home.add_child(instance=ToolkitIndexPage(title="Toolkits", slug="toolkits"))
    files = [make_asset("Playbook", academy=national)]
    parts = [("part", {"title": "All", "summary": "All.", "points": [], "facts": "", "uses": [], "files": files})]
    toolkit = toolkits.add_child(instance=ToolkitPage(title="Toolkit", slug="toolkit", summary="Run it.", parts=parts))
    term = {"locale": locale, "slug": "people", "name": "People"}
    terms = SimpleNamespace(
        principle=Principle.objects.create(number=7, short="Short.", **term),
        capability=Capability.objects.create(verb_label="Keep the focus", **term),
        topic=Topic.objects.create(**term),
    )
    PrincipleLink.objects.create(principle=terms.principle, capability=terms.capability, why="Why.", locale=locale)
    live_copy(home, urdu, title="ہوم")
    live_copy(index, urdu, title="اکیڈمیاں")
    return SimpleNamespace(
        home=home, site=site, terms=terms, national=national, index=index, about=about, toolkit=toolkit, locale=locale, urdu=urdu
    )
