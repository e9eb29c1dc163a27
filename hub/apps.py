from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"
    label = "hub"
    verbose_name = "Citizen leadership hub"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hub import checks, receivers  # noqa: F401  registers checks, connects signals
