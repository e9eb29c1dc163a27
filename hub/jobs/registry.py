"""The kinds of long work there are, and what is done again and again. Apps register theirs in ``AppConfig.ready()``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

Step: TypeAlias = Callable[[Any], bool]
Run: TypeAlias = Callable[[], "str | None"]


class UnknownJob(LookupError):
    """Nobody has registered this kind of job."""


@dataclass(frozen=True)
class Kind:
    """How one kind of job is worked on."""

    name: str
    step: Step
    atomic: bool
    lease: timedelta


@dataclass(frozen=True)
class Periodic:
    """Something done again and again."""

    name: str
    every: timedelta
    run: Run


_kinds: dict[str, Kind] = {}
_periodic: dict[str, Periodic] = {}


def job(name: str, *, atomic: bool = False, lease: timedelta = timedelta(minutes=2)) -> Callable[[Step], Step]:
    """Register the decorated function as the step of a kind of job.

    The step gets the ``Job``, does a little, moves ``job.cursor``, ``job.done`` and ``job.total`` on, and returns whether
    there is more to do. After a crash it is called again with the cursor of the last step that was finished.

    Args:
        name: a stable name with the app in front, such as ``"hub.renditions"``: rows in the database carry it.
        atomic: run the step and the keeping of its cursor in one transaction: each step then counts exactly once, but on
            SQLite nobody else can write meanwhile. Without it a step may run twice and must not mind.
        lease: longer than any one step takes.
    """

    def register(step: Step) -> Step:
        _kinds[name] = Kind(name, step, atomic, lease)
        return step

    return register


def periodic(name: str, *, every: timedelta) -> Callable[[Run], Run]:
    """Register the decorated function to be run by one worker, again and again.

    It gets no arguments and returns a line to print, or ``None`` if it had nothing to do. It must not mind being run twice.
    Work that takes longer than a few minutes belongs into a job, which the function may ask for.
    """

    def register(run: Run) -> Run:
        _periodic[name] = Periodic(name, every, run)
        return run

    return register


def kind_for(name: str) -> Kind:
    """Return a registered kind of job.

    Raises:
        UnknownJob: nobody has registered it.
    """
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownJob(f"No job of kind {name!r}: import the module with its @job in ready().") from None


def kinds() -> list[str]:
    """Return the kinds this process can work on; jobs of other kinds wait for a worker that knows them."""
    return sorted(_kinds)


def periodic_jobs() -> list[Periodic]:
    """Return everything that is done again and again, by name."""
    return [_periodic[name] for name in sorted(_periodic)]
