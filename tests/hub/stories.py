"""A stand-in for the app that has stories: what the hub's pages show of others, without those others."""

from __future__ import annotations

from django.utils.safestring import SafeString

from hub.academies.models import Academy
from hub.cards import Badge, Card

TITLES = ("Five seats at every table", "Chairing the meeting", "Ten years on", "The diary", "Young carers")


def card(number: int) -> Card:
    return Card(url=f"/story/{number}/", title=TITLES[number % 5] + f" {number}", text="What it took.", meta=("Millbeck",))


class Stories:
    """Provider with ``total`` stories; remembers what it was asked."""

    def __init__(self, total: int = 5) -> None:
        self.total = total
        self.asked: list[dict] = []

    def latest(self, request, *, locale, academy=None, limit=3, first=None):
        self.asked.append({"academy": academy, "limit": limit, "first": first})
        lead = [] if first is None else self.chosen(request, locale=locale, pks=[first])
        return [*lead, *(card(number) for number in range(self.total))][:limit]

    def chosen(self, request, *, locale, pks):
        return [Card(url=f"/chosen/{pk}/", title="The chosen story") for pk in pks]

    def count(self, *, locale, academy=None):
        return self.total

    def counts_by_academy(self, *, locale):
        return dict.fromkeys(Academy.objects.values_list("pk", flat=True), self.total)

    def principles(self, request, *, locale):
        return [
            Badge(number, f"Principle number {number}", SafeString(""), f"/gallery/?principle={number}") for number in range(1, 9)
        ]

    def gallery_url(self, request, *, locale, academy=None):
        return "/gallery/"
