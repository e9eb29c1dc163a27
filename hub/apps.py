from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"
    label = "hub"
    verbose_name = "Citizen leadership hub"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from hub import checks, receivers  # noqa: F401  registers checks, connects signals
        from hub.academies.guard import choices
        from hub.academies.members import mail_kinds, own_holdings, tidying  # noqa: F401  registers its job
        from hub.academies.setup.dependents import register_dependents
        from hub.academies.setup.own_dependents import hub_dependents
        from hub.dashboard import first_steps
        from hub.dashboard.sections import register_dashboard_section, register_first_step
        from hub.dashboard.welcome import hub_section

        choices.install()
        register_dashboard_section(hub_section, order=200)
        register_first_step(first_steps.colours_step, order=10)
        register_first_step(first_steps.contact_step, order=20)
        register_first_step(first_steps.people_step, order=50)
        register_dependents(hub_dependents, order=0)
        mail_kinds.register_all()
        own_holdings.register_all()
