"""The rounds: the floor, a page, the floor, another page …, so that whatever else the machine does hits both alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from tests.bench.targets import FLOOR, Target
from tests.bench.visitor import Visitor

EACH = 4
WARM = 3
RATE_SECONDS = 1.5
Key = tuple[int, str]


@dataclass
class Cost:
    """What one page costs with so many stories.

    Attributes:
        ratio: CPU as a multiple of the floor's in the same round, the median of all rounds.
        cpu, p50: milliseconds, medians of all requests.
        rate, rate_of_4: requests a second, from one visitor and from four at once; 0 where not measured.
        size: bytes of the compressed HTML.
    """

    target: Target
    ratio: float = 0.0
    cpu: float = 0.0
    p50: float = 0.0
    rate: float = 0.0
    rate_of_4: float = 0.0
    size: int = 0
    ratios: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)


def measured(
    ports: dict[int, int], targets: dict[int, Sequence[Target]], *, rounds: int, say: Callable[[str], None]
) -> dict[Key, Cost]:
    """Return the cost of each target with each number of stories.

    Args:
        ports: of the servers, by number of stories.
        targets: what to ask each of them; the floor among them.
        rounds: how many times to go round all of them.
        say: told about progress.
    """
    visitors = {(stories, target.name): Visitor(ports[stories], target) for stories in ports for target in targets[stories]}
    costs = {key: Cost(visitor.target) for key, visitor in visitors.items()}
    for visitor in visitors.values():
        visitor.costs(WARM)
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        _go_round(visitors, costs)
    for key, cost in costs.items():
        cost.ratio, cost.cpu, cost.p50 = median(cost.ratios), median(cost.cpus), median(cost.walls)
        if not cost.target.bodies:  # a request that is accepted can be sent once only
            say(f"rate of {cost.target.name} at {key[0]}")
            cost.rate = visitors[key].rate(RATE_SECONDS, connections=1)
            cost.rate_of_4 = visitors[key].rate(RATE_SECONDS, connections=4)
    return costs


def _go_round(visitors: dict[Key, Visitor], costs: dict[Key, Cost]) -> None:
    floors: dict[int, list[float]] = defaultdict(list)
    ours: dict[Key, list[float]] = {}
    for key, visitor in visitors.items():
        stories, name = key
        if name == FLOOR:
            continue
        floor = (stories, FLOOR)
        floors[stories] += _ask(visitors[floor], costs[floor])
        ours[key] = _ask(visitor, costs[key])
    for stories, cpus in floors.items():
        costs[(stories, FLOOR)].ratios.append(1.0)
        for key, own in ours.items():
            if key[0] == stories:
                costs[key].ratios.append(median(own) / median(cpus))


def _ask(visitor: Visitor, cost: Cost) -> list[float]:
    found = visitor.costs(EACH)
    cpus = [cpu for cpu, _answer in found]
    cost.cpus += cpus
    cost.walls += [answer.wall for _cpu, answer in found]
    cost.size = round(median(answer.size for _cpu, answer in found))
    return cpus
