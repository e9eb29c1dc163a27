"""Where a section stands in each language: below the page that lists academies. Parents first: no parent, no section."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from wagtail.models import Locale, Page

from hub.academies.models import Academy
from hub.academies.setup.exceptions import NoPlace
from hub.translation.active import default_code


def offered(academy: Academy) -> list[Locale]:
    """Return the languages an academy publishes in, the default one first; all of the hub's where none were chosen."""
    chosen = list(academy.languages.all()) or list(Locale.objects.all())
    return sorted(chosen, key=lambda locale: (locale.language_code != default_code(), locale.language_code))


def parents(locales: Iterable[Locale]) -> dict[int, Page]:
    """Return the page that lists academies in each language that has one, drafts too, by key of the language. One query.

    Raises:
        NoPlace: no language has one.
    """
    from hub.models import AcademiesIndexPage

    codes = {locale.pk: locale.language_code for locale in locales}
    found = list(AcademiesIndexPage.objects.filter(alias_of=None).order_by("path").select_related("locale"))
    first = next((page for page in found if page.locale.language_code == default_code()), next(iter(found), None))
    if first is None:
        raise NoPlace
    return {page.locale_id: page for page in found if page.translation_key == first.translation_key and page.locale_id in codes}


def homes_of(academy: Academy) -> dict[int, Page]:
    """Return the home pages of an academy by key of their language, aliases left out."""
    from hub.models import AcademyPage

    if not academy.home_key:
        return {}
    found = AcademyPage.objects.filter(translation_key=academy.home_key, alias_of=None).select_related("locale")
    return {page.locale_id: page for page in found}


def unclaimed_key(academy: Academy, places: Iterable[Page]) -> UUID:
    """Return the key a new home shares in all languages: that of a page made by hand in its place, or a new one."""
    from hub.models import AcademyPage

    for place in places:
        stray = AcademyPage.objects.child_of(place).filter(slug=academy.slug, alias_of=None).first()
        if stray is not None:
            return stray.translation_key
    return uuid4()
