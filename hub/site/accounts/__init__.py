"""Signing in to the admin: password, second step, limits. django-allauth does the work; this room sets it up."""
