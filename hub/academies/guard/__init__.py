"""Closes what Wagtail's admin shows of other academies beside our own models.

Measured on Wagtail 8.0.1: reports, choosers and confirmation pages print titles and names of everything on the site to
any editor. ``names`` lists them, ``keys`` says which rows a person may name in an address, ``middleware`` refuses the rest;
``choices`` and ``tags`` cut down what filters and dialogs offer.
"""

from hub.academies.guard.middleware import AdminGuard
from hub.academies.guard.names import (
    BULK,
    CHOOSER_KEYS,
    CHOOSER_LISTS,
    DENIED,
    PAGE_KEYS,
    PARENT_FIELDS,
    REVIEW_KEYS,
    TAG_LISTS,
)

__all__ = [
    "BULK",
    "CHOOSER_KEYS",
    "CHOOSER_LISTS",
    "DENIED",
    "PAGE_KEYS",
    "PARENT_FIELDS",
    "REVIEW_KEYS",
    "TAG_LISTS",
    "AdminGuard",
]
