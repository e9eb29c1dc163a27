"""Connects this app to signals; the work is done in the rooms named in each receiver."""

from django.db.models.signals import post_save
from wagtail.images import get_image_model
from wagtail.signals import post_page_move

from hub.academies import receivers as academies  # noqa: F401
from hub.academies.tree import on_page_moved
from hub.jobs import housekeeping, renditions  # noqa: F401  registers their jobs
from hub.outbox import notices  # noqa: F401  registers its mail

post_save.connect(renditions.on_image_saved, sender=get_image_model(), dispatch_uid="hub_image_saved")
post_page_move.connect(on_page_moved, dispatch_uid="hub_page_moved")
