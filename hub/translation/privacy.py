"""What is private stays private in every language: restrictions on a source page are carried to its translations.

The source decides. A restriction on a page in the default language, or on a page above it, holds for every translation:
it is copied to the translation of that page, and to translations of pages below it that stand elsewhere. A translation may
have restrictions of its own besides.

Signals see to it at once. Only ``bulk_create`` and ``update()`` pass them by; ``hub_repair --check`` finds what they left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, PageViewRestriction

from hub.translation.active import default_code
from hub.translation.models import CarriedRestriction

_settling: ContextVar[bool] = ContextVar("hub_settling", default=False)


@dataclass
class Carry:
    """A restriction of a source that does not hold as it should for a translation, and what is there instead.

    ``page`` is the translation's primary key. ``copy`` is the copy that was made before, ``own`` a restriction of the
    translation's own that says the same.
    """

    original: PageViewRestriction
    page: int
    copy: PageViewRestriction | None = None
    own: PageViewRestriction | None = None


@dataclass
class _Comparison:
    wrong: list[Carry] = field(default_factory=list)
    surplus: list[int] = field(default_factory=list)


def leaks() -> list[Carry]:
    """Return every restriction that does not hold for a translation of its page; some six queries, however many there are."""
    return [found for found in _compare(_originals(None)).wrong if not found.own]


def settle(originals: Iterable[int] | None = None) -> int:
    """Carry restrictions to the translations they have to hold for, and return how many copies were made or changed.

    A copy that is needed no more, since its page was moved, is taken away.

    Args:
        originals: primary keys of restrictions on source pages; all of them when left out.
    """
    with transaction.atomic(), _quietly():
        found = _compare(_originals(originals).select_for_update(of=("self",)))
        for carry in found.wrong:
            _carry(carry)
        PageViewRestriction.objects.filter(pk__in=found.surplus).delete()
    return len(found.wrong)


def settle_for(page: Any) -> int:
    """Do the same for the restrictions that hold for one page, or for the source of a translation. Mostly two queries."""
    source = page.path
    if page.locale.language_code != default_code():
        sources = Page.objects.filter(translation_key=page.translation_key, locale__language_code=default_code())
        source = sources.values_list("path", flat=True).first()
    if not source:
        return 0
    originals = list(PageViewRestriction.objects.filter(page__path__in=list(_upwards(source))).values_list("pk", flat=True))
    return settle(originals) if originals else 0


def on_restriction_saved(sender: type, instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """A restriction was made or changed: on a source it goes to the translations, on a translation the source's still holds."""
    if _awake(raw):
        settle_for(instance.page)


def on_groups_changed(sender: type, instance: Any, action: str, reverse: bool, **kwargs: Any) -> None:
    """Other groups of people may see a private page."""
    if _awake() and action.startswith("post_"):
        settle() if reverse else settle_for(instance.page)


def on_restriction_goes(sender: type, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    """Remember the copies of a restriction that is being taken off a page; not of one that goes with its page."""
    if _awake() and _is_itself(origin):
        copies = PageViewRestriction.objects.filter(hub_copy_of__original=instance)
        instance._hub_copies = list(copies.values_list("pk", flat=True))


def on_restriction_gone(sender: type, instance: PageViewRestriction, origin: Any = None, **kwargs: Any) -> None:
    """Take the copies away too. A copy that somebody took off a translation comes back: the source decides."""
    if not _awake() or not _is_itself(origin):
        return
    with _quietly():
        PageViewRestriction.objects.filter(pk__in=getattr(instance, "_hub_copies", [])).delete()
    settle_for(instance.page)


def on_page_saved(sender: type, instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """A new translation of a private page is private from its first moment on."""
    if created and isinstance(instance, Page) and _awake(raw) and instance.locale.language_code != default_code():
        settle_for(instance)


def on_page_moved(sender: type, parent_page_before: Any, parent_page_after: Any, **kwargs: Any) -> None:
    """A page has come below another restriction, or its translation has left the copy above it."""
    if _awake() and parent_page_before.pk != parent_page_after.pk:
        settle()


def _awake(raw: bool = False) -> bool:
    return not raw and not _settling.get() and len(get_content_languages()) > 1


@contextmanager
def _quietly() -> Iterator[None]:
    """What is written here is not answered by the receivers above."""
    token = _settling.set(True)
    try:
        yield
    finally:
        _settling.reset(token)


def _is_itself(origin: Any) -> bool:
    """Whether a deletion began with restrictions, and not with the page they are on."""
    return issubclass(getattr(origin, "model", type(origin)), PageViewRestriction)


def _upwards(path: str) -> Iterator[str]:
    """The treebeard paths of a page and of all above it."""
    return (path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen))


def _originals(pks: Iterable[int] | None) -> models.QuerySet[PageViewRestriction]:
    found = PageViewRestriction.objects.filter(page__locale__language_code=default_code(), hub_copy_of=None)
    return found if pks is None else found.filter(pk__in=list(pks))


def _terms(restriction: PageViewRestriction) -> tuple[str, str, frozenset[int]]:
    return restriction.restriction_type, restriction.password, frozenset(group.pk for group in restriction.groups.all())


def _compare(originals: models.QuerySet[PageViewRestriction]) -> _Comparison:
    found = _Comparison()
    by_pk = {each.pk: each for each in originals.select_related("page").prefetch_related("groups")}
    if not by_pk:
        return found
    needed = _needed(list(by_pk.values()))
    all_on_pages = PageViewRestriction.objects.select_related("hub_copy_of").prefetch_related("groups").order_by("pk")
    copies = {
        (each.hub_copy_of.original_id, each.page_id): each for each in all_on_pages.filter(hub_copy_of__original__in=list(by_pk))
    }
    own = {(each.page_id, _terms(each)): each for each in all_on_pages.filter(page__in={pk for _o, pk in needed}, hub_copy_of=None)}
    for pk, page in needed:
        copy, same = copies.pop((pk, page), None), own.pop((page, _terms(by_pk[pk])), None)
        if same or copy is None or _terms(copy) != _terms(by_pk[pk]):
            found.wrong.append(Carry(by_pk[pk], page, copy, same))
    found.surplus = [copy.pk for copy in copies.values()]
    return found


def _needed(originals: list[PageViewRestriction]) -> list[tuple[int, int]]:
    """Return (restriction, translation) for every translation that needs a copy of its own; three queries."""
    below = models.ExpressionWrapper(models.OuterRef("path"), output_field=models.CharField())
    above = PageViewRestriction.objects.filter(pk__in=[each.pk for each in originals])
    above = above.annotate(below=below).filter(below__startswith=models.F("page__path"))
    sources = Page.objects.filter(models.Exists(above), locale__language_code=default_code())
    places = dict(sources.values_list("translation_key", "path"))
    pages = Page.objects.exclude(locale__language_code=default_code()).filter(translation_key__in=sources.values("translation_key"))
    needed: list[tuple[int, int]] = []
    covered = {each.pk: [each.page.path] for each in originals}
    for pk, key, path in pages.order_by("path").values_list("pk", "translation_key", "path"):
        steps = set(_upwards(places[key]))
        for original in originals:
            if original.page.path in steps and not path.startswith(tuple(covered[original.pk])):
                covered[original.pk].append(path)
                needed.append((original.pk, pk))
    return needed


def _carry(carry: Carry) -> None:
    """Make a copy equal to its original. A restriction of the page's own that says the same becomes the copy."""
    copy = carry.own or carry.copy or PageViewRestriction(page_id=carry.page)
    if carry.own is None:
        copy.restriction_type, copy.password = carry.original.restriction_type, carry.original.password
        copy.save()
        copy.groups.set(carry.original.groups.all())
    elif carry.copy:
        PageViewRestriction.objects.filter(pk=carry.copy.pk).delete()
    CarriedRestriction.objects.get_or_create(copy=copy, defaults={"original": carry.original})
