"""Registration only: what this app adds to Wagtail."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from hub.academies.activity.urls import activity_item
from hub.academies.activity.urls import admin_urls as activity_urls
from hub.academies.admin import AcademyGroupViewSet
from hub.academies.members import protecting_accounts
from hub.academies.members.history import register_actions as register_member_actions
from hub.academies.members.menu import people_item
from hub.academies.members.urls import admin_urls as people_urls
from hub.academies.menu import drop_closed, drop_news
from hub.academies.models import Academy, AcademyRole
from hub.academies.policy import SuperuserPolicy, TenantPolicy
from hub.academies.setup.history import register_actions as register_academy_actions
from hub.academies.sight import limit_chooser
from hub.dashboard.panels import add_panels, replace_summary
from hub.jobs.scheduled import REFUSED, RefusalFormatter
from hub.translation.editor.handing_in import offer_review
from hub.translation.editor.menus import drop_alias_item
from hub.translation.editor.publishing import publish_from_editor
from hub.translation.editor.report import drop_report
from hub.translation.editor.urls import urlpatterns as translation_urls

register_permission_policy(Academy, TenantPolicy(Academy, lookup="pk"))
register_permission_policy(AcademyRole, SuperuserPolicy(AcademyRole))


@hooks.register("register_admin_viewset")
def register_academies() -> AcademyGroupViewSet:
    return AcademyGroupViewSet()


@hooks.register("construct_page_chooser_queryset")
def limit_page_chooser(pages: Any, request: Any) -> Any:
    return limit_chooser(pages, request)


@hooks.register("register_log_actions")
def register_refusals(actions: Any) -> None:
    actions.register_action(REFUSED)(RefusalFormatter)


hooks.register("register_log_actions", register_academy_actions)
hooks.register("register_log_actions", register_member_actions)
hooks.register("register_admin_urls", people_urls)
hooks.register("register_admin_menu_item", people_item)
hooks.register("before_delete_user", protecting_accounts.before_delete_user)
hooks.register("before_edit_user", protecting_accounts.before_edit_user)
hooks.register("before_bulk_action", protecting_accounts.before_bulk_action)
hooks.register("register_admin_urls", activity_urls)
hooks.register("register_reports_menu_item", activity_item)
hooks.register("construct_homepage_panels", add_panels)
# late: what other apps count is theirs to add, and ours to leave out
hooks.register("construct_homepage_summary_items", replace_summary, order=900)
for menu in ("main", "settings", "reports"):
    hooks.register(f"construct_{menu}_menu", drop_closed, order=900)
hooks.register("construct_help_menu", drop_news)

# before wagtail-localize's own: the same paths, and the same button
hooks.register("register_admin_urls", translation_urls, order=-1)
hooks.register("before_edit_page", publish_from_editor, order=-1)
hooks.register("before_edit_page", offer_review, order=-1)
hooks.register("before_edit_snippet", publish_from_editor, order=-1)
hooks.register("construct_page_action_menu", drop_alias_item)
hooks.register("construct_reports_menu", drop_report)
