"""The addresses of wagtail-localize's views that are ours: the same paths, resolved first; its names lead here. And one more."""

from __future__ import annotations

from django.urls import URLPattern, path

from hub.translation.editor.handing_in import NAME, hand_in_translation
from hub.translation.editor.pofiles import upload_pofile
from hub.translation.editor.report import OwnTranslationsReport
from hub.translation.editor.stopping import convert_to_alias, stop_translation
from hub.translation.editor.strings import edit_override, edit_string
from hub.translation.editor.submitting import SubmitPage, SubmitSnippet
from hub.translation.editor.syncing import SyncTranslations


def urlpatterns() -> list[URLPattern]:
    """Return the patterns; without names where wagtail-localize has named them."""
    translate = "localize/translate/<int:translation_id>"
    return [
        path("localize/hand-in/<int:page_id>/", hand_in_translation, name=NAME),
        path("localize/submit/page/<int:page_id>/", SubmitPage.as_view()),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", SubmitSnippet.as_view()),
        path("localize/update/<int:translation_source_id>/", SyncTranslations.as_view()),
        path(f"{translate}/strings/<int:string_segment_id>/edit/", edit_string),
        path(f"{translate}/overrides/<int:overridable_segment_id>/edit/", edit_override),
        path(f"{translate}/pofile/upload/", upload_pofile),
        path(f"{translate}/disable/", stop_translation),
        path("localize/page/<int:page_id>/convert_to_alias/", convert_to_alias),
        path("localize/reports/translations/", OwnTranslationsReport.as_view()),
        path("localize/reports/translations/results/", OwnTranslationsReport.as_view(results_only=True)),
    ]
