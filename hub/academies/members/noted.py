"""Refused attempts leave a line in the log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from hub.academies.members.exceptions import PeopleRefused
from hub.academies.members.history import note_refused
from hub.academies.members.rights import manages

P = ParamSpec("P")
T = TypeVar("T")


def noted(service: Callable[P, T]) -> Callable[P, T]:
    """Make a service, called with ``academy`` and ``user``, write down what it refuses, after its transaction is undone.

    The line stands in the log of the academy that the person looks after, never in that of one they do not know.
    """

    @wraps(service)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return service(*args, **kwargs)
        except PeopleRefused as refusal:
            if refusal.is_logged:
                given: dict[str, Any] = dict(kwargs)
                user, academy, member = given["user"], given["academy"], given.get("member")
                what = f"{service.__name__}.{type(refusal).__name__}"
                data = {"member": member.pk} if member is not None else {}
                note_refused(user=user, what=what, academy=academy if manages(user, academy) else None, **data)
            raise

    return wrapped
