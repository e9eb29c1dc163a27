"""The plugin's settings, under the name most rooms look for them."""

from cl_blocks.conf import DEFAULTS, get, user_settings

__all__ = ["DEFAULTS", "get", "user_settings"]
