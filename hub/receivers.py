"""Connects this app to signals; the work is done in the rooms named in each receiver."""

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from hub.academies import receivers as academies  # noqa: F401
from hub.academies.activity.entries import note_owner
from hub.academies.tree import on_page_moved
from hub.jobs import housekeeping, renditions  # noqa: F401  registers their jobs
from hub.outbox import notices  # noqa: F401  registers its mail
from hub.translation import checks as translation_checks  # noqa: F401  registers its checks
from hub.translation import privacy, relations, states
from hub.translation.editor.menus import hide_tree_sync
from hub.translation.rights import grant_to_writers

post_save.connect(renditions.on_image_saved, sender=get_image_model(), dispatch_uid="hub_image_saved")
post_page_move.connect(on_page_moved, dispatch_uid="hub_page_moved")
for entry in ("PageLogEntry", "ModelLogEntry"):
    pre_save.connect(note_owner, sender=f"wagtailcore.{entry}", dispatch_uid=f"hub_owner_of_{entry}")

page_published.connect(states.on_page_published, dispatch_uid="hub_text_published")
post_save.connect(states.on_strings_brought_in, sender="wagtail_localize.TranslationLog", dispatch_uid="hub_strings_brought_in")
post_save.connect(privacy.on_page_saved, dispatch_uid="hub_translation_of_private_page")
post_page_move.connect(privacy.on_page_moved, dispatch_uid="hub_private_page_moved")
post_save.connect(privacy.on_restriction_saved, sender=PageViewRestriction, dispatch_uid="hub_restriction_saved")
pre_delete.connect(privacy.on_restriction_goes, sender=PageViewRestriction, dispatch_uid="hub_restriction_goes")
post_delete.connect(privacy.on_restriction_gone, sender=PageViewRestriction, dispatch_uid="hub_restriction_gone")
m2m_changed.connect(privacy.on_groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid="hub_restriction_groups")

page_published.connect(relations.on_page_published, dispatch_uid="hub_relations_localised")
page_unpublished.connect(relations.on_page_unpublished, dispatch_uid="hub_relations_given_up")
grant_to_writers()
hide_tree_sync()
