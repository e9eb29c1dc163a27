"""Stores the framework. What is there stays as the host has it, unless it asks to have it overwritten."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models, transaction
from wagtail.models import Locale

from case_studies.enums import IndicatorHalf
from case_studies.framework.reading import Framework
from case_studies.models.framework import Indicator, LinkIndicator, PrincipleLink
from case_studies.models.vocabulary import Capability, Principle


@transaction.atomic
def load(framework: Framework, *, locale: Locale, overwrite: bool = False) -> Counter[str]:
    """Create what is missing in one language; with ``overwrite`` also put texts and subsets back as the files have them.

    Returns:
        How many rows were "created" and "changed". Loading twice gives neither the second time.
    """
    done: Counter[str] = Counter()
    store = _Store(locale, overwrite, done)
    principles = {row["number"]: store.put(Principle, {"number": row["number"]}, row) for row in framework.principles}
    capabilities, indicators = {}, {}
    for order, row in enumerate(framework.capabilities):
        texts = {**row, "sort_order": order}
        listed = texts.pop("indicators")
        capability = capabilities[row["slug"]] = store.put(Capability, {"slug": row["slug"]}, texts)
        for place, each in enumerate(listed):
            values = {"half": IndicatorHalf.WORKER.value, "implicit": False, **each, "capability": capability, "sort_order": place}
            indicators[each["key"]] = store.put(Indicator, {"key": each["key"]}, values)
    for row in framework.links:
        ends = {"principle": principles[row["principle"]], "capability": capabilities[row["capability"]]}
        store.link(ends, row["why"], [indicators[key] for key in row["indicators"]])
    return done


class _Store:
    """Finds, creates or overwrites one row at a time, and counts."""

    def __init__(self, locale: Locale, overwrite: bool, done: Counter[str]) -> None:
        self.locale, self.overwrite, self.done = locale, overwrite, done

    def put(self, model: type[models.Model], key: dict[str, Any], values: dict[str, Any]) -> Any:
        row = model.objects.filter(locale=self.locale, **key).first()
        if row is None:
            self.done["created"] += 1
            return model.objects.create(locale=self.locale, **{**values, **key})
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if changed and self.overwrite:
            for name, value in changed.items():
                setattr(row, name, value)
            row.save()
            self.done["changed"] += 1
        return row

    def link(self, ends: dict[str, Any], why: str, shown: list[Indicator]) -> None:
        is_new = not PrincipleLink.objects.filter(locale=self.locale, **ends).exists()
        link = self.put(PrincipleLink, ends, {"why": why})
        if not is_new and not self.overwrite:
            return
        rows = LinkIndicator.objects.filter(link=link).order_by("sort_order")
        if [row.indicator_id for row in rows] == [indicator.pk for indicator in shown]:
            return
        self.done["changed"] += not is_new
        rows.delete()
        for place, indicator in enumerate(shown):
            LinkIndicator.objects.create(locale=self.locale, link=link, indicator=indicator, sort_order=place)
