from django.apps import AppConfig


class HubSiteConfig(AppConfig):
    name = "hub.site"
    label = "hub_site"
    verbose_name = "Reference site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hub.site.accounts import history  # noqa: F401  listens to changes of second steps
