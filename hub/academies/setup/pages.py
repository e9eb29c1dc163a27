"""Makes the pages of a section as drafts, in every language at once: plain copies that share a key, no submitted translations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.academies.models import Academy
from hub.academies.provisioning import link_home
from hub.academies.setup.places import homes_of, offered, parents, unclaimed_key
from hub.academies.setup.report import Report
from hub.academies.setup.rights import give_rights
from hub.academies.setup.sections import section_pages


def lay_out(academy: Academy, *, user: Any, report: Report) -> None:
    """Make what is missing of an academy's pages, as drafts, and say what was there.

    Raises:
        NoPlace: the hub has no page that lists academies.
    """
    locales = offered(academy)
    places = parents(locales)
    homes = _homes(academy, locales, places, user, report)
    below = _below(homes)
    keys: dict[str, UUID] = {}
    for locale in locales:
        home = homes.get(locale.pk)
        if home is None:
            report.skip(_("Pages in %(language)s") % {"language": locale}, _("The academies page has no version in this language."))
            continue
        with translation.override(locale.language_code):
            made = section_pages(academy, locale)
        for page in made:
            _one_below(page, home, below, keys, user, report)


def _homes(academy: Academy, locales: list[Locale], places: dict[int, Page], user: Any, report: Report) -> dict[int, Page]:
    """Return the home pages by language; those that are missing are made, linked to the academy and kept as drafts."""
    homes = homes_of(academy)
    key = academy.home_key or unclaimed_key(academy, places.values())
    new: list[Any] = []
    for locale in locales:
        place = places.get(locale.pk)
        if locale.pk in homes or place is None:
            continue
        page = _adopted(place, key) or _home(academy, locale, key, user)
        if page.pk is None:
            with disable_reference_index_auto_update():  # its first revision saves it again
                Page.objects.get(pk=place.pk).add_child(instance=page)
        new.append(page)
        homes[locale.pk] = page
    if not academy.home_key and new:
        link_home(academy=academy, key=key)
        _list_has_one(places.values(), new)
    give_rights(academy, report)
    for page in new:
        page.academy = academy
        type(page).objects.filter(pk=page.pk).update(academy=academy)
        _keep(page, user)
    for locale in locales:
        if locale.pk in homes:
            page = homes[locale.pk]
            report.add(_("Home page in %(language)s") % {"language": locale}, made=page in new, page=page.pk)
    return homes


def _list_has_one(places: Iterable[Page], new: list[Any]) -> None:
    """A list of academies is the hub's own page until it holds one: then its comms people lose their rights on it."""
    from hub.academies.receivers import reconcile_national
    from hub.models import AcademyPage

    others = AcademyPage.objects.none()
    for place in places:
        others = others | AcademyPage.objects.child_of(place)
    if not others.exclude(pk__in=[page.pk for page in new]).exists():
        reconcile_national()


def _home(academy: Academy, locale: Locale, key: UUID, user: Any) -> Page:
    from hub.models import AcademyPage

    with translation.override(locale.language_code):
        short = academy.shown_short_name
        return AcademyPage(
            title=academy.shown_name,
            menu_label=short if len(short) <= 40 else "",  # the menu's own limit; the title stands in
            slug=academy.slug,
            locale=locale,
            translation_key=key,
            live=False,
            has_unpublished_changes=True,
            owner=user,
        )


def _adopted(place: Page, key: UUID) -> Page | None:
    from hub.models import AcademyPage

    return AcademyPage.objects.child_of(place).filter(translation_key=key, alias_of=None).first()


def _below(homes: dict[int, Page]) -> dict[int, list[Page]]:
    """Return the pages below each home, by key of the home's language. One query."""
    found = Page.objects.none()
    for home in homes.values():
        found = found | Page.objects.child_of(home)
    rows: dict[int, list[Page]] = {locale: [] for locale in homes}
    for page in found.order_by("path") if homes else []:
        rows.setdefault(page.locale_id, []).append(page)
    return rows


def _one_below(page: Any, home: Page, below: dict[int, list[Page]], keys: dict[str, UUID], user: Any, report: Report) -> None:
    """Add one page below a home, unless one of its kind, or of its slug, is there."""
    there = next((each for each in below[home.locale_id] if _same(each, page)), None)
    words = _("%(kind)s in %(language)s") % {"kind": str(page._meta.verbose_name).capitalize(), "language": home.locale}
    if there is not None:
        keys.setdefault(page.slug, there.translation_key)
        report.add(words, made=False, page=there.pk)
        return
    siblings = [each.translation_key for pages in below.values() for each in pages if _same(each, page)]
    page.translation_key = keys.setdefault(page.slug, next(iter(siblings), uuid4()))
    page.locale, page.owner, page.live, page.has_unpublished_changes = home.locale, user, False, True
    with disable_reference_index_auto_update():
        home.add_child(instance=page)
    _keep(page, user)
    report.add(words, made=True, page=page.pk)


def _same(there: Page, page: Page) -> bool:
    return there.slug == page.slug or there.content_type_id == page.cached_content_type.pk


def _keep(page: Any, user: Any) -> None:
    """Store the first revision of a draft: without one it has no history."""
    page.save_revision(user=user, clean=False)
