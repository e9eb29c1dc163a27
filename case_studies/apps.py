from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    name = "case_studies"
    label = "case_studies"
    verbose_name = "Case studies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from case_studies import receivers  # noqa: F401  connects the signals
        from case_studies.dashboard import story_section
        from case_studies.provider import Stories
        from hub.dashboard.sections import register_dashboard_section
        from hub.providers import register_stories

        register_stories(Stories())
        register_dashboard_section(story_section, order=100)
