from django.apps import AppConfig


class ClBlocksConfig(AppConfig):
    name = "cl_blocks"
    label = "cl_blocks"
    verbose_name = "Citizen leadership blocks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cl_blocks import checks  # noqa: F401  registers the system checks
