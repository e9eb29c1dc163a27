"""Whether a POST without a CSRF token comes from a page of ours; the hub's own pages ask the same."""

from hub.origin import is_from_here

__all__ = ["is_from_here"]
