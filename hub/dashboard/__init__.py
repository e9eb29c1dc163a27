"""The first page of the admin: who you are here, what you may do, and what waits for you.

Apps add their part in ``AppConfig.ready()``::

    from hub.dashboard.sections import register_dashboard_section
    register_dashboard_section(loans_section)
"""
