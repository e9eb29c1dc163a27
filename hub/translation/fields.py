"""How wagtail-localize treats our fields. Other rooms import these names from here only."""

from wagtail_localize.fields import SynchronizedField, TranslatableField

__all__ = ["SynchronizedField", "TranslatableField"]
