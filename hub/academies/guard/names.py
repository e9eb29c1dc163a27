"""The names of Wagtail's admin views that the guard knows: closed ones, and those whose keys are looked at first.

A test asserts that every name still resolves, and another that no view is in the admin which nobody has looked at.
"""

from __future__ import annotations

#: Views that show every academy's rows; nobody but a superuser needs them.
DENIED = frozenset(
    {
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:site_history_results",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_results",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:workflow_tasks_results",
        "wagtailadmin_pages:type_use",
        "wagtailadmin_pages:type_use_results",
        "wagtailadmin_workflows:task_chooser",
        "wagtailadmin_workflows:task_chooser_results",
        "wagtailadmin_workflows:task_chosen",
        "wagtailadmin_api:images:listing",
        "wagtailadmin_api:images:detail",
        "wagtailadmin_api:images:find",
        "wagtailadmin_api:documents:listing",
        "wagtailadmin_api:documents:detail",
        "wagtailadmin_api:documents:find",
        "wagtailusers_users:copy",
        "wagtailsites:copy",
        "wagtail_localize:snippets_api_listing",
        "wagtail_localize:snippets_api_detail",
        *(
            f"wagtailusers_{what}:{view}"
            for what in ("users", "groups")
            for view in ("index", "index_results", "add", "edit", "delete", "history", "history_results", "usage")
        ),
    }
)

#: Views that name a page before they ask whether one may see it, and the arguments that hold its key.
PAGE_KEYS: dict[str, tuple[str, ...]] = {
    # with sections in two languages, what Wagtail lets somebody explore starts at the root of all languages
    "wagtailadmin_explore": ("parent_page_id",),
    "wagtailadmin_explore_results": ("parent_page_id",),
    "wagtailadmin_pages:move_confirm": ("page_to_move_id", "destination_id"),
    "wagtailadmin_pages:confirm_workflow_cancellation": ("page_id",),
}

#: Views of a page that waits for approval. They name it before they ask whether one may act on it.
REVIEW_KEYS: dict[str, tuple[str, ...]] = {
    "wagtailadmin_pages:workflow_action": ("page_id",),
    "wagtailadmin_pages:collect_workflow_action_data": ("page_id",),
    "wagtailadmin_pages:workflow_preview": ("page_id",),
}

#: The page chooser, which may also show what every academy links to.
CHOOSER_KEYS: dict[str, tuple[str, ...]] = {"wagtailadmin_choose_page_child": ("parent_page_id",)}
CHOOSER_LISTS = frozenset({"wagtailadmin_choose_page_chosen_multiple"})

#: Forms whose error names the page that was posted as the new parent, and the field that holds its key.
PARENT_FIELDS: dict[str, str] = {
    "wagtailadmin_pages:choose_parent": "parent_page",
    "wagtailadmin_pages:copy": "new_parent_page",
    "wagtailadmin_pages:move": "new_parent_page",
}

#: Suggest tags of everything there is: answered by the guard itself, with tags of what the person may see.
TAG_LISTS = frozenset({"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"})

BULK = "wagtail_bulk_action"
