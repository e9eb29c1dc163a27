from django.apps import AppConfig


class CaseStudiesConfig(AppConfig):
    name = "case_studies"
    label = "case_studies"
    verbose_name = "Case studies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from case_studies import receivers  # noqa: F401  connects the signals
        from case_studies.dashboard import first_story_step, story_section
        from case_studies.dependents import story_dependents
        from case_studies.provider import Stories
        from case_studies.section_page import story_list
        from hub.academies.models import AcademyRole
        from hub.academies.roles import grant_to_role
        from hub.academies.setup.dependents import register_dependents
        from hub.academies.setup.sections import register_section_page
        from hub.dashboard.sections import register_dashboard_section, register_first_step
        from hub.providers import register_stories

        register_stories(Stories())
        register_dependents(story_dependents, order=100)
        register_section_page(story_list, order=100)
        register_dashboard_section(story_section, order=100)
        register_first_step(first_story_step, order=30)
        for model in ("principle", "capability", "principlelink", "topic"):
            names = (f"case_studies.{action}_{model}" for action in ("add", "change", "delete", "view"))
            grant_to_role(AcademyRole.Role.NATIONAL_EDITOR, *names)
