"""Publishes and unpublishes what is due, one transaction each.

Wagtail's ``publish_scheduled`` has the same rules (``wagtail/management/commands/publish_scheduled.py``), but stops at the
first error; here a page that refuses, or breaks, is reported and stops nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import swapper
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log
from wagtail.log_actions import registry as log_registry
from wagtail.models import DraftStateMixin, Revision

from hub.exceptions import Refused
from hub.leases import scrub

logger = logging.getLogger("hub.scheduled")

REFUSED = "hub.publish.refused"
Say = Callable[[str], None]


class RefusalFormatter(LogFormatter):
    """How a refused schedule reads in a page's history."""

    label = _("Scheduled publishing refused")

    def format_message(self, log_entry: Any) -> str:
        return gettext("Not published at the scheduled time. %(reason)s") % {"reason": (log_entry.data or {}).get("reason", "")}


def publish_scheduled(*, say: Say = lambda line: None, stop: Callable[[], bool] = lambda: False) -> int:
    """Take expired pages and snippets offline, then put scheduled revisions online; return how many changed.

    A page that refuses keeps its schedule and is asked again on the next pass, so it goes live as soon as what it lacks is
    put right. Why it refused stands in its history, once for each set of reasons.
    """
    changed = 0
    for task in [*_expired(), *_scheduled()]:
        if stop():
            break
        changed += task(say)
    return changed


def _expired() -> Iterator[Callable[[Say], int]]:
    for model in draftable_models():
        for pk in model.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at").values_list("pk", flat=True):
            yield partial(_unpublish, model, pk)


def _scheduled() -> Iterator[Callable[[Say], int]]:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at", "pk")
    for pk in due.values_list("pk", flat=True):
        yield partial(_publish, pk)


def draftable_models() -> list[type[models.Model]]:
    """Return the base page model and every other model with drafts: each holds its own rows of what may expire."""
    page = swapper.load_model("wagtailcore", "Page")
    others = [model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, page)]
    return [page, *others]


def _unpublish(model: type[models.Model], pk: int, say: Say) -> int:
    try:
        with transaction.atomic():
            found = model.objects.select_for_update(of=("self",)).filter(pk=pk, live=True, expire_at__lt=timezone.now()).first()
            if found is None:
                return 0  # another worker was faster
            found = getattr(found, "specific", found)
            found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    except Exception as error:
        logger.exception("%s %s could not be unpublished.", model._meta.label, pk)
        say(f"unpublish {model._meta.label} {pk}: {scrub(error)}")
        return 0
    say(f"unpublished {model._meta.label} {pk}: {found}")
    return 1


def _publish(pk: int, say: Say) -> int:
    try:
        with transaction.atomic():
            due = Revision.objects.select_for_update(of=("self",)).filter(pk=pk, approved_go_live_at__lt=timezone.now())
            revision = due.select_related("content_type").first()
            if revision is None:
                return 0  # another worker was faster, or the editor changed their mind
            revision.publish(log_action="wagtail.publish.scheduled")
    except Refused as refusal:
        _report(pk, str(refusal), say)
        return 0
    except Exception as error:
        _report(pk, scrub(error), say, broken=True)
        return 0
    say(f"published revision {pk}: {revision.object_str}")
    return 1


def _report(pk: int, reason: str, say: Say, *, broken: bool = False) -> None:
    """Write into the page's history why it did not go live, unless it says so already."""
    revision = Revision.objects.filter(pk=pk).first()
    instance: Any = revision and revision.content_object
    if instance is None:
        logger.warning("Revision %s is due, but what it belongs to is gone.", pk)
        say(f"not published, revision {pk}: its page is gone")
        return
    history = log_registry.get_logs_for_instance(instance).filter(action=REFUSED, revision=revision)
    last = history.order_by("-timestamp", "-pk").first()
    if last is not None and (last.data or {}).get("reason") == reason:
        return
    log(instance=instance, action=REFUSED, revision=revision, data={"reason": reason})
    logger.log(logging.ERROR if broken else logging.WARNING, "Revision %s was not published: %s", pk, reason)
    say(f"not published, revision {pk} of {instance}: {reason}")
