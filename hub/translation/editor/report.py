"""The report of translations, cut down to what a person may know of."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.coreutils import get_content_languages
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView

from hub.academies.policy import SEEING
from hub.translation.relations import owners


class OwnTranslationsReport(TranslationsReportView):
    """Lists translations of the pages a person finds in the explorer, in any language, and of snippets they work with."""

    def get_queryset(self) -> QuerySet[Translation]:
        return visible_translations(super().get_queryset(), self.request.user).order_by("pk")


def visible_translations(rows: QuerySet[Translation], user: Any) -> QuerySet[Translation]:
    """Keep the translations a person may know of; a superuser may know of all."""
    if user.is_superuser:
        return rows
    pages = policy_registry.get_by_type(Page).explorable_instances(user)
    models = [
        model
        for model in owners()
        if not issubclass(model, Page) and policy_registry.get_by_type(model).user_has_any_permission(user, SEEING)
    ]
    types = ContentType.objects.get_for_models(*models).values()
    is_seen = Q(source__object_id__in=pages.order_by().values("translation_key"))
    return rows.filter(is_seen | Q(source__specific_content_type__in=[each.pk for each in types]))


def drop_report(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take the report out of the menu where it would be empty: of people who write no pages, and on a site of one language."""
    pages = policy_registry.get_by_type(Page)
    writes = pages.user_has_any_permission(request.user, ("add", "change", "publish"))
    if not request.user.is_superuser and not (writes and len(get_content_languages()) > 1):
        report = reverse("wagtail_localize:translations_report")
        items[:] = [item for item in items if item.url != report]
