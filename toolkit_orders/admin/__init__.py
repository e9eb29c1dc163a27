"""Requests in Wagtail's admin: a list, a page for each, and four buttons. Nothing is typed into an order by hand."""
