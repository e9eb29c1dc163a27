"""Academies, areas, people and the pages that stand around the stories."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Site

from hub.academies.grants import close_defaults
from hub.academies.models import Academy, AcademyRole, Area
from hub.academies.provisioning import provision, reconcile
from hub.models import AcademiesIndexPage, AcademyPage, FooterLink, HomePage, SearchPage, StandardPage
from hub.site.demo.people import ACCOUNTS, PASSWORD
from hub.site.demo.tree import OPENED, body, ensure, stamp
from hub.site.demo.words import words

LEGAL = {"accessibility", "privacy", "cookies"}
MONTHS = {"January": 1, "February": 2, "March": 3, "April": 4, "May": 5, "June": 6, "July": 7, "September": 9}


def load_home() -> HomePage:
    """Return the site's home page, in the place of Wagtail's welcome page."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    current = site.root_page.specific if site.root_page_id else None
    if isinstance(current, HomePage):
        return current
    text = words("pages")["home"]
    quote = text["quote"]
    footer = words("pages")["footer"]
    home = ensure(
        Page.get_first_root_node(),
        HomePage,
        "hub",
        title=text["hero_title"],
        menu_label="Home",
        summary=text["hero_lead"],
        lead_kicker=text["story_kicker"],
        quote_text=quote["text"],
        quote_name=quote["name"],
        quote_role=quote["role"],
        footer_promise=footer["promise"],
        footer_text=f"{footer['text']} {footer['demo_note']}",
        help_phone=footer["help_phone"],
        help_hours=footer["help_hours"],
        help_email=footer["email"],
    )
    site.root_page, site.site_name = home, "Citizen Leadership Hub"
    site.save()
    if current is not None and current.slug == "home" and not current.get_children().exists():
        current.delete()
    return home


def load_standard_pages(home: HomePage) -> dict[str, Page]:
    """Return the pages of plain text, by slug."""
    found: dict[str, Page] = {}
    for page in words("pages")["standard"]:
        found[page["slug"]] = ensure(
            home, StandardPage, page["slug"], title=page["title"], summary=page["summary"], body=body(page["html"])
        )
    found["search"] = ensure(home, SearchPage, "search", title="Search")
    return found


def load_academies(home: HomePage) -> dict[str, AcademyPage]:
    """Return the academies' home pages, by slug; areas and accounts come with them."""
    if not Academy.objects.exists():
        close_defaults()
    Academy.objects.get_or_create(
        is_national=True,
        defaults={"name": "Citizen Leadership Hub", "short_name": "National", "slug": "national", "home_key": home.translation_key},
    )
    index = ensure(home, AcademiesIndexPage, "academies", title="Academies", show_in_menus=True, summary=INDEX_SUMMARY)
    pages = {text["slug"]: load_academy(index, text) for text in words("academies")["academies"]}
    locale = Locale.get_default()
    for order, text in enumerate(words("academies")["areas"]):
        academy = Academy.objects.filter(slug=text.get("academy") or "").first()
        Area.objects.get_or_create(
            slug=text["slug"], locale=locale, defaults={"name": text["name"], "academy": academy, "sort_order": order}
        )
    return pages


INDEX_SUMMARY = "Each academy runs programmes, tells its own stories and answers its own phone. Know them by their cloth."


def load_academy(index: AcademiesIndexPage, text: dict[str, Any]) -> AcademyPage:
    """Return one academy's home page."""
    academy, created = Academy.objects.get_or_create(
        slug=text["slug"],
        defaults={key: text[key] for key in ("name", "short_name", "deep", "bright", "email", "phone", "people", "hashtag")},
    )
    if not created and academy.home_key:
        return AcademyPage.objects.get(translation_key=academy.home_key, locale=index.locale)
    quote = text["quote"]
    page: AcademyPage = provision(
        academy=academy,
        parent=index,
        title=text["name"],
        summary=text["intro"],
        strapline=text["strapline"],
        figures=[{"type": "figure", "value": figure} for figure in text["figures"]],
        courses_text="Two days, two weeks apart. Free, with lunch, travel and childcare paid.",
        courses=[{"type": "course", "value": {**course, "starts": first_day(course["dates"])}} for course in text["courses"]],
        quote_text=quote["text"],
        quote_name=quote["name"],
        quote_role=quote["role"],
        about=[{"type": "text", "value": text["about_html"]}],
    )
    stamp(page, OPENED)
    page.refresh_from_db()
    return page


def first_day(dates: str) -> str:
    """Return the first day of “19 January and 2 February 2027” as 2027-01-19."""
    parts = dates.split()
    month = next(MONTHS[part] for part in parts if part in MONTHS)
    return date(int(parts[-1]), month, int(parts[0])).isoformat()


def load_people() -> None:
    """Make the demo's accounts and give each its role; Wagtail's permissions follow from the roles."""
    User = get_user_model()
    for account in ACCOUNTS:
        user, created = User.objects.get_or_create(
            username=account.username,
            defaults={
                "first_name": account.first_name,
                "last_name": account.last_name,
                "email": f"{account.username}@hub.example",
                "is_superuser": account.is_superuser,
                "is_staff": account.is_superuser,
            },
        )
        if created:
            user.set_password(PASSWORD)
            user.save()
        if account.role:
            academy = Academy.objects.get(slug=account.academy)
            role, is_new = AcademyRole.objects.get_or_create(academy=academy, user=user, role=account.role)
            if is_new and account.language:
                role.locales.add(Locale.objects.get_or_create(language_code=account.language)[0])
    reconcile()


def link_footer(home: HomePage, pages: dict[str, Page]) -> None:
    """Fill the lists of the footer, unless an editor has done so."""
    if home.footer_links.exists():
        return
    groups = {"find": ["good-practice", "toolkits", "promotion-pack", "academies"], "take_part": ["tell-your-story", "about"]}
    groups["legal"] = [slug for slug in pages if slug in LEGAL]
    for group, slugs in groups.items():
        for order, slug in enumerate(slugs):
            FooterLink(page=home, group=group, link_page=pages[slug], sort_order=order, locale=home.locale).save()
