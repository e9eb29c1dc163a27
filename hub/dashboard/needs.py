"""What waits for a person on pages: drafts to approve, pages to look over, translations behind their source."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Locale, Page, TaskState, get_default_page_content_type

from hub.academies.roles import PAGES
from hub.dashboard.places import Place, any_of, languages_of, places_of
from hub.dashboard.sections import Need
from hub.translation.models import SourceState, TranslationState

MOST = 20  # of each kind: who has more needs a list, not a first page
READ_WITHIN = timedelta(days=5)
TRANSLATED_WITHIN = timedelta(days=14)


def page_needs(request: HttpRequest) -> tuple[Need, ...]:
    """Return what waits for a person on pages; three queries, and those for the places."""
    places, languages = places_of(request), languages_of(request)
    source = next(iter(languages.values()), None)
    if source is None:
        return ()
    return (*_to_approve(request), *_to_look_over(places, source), *_behind(places, source, languages))


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier (later, if negative), or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _to_approve(request: HttpRequest) -> Iterable[Need]:
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__base_content_type=get_default_page_content_type()
    )
    if not request.user.is_superuser:
        asked = GroupApprovalTask.objects.filter(groups__in=request.user.groups.values("pk"))
        waiting = waiting.filter(task__in=asked.values("pk"))
    for state in waiting.select_related("revision", "workflow_state").order_by("started_at")[:MOST]:
        yield Need(
            what=state.revision.object_str,
            url=reverse("wagtailadmin_pages:edit", args=[state.workflow_state.object_id]),
            why=_("Waits for approval"),
            by=timezone.localdate(state.started_at) + READ_WITHIN,
            is_loud=True,
        )


def _to_look_over(places: list[Place], source: Locale) -> Iterable[Need]:
    today = timezone.localdate()
    due, months = Q(pk__in=()), {}
    for place in places:
        if place.locale == source.pk and any("publish" in PAGES[role] for role in place.roles):
            last = timezone.make_aware(datetime.combine(months_before(today, place.academy.review_months), time.min))
            due |= place.pages & Q(last_published_at__lt=last)
            months[place.path] = place.academy.review_months
    if not months:
        return
    pages = Page.objects.live().filter(due, alias_of=None).order_by("last_published_at")
    for pk, title, path, published in pages.values_list("pk", "title", "path", "last_published_at")[:MOST]:
        after = months[max((home for home in months if path.startswith(home)), key=len)]
        day = timezone.localdate(published)
        yield Need(
            what=title,
            url=reverse("wagtailadmin_pages:edit", args=[pk]),
            why=_("Review due"),
            by=months_before(day, -after),
            detail=_("Last published %(months)d months ago") % {"months": _months_between(day, today)},
        )


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _behind(places: list[Place], source: Locale, languages: dict[int, Locale]) -> Iterable[Need]:
    own = [place for place in places if place.locale != source.pk and any("change" in PAGES[role] for role in place.roles)]
    if not own:
        return
    sources = SourceState.objects.filter(page__translation_key=OuterRef("page__translation_key"), page__locale=source)
    states = (
        TranslationState.objects.filter(any_of(own, "page__path"), page__live=True, page__alias_of=None)
        .exclude(made_from="")
        .annotate(now=Subquery(sources.values("fingerprint")[:1]), changed=Subquery(sources.values("changed_at")[:1]))
        .exclude(made_from=F("now"))
        .filter(now__isnull=False)
    )
    rows = states.order_by("changed").values_list("page", "page__title", "page__locale", "changed")[:MOST]
    for pk, title, locale, changed in rows:
        yield Need(
            what=title,
            url=reverse("wagtailadmin_pages:edit", args=[pk]),
            why=_("%(language)s changed") % {"language": source.get_display_name()},
            by=timezone.localdate(changed) + TRANSLATED_WITHIN,
            detail=_("%(language)s is behind") % {"language": languages[locale].get_display_name()},
        )
