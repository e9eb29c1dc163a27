"""Pictures in all the sizes pages use are made here, after an upload, never in a visitor's request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from wagtail.images import get_image_model

from hub.jobs.models import Job
from hub.jobs.registry import job
from hub.jobs.services import enqueue

KIND = "hub.renditions"


@job(KIND, lease=timedelta(minutes=5))
def make_renditions(work: Job) -> bool:
    """Make every rendition of one image; one that was deleted meanwhile needs none."""
    from cl_blocks import pictures  # costs Pillow plug-ins: only the worker pays

    image = get_image_model().objects.filter(pk=work.payload.get("image")).first()
    if image is not None:
        pictures.make(image)
    return False


def on_image_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Ask for the renditions of an image that was saved, in the transaction that saves it."""
    if not raw:
        enqueue(kind=KIND, key=str(instance.pk), payload={"image": instance.pk})
