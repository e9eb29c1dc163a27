"""The screens: between HTTP and the services."""
