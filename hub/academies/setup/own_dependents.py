"""What the hub itself has of an academy: pages by language, files, people, areas, invitations, redirects."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from hub.academies.models import Academy
from hub.academies.setup.dependents import Dependent, section_of


def hub_dependents(academy: Academy) -> Iterator[Dependent]:
    """Yield what the hub has of an academy. Nine queries."""
    yield from _pages(academy)
    yield from _files(academy)
    people = academy.roles.filter(covers=None).values("user").distinct().count()
    words = ngettext("%(number)s person with a role", "%(number)s people with a role", people)
    yield Dependent("people", words % {"number": people}, people, holds=True)
    areas = academy.areas.values("slug").distinct().count()
    words = ngettext("%(number)s area leads to it", "%(number)s areas lead to it", areas)
    yield Dependent("areas", words % {"number": areas}, areas, reverse("hub_areas:index") + f"?academy={academy.pk}")
    waiting = academy.invitations.waiting().count()
    words = ngettext("%(number)s invitation without an answer", "%(number)s invitations without an answer", waiting)
    yield Dependent("invitations", words % {"number": waiting}, waiting)
    yield _redirects(academy)


def _pages(academy: Academy) -> Iterator[Dependent]:
    section = section_of(academy)
    counted = Page.objects.filter(section).order_by().values("locale").annotate(live=Count("pk", Q(live=True)), all=Count("pk"))
    rows = {row["locale"]: row for row in counted}
    homes = dict(Page.objects.filter(translation_key=academy.home_key).values_list("locale", "pk")) if academy.home_key else {}
    for locale in Locale.objects.filter(pk__in=rows):
        row = rows[locale.pk]
        draft = row["all"] - row["live"]
        url = reverse("wagtailadmin_explore", args=[homes[locale.pk]]) if locale.pk in homes else ""
        words = _("%(language)s: %(live)s pages online, %(draft)s drafts")
        yield Dependent(
            f"pages-{locale.language_code}",
            words % {"language": locale, "live": row["live"], "draft": draft},
            row["all"],
            url,
            holds=row["live"] > 0,
        )


def _files(academy: Academy) -> Iterator[Dependent]:
    if not academy.collection_id:
        return
    images = get_image_model().objects.filter(collection=academy.collection_id).count()
    documents = get_document_model().objects.filter(collection=academy.collection_id).count()
    words = ngettext("%(number)s picture", "%(number)s pictures", images) % {"number": images}
    yield Dependent("images", words, images, reverse("wagtailimages:index") + f"?collection_id={academy.collection_id}", holds=True)
    words = ngettext("%(number)s document", "%(number)s documents", documents) % {"number": documents}
    url = reverse("wagtaildocs:index") + f"?collection_id={academy.collection_id}"
    yield Dependent("documents", words, documents, url, holds=True)


def _redirects(academy: Academy) -> Dependent:
    number = 0
    if apps.is_installed("wagtail.contrib.redirects"):
        redirect = apps.get_model("wagtailredirects", "Redirect")
        number = redirect.objects.filter(redirect_page__in=Page.objects.filter(section_of(academy)).values("pk")).count()
    words = ngettext("%(number)s redirect leads to its pages", "%(number)s redirects lead to its pages", number)
    return Dependent("redirects", words % {"number": number}, number)
