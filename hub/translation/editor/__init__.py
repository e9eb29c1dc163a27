"""wagtail-localize's admin views, each with what it lacks: permissions, checks of what is sent, and messages."""
