"""Whether an academy can be as it was written, said in words field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from hub import conf
from hub.academies.models import Academy, Area
from hub.academies.setup.details import AcademyDetails
from hub.academies.setup.exceptions import BadDetails
from hub.typed import refuse_unprintable, tidy

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Names that addresses of the hub have or may come to have, wherever a host has put them.
RESERVED = frozenset({
    "academies", "academy", "accounts", "add", "admin", "api", "cms", "cookies", "d", "delete", "django-admin", "documents",
    "done", "easy-read", "edit", "feeds", "files", "health", "home", "hub", "images", "login", "logout", "media", "national",
    "new", "pages", "password", "privacy", "request", "request-a-toolkit", "robots", "search", "settings", "signin", "signout",
    "sitemap", "static", "stories", "story", "toolkit", "toolkits", "users", "www",
})  # fmt: skip
TYPED = ("name", "short_name", "phone", "people", "hashtag")


def refuse_bad(details: AcademyDetails, *, existing: Academy | None = None) -> None:
    """Refuse what cannot be set up, with every reason at once.

    Args:
        existing: the academy that is being completed, whose own address is no hindrance.

    Raises:
        BadDetails: with sentences by field.
    """
    errors: dict[str, list[str]] = {}
    for field, found in (
        ("slug", slug_errors(details.slug, existing=existing)),
        ("languages", language_errors(details.languages)),
        ("areas", area_errors(details.areas, existing=existing)),
        ("retention_months", retention_errors(details.retention_months)),
        *((name, unprintable(getattr(details, name))) for name in TYPED),
    ):
        if found:
            errors[field] = found
    if not errors and existing is None:
        try:
            details.row().full_clean(exclude=["logo"])
        except ValidationError as error:
            errors = {"" if name == "__all__" else name: texts for name, texts in error.message_dict.items()}
    if errors:
        raise BadDetails(errors)


def slug_errors(slug: str, *, existing: Academy | None = None) -> list[str]:
    """Return what keeps a slug from being an academy's address; empty when nothing does. Two queries at most."""
    if not SLUG.fullmatch(slug) or len(slug) > 60:
        return [_("Write the slug in small letters, figures and single hyphens, like “north-west”, 60 at the most.")]
    if existing is not None and existing.slug == slug:
        return []
    if slug in reserved():
        return [_("“%(slug)s” is kept for an address of the hub. Choose another slug.") % {"slug": slug}]
    holder = Academy.objects.filter(slug=slug).exclude(pk=existing.pk if existing else None).first()
    if holder is not None:
        return [_("%(academy)s has this slug already. Choose another one.") % {"academy": holder.name}]
    page = beside(slug).first()
    if page is not None:
        words = _("A page beside the academies has this slug already: “%(title)s”. Choose another slug, or change the page's.")
        return [words % {"title": page.title}]
    return []


def beside(slug: str) -> Iterable[Page]:
    """Return the pages that stand where an academy of this slug would, in any language; homes without an academy do not count."""
    from hub.models import AcademiesIndexPage, AcademyPage

    indexes = AcademiesIndexPage.objects.values_list("path", "depth")
    found = Page.objects.none()
    for path, depth in indexes:
        found = found | Page.objects.filter(path__startswith=path, depth=depth + 1, slug=slug)
    homes = Academy.objects.exclude(home_key=None).values("home_key")
    return found.exclude(pk__in=AcademyPage.objects.exclude(translation_key__in=homes).values("pk"))


def reserved() -> set[str]:
    """Return the slugs no academy may have: known addresses, languages, and the first part of every address of the project."""
    codes = {code.lower() for code, _name in [*settings.LANGUAGES, *getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", [])]}
    patterns = get_resolver().url_patterns
    heads = {str(pattern.pattern).lstrip("^").split("/")[0] for pattern in patterns}
    return {*RESERVED, *codes, *(head for head in heads if SLUG.fullmatch(head))}


def language_errors(codes: Iterable[str]) -> list[str]:
    """Return a sentence for the languages the hub does not have."""
    codes = set(codes)
    known = set(Locale.objects.values_list("language_code", flat=True)) if codes else set()
    if codes <= known:
        return []
    words = _("The hub does not have %(codes)s. Choose from: %(known)s.")
    return [words % {"codes": ", ".join(sorted(codes - known)), "known": ", ".join(sorted(known))}]


def area_errors(slugs: Iterable[str], *, existing: Academy | None = None) -> list[str]:
    """Return a sentence for areas there are not, and for those another academy looks after."""
    slugs = set(slugs)
    if not slugs:
        return []
    rows = list(Area.objects.filter(slug__in=slugs).select_related("academy"))
    found = []
    if missing := slugs - {row.slug for row in rows}:
        found.append(_("There is no area called %(areas)s.") % {"areas": ", ".join(sorted(missing))})
    taken = {row.slug: row.academy for row in rows if row.academy and row.academy != existing}
    words = _("%(academy)s looks after “%(area)s” already. Free the area first.")
    return [*found, *(words % {"academy": academy, "area": slug} for slug, academy in sorted(taken.items()))]


def retention_errors(months: int | None) -> list[str]:
    """Return a sentence where details would be kept longer than the hub promises."""
    most = conf.get("RETENTION_MONTHS")
    if months is None or 1 <= months <= most:
        return []
    return [_("The hub keeps details for %(most)s months. Write a number from 1 to %(most)s, or leave it empty.") % {"most": most}]


def unprintable(text: str) -> list[str]:
    """Return what keeps a line of text from being stored or shown."""
    try:
        refuse_unprintable(text)
    except ValidationError as error:
        return list(error.messages)
    return [] if text == tidy(text) or not text else [_("Take out signs that cannot be seen, and spaces around it.")]
