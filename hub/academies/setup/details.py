"""What is written about an academy when it is set up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile

from hub.academies.models import Academy


@dataclass(frozen=True)
class AcademyDetails:
    """An academy as somebody wishes it to be.

    Attributes:
        names: its names in other languages, as in ``Academy.names``.
        areas: slugs of areas it will look after. languages: codes of those it publishes in; none means all of the hub's.
        logo: a picture as ``logos.clean_logo`` returns it.
        retention_months: ``None`` for as long as the hub keeps details.
    """

    name: str
    slug: str
    short_name: str = ""
    names: Mapping[str, Any] = field(default_factory=dict)
    areas: Sequence[str] = ()
    email: str = ""
    phone: str = ""
    people: str = ""
    hashtag: str = ""
    requires_approval: bool = False
    deep: str = "#173f3a"
    bright: str = "#f2b441"
    logo: ContentFile | None = None
    languages: Sequence[str] = ()
    review_months: int = 12
    retention_months: int | None = None

    def row(self) -> Academy:
        """Return the academy, unsaved and without its logo and languages."""
        plain = (
            "name", "slug", "email", "phone", "people", "hashtag", "requires_approval", "deep", "bright",
            "review_months", "retention_months",
        )  # fmt: skip
        values = {name: getattr(self, name) for name in plain}
        return Academy(**values, names=dict(self.names), short_name=self.short_name or short_name_of(self.name))


def short_name_of(name: str) -> str:
    """Return what filters call an academy: its name without “Academy”."""
    return name.removesuffix(" Academy").strip()[:60] or name[:60]
