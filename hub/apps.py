from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"
    label = "hub"
    verbose_name = "Citizen leadership hub"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hub import checks, receivers  # noqa: F401  registers checks, connects signals
        from hub.dashboard.sections import register_dashboard_section
        from hub.dashboard.welcome import hub_section

        register_dashboard_section(hub_section, order=200)
