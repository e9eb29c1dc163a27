from django.apps import AppConfig


class ToolkitOrdersConfig(AppConfig):
    name = "toolkit_orders"
    label = "toolkit_orders"
    verbose_name = "Toolkits and orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hub.academies.models import AcademyRole
        from hub.academies.roles import grant_to_role
        from hub.academies.setup.dependents import register_dependents
        from hub.academies.setup.sections import register_section_page
        from hub.dashboard.sections import register_dashboard_section, register_first_step
        from hub.providers import register_toolkits
        from toolkit_orders import receivers, retention  # noqa: F401  connects the signals, registers the periodic job
        from toolkit_orders.admin.dashboard import order_section
        from toolkit_orders.admin.needs import request_page_step
        from toolkit_orders.dependents import order_dependents
        from toolkit_orders.mail_kinds import register_all
        from toolkit_orders.provider import Toolkits
        from toolkit_orders.section_page import request_page

        register_all()
        register_toolkits(Toolkits())
        register_dependents(order_dependents, order=200)
        register_section_page(request_page, order=200)
        register_dashboard_section(order_section, order=300)
        register_first_step(request_page_step, order=40)
        grant_to_role(AcademyRole.Role.ORDER_HANDLER, "toolkit_orders.view_order", "toolkit_orders.change_order")
        for role in (AcademyRole.Role.EDITOR, AcademyRole.Role.PUBLISHER):
            grant_to_role(role, *(f"toolkit_orders.{action}_asset" for action in ("add", "change", "view")))
        grant_to_role(AcademyRole.Role.MANAGER, "toolkit_orders.delete_asset")
