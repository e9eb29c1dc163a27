"""The reference site: everything the plugin can do, put together. Not in the wheel."""
