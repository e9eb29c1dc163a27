from django.apps import AppConfig


class ToolkitOrdersConfig(AppConfig):
    name = "toolkit_orders"
    label = "toolkit_orders"
    verbose_name = "Toolkits and orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hub.academies.models import AcademyRole
        from hub.academies.roles import grant_to_role
        from toolkit_orders import receivers  # noqa: F401  connects the signals
        from toolkit_orders.mail_kinds import register_all

        register_all()
        grant_to_role(AcademyRole.Role.ORDER_HANDLER, "toolkit_orders.view_order", "toolkit_orders.change_order")
        for role in (AcademyRole.Role.EDITOR, AcademyRole.Role.PUBLISHER):
            grant_to_role(role, *(f"toolkit_orders.{action}_asset" for action in ("add", "change", "view")))
        grant_to_role(AcademyRole.Role.MANAGER, "toolkit_orders.delete_asset")
