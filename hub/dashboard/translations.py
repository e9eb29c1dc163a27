"""Which pages a person may still translate, or finish translating: a row for each page, a column for each language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from hub.academies.models import Academy, AcademyRole
from hub.academies.roles import BY_LANGUAGE, PAGES
from hub.dashboard.places import any_of, languages_of, places_of, role_rows
from hub.dashboard.sections import Action, Row, Table

LOOKED_AT, SHOWN, MOST_LANGUAGES = 60, 6, 4


def translation_table(request: HttpRequest) -> Table | None:
    """Return the newest pages that lack a language, or are behind in one; ``None`` for who translates nothing.

    Three queries: the languages the academies publish in, the newest pages, their translations.
    """
    known = languages_of(request)
    if len(known) < 2:
        return None
    locales = _languages(role_rows(request), list(known.values()))[:MOST_LANGUAGES]
    if not locales:
        return None
    source = next(iter(known))
    homes = [place for place in places_of(request) if place.locale == source]
    pages = Page.objects.live().filter(any_of(homes), alias_of=None, depth__gt=2).order_by("-last_published_at", "-pk")
    newest = list(pages.values("pk", "title", "translation_key", "hub_source_state__fingerprint")[:LOOKED_AT])
    made = _made([page["translation_key"] for page in newest], locales)
    rows = [row for page in newest if (row := _row(page, locales, made))]
    return Table(
        key="translations",
        heading=_("Translations"),
        columns=(_("Page"), *(locale.get_display_name() for locale in locales)),
        rows=tuple(rows[:SHOWN]),
        empty=_("Everything new is translated."),
        more=Action(_("See all translations"), reverse("wagtail_localize:translations_report")) if rows else None,
    )


def _languages(rows: list[AcademyRole], known: list[Locale]) -> list[Locale]:
    """Return the languages a person translates into: those named in roles, or all their academies publish in."""
    offered = _offered([row.academy for row in rows])
    wanted: set[int] = set()
    for row in rows:
        named = {locale.pk for locale in row.locales.all()}
        if row.role in BY_LANGUAGE:
            wanted |= named
        elif "change" in PAGES[row.role]:
            wanted |= named or offered.get(row.academy_id) or {locale.pk for locale in known}
    return [locale for locale in known[1:] if locale.pk in wanted]


def _offered(academies: list[Academy]) -> dict[int, set[int]]:
    through = Academy.languages.through.objects.filter(academy__in={academy.pk for academy in academies})
    found: dict[int, set[int]] = {}
    for academy, locale in through.values_list("academy_id", "locale_id"):
        found.setdefault(academy, set()).add(locale)
    return found


def _made(keys: list[Any], locales: list[Locale]) -> dict[tuple[Any, int], dict[str, Any]]:
    pages = Page.objects.filter(translation_key__in=keys, locale__in=locales, alias_of=None)
    rows = pages.values("pk", "translation_key", "locale_id", "live", "hub_translation_state__made_from")
    return {(row["translation_key"], row["locale_id"]): row for row in rows}


def _row(page: dict[str, Any], locales: Iterable[Locale], made: dict[tuple[Any, int], dict[str, Any]]) -> Row | None:
    found = [made.get((page["translation_key"], locale.pk)) for locale in locales]
    states = [_state(each, page["hub_source_state__fingerprint"]) for each in found]
    open_ones = [each for each, (_words, is_done) in zip(found, states, strict=True) if not is_done]
    if not open_ones:
        return None
    begun = next((each for each in open_ones if each), None)
    return Row(
        text=page["title"],
        url=(
            reverse("wagtailadmin_pages:edit", args=[begun["pk"]])
            if begun and None not in open_ones
            else reverse("wagtail_localize:submit_page_translation", args=[page["pk"]])
        ),
        facts=tuple(words for words, _is_done in states[:-1]),
        state=states[-1][0],
        is_loud=not states[-1][1],
    )


def _state(made: dict[str, Any] | None, source: str | None) -> tuple[str, bool]:
    """Return the state in words, and whether nothing is left to do."""
    if made is None:
        return _("Not begun"), False
    if not made["live"]:
        return _("Not published"), False
    if source and made["hub_translation_state__made_from"] not in ("", None, source):
        return _("Out of date"), False
    return _("Up to date"), True
