"""Takes out of wagtail-localize's forms and menus what leads to aliases."""

from __future__ import annotations

from typing import Any

from wagtail_localize.locales.components import LOCALE_COMPONENTS
from wagtail_localize.models import LocaleSynchronization

ALIAS_ITEM = "localize-convert-to-alias"


def hide_tree_sync() -> None:
    """Do not offer to fill a language with aliases of every page: nobody could read them. Called when the app is ready."""
    LOCALE_COMPONENTS[:] = [each for each in LOCALE_COMPONENTS if each["model"] is not LocaleSynchronization]


def drop_alias_item(menu_items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """Do not offer to turn a translation into an alias; a hook's answer."""
    menu_items[:] = [item for item in menu_items if item.name != ALIAS_ITEM]
