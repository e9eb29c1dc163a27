"""What was promised, beside what was measured. The numbers come from the project's aims; ratios are CPU to the floor's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.bench.measure import Cost, Key


@dataclass(frozen=True)
class Aim:
    """One promise: ``measured`` may be ``most`` at the most."""

    what: str
    unit: str
    most: float
    measured: float

    @property
    def is_met(self) -> bool:
        return self.measured <= self.most

    @property
    def verdict(self) -> str:
        """Return "met" or by how much it was missed."""
        if self.is_met:
            return "met"
        if self.unit == "queries":
            return f"missed by {self.measured - self.most:.0f}"
        return f"missed by {(self.measured / self.most - 1) * 100:.0f} %"


def aims(costs: Mapping[Key, Cost]) -> list[Aim]:
    """Return every aim that this run has measured, in the order of the pages."""
    few, middle, many = sorted({stories for stories, _name in costs})
    found = [
        *_page(costs, "story", [few, many], ratio=2.5, queries=16),
        *_page(costs, "home", [few, many], ratio=2.5, queries=16),
        *_page(costs, "gallery", [many], ratio=4, queries=20),
        *_page(costs, "filtered", [many], ratio=4, queries=20),
        *_page(costs, "form", [few, many], ratio=2, queries=12),
        Aim("request accepted", "queries", 16, _worst(costs, "send", [few, many], lambda cost: cost.target.queries)),
    ]
    gallery = {stories: costs[(stories, "gallery")] for stories in (middle, many)}
    return [
        *found,
        Aim(f"gallery, {many:,} stories to {middle:,}", "× CPU", 2, gallery[many].cpu / gallery[middle].cpu),
        Aim(f"words in half of {many:,}, to the gallery", "× CPU", 1.5, costs[(many, "searched")].cpu / gallery[many].cpu),
        Aim(f"words in half of {many:,}, to the gallery", "× p50", 1.5, costs[(many, "searched")].p50 / gallery[many].p50),
        Aim("repeated SQL on any page", "statements", 1, max(cost.target.repeated for cost in costs.values())),
    ]


def _page(costs: Mapping[Key, Cost], name: str, sizes: list[int], *, ratio: float, queries: int) -> list[Aim]:
    label = {"filtered": "gallery, two facets", "form": "request form"}.get(name, name)
    if len(sizes) == 1:
        label = f"{label}, {sizes[0]:,} stories"
    return [
        Aim(label, "× floor", ratio, _worst(costs, name, sizes, lambda cost: cost.ratio)),
        Aim(label, "queries", queries, _worst(costs, name, sizes, lambda cost: cost.target.queries)),
    ]


def _worst(costs: Mapping[Key, Cost], name: str, sizes: list[int], value: Callable[[Cost], float]) -> float:
    return max(value(costs[(stories, name)]) for stories in sizes)
